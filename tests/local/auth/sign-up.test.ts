import { afterAll, beforeAll, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { invitation, inviteAdmin, newEmail, PASSWORD } from "../server/invented-people.ts";
import { type Served, serve } from "../server/serve.ts";

eachDatabase("signing up", (db) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(db());
  });
  afterAll(() => served.close());

  function signUp(code: string | undefined, email = newEmail(), password = PASSWORD) {
    const options = code === undefined ? {} : { options: { data: { invitation: code } } };
    return served.client().auth.signUp({ email, password, ...options });
  }

  test("the holder of an invitation gets an account, a session, and with join the role", async () => {
    const { code, organisation } = await invitation(db());
    const person = served.client();
    const email = newEmail();
    const made = await person.auth.signUp({
      email,
      password: PASSWORD,
      options: { data: { invitation: code.toLowerCase().replaceAll("-", " ") } },
    });
    expect(made.error).toBeNull();
    expect(made.data.session?.token_type).toBe("bearer");
    expect(made.data.user).toMatchObject({ email, aud: "authenticated", user_metadata: {} });
    expect((await person.rpc("me", {}, { get: true })).data).toMatchObject({ member: null });
    expect((await person.rpc("join", { code })).data).toEqual({ role: "admin", team_id: null });
    expect((await person.rpc("me", {}, { get: true })).data).toMatchObject({
      member: { role: "admin" },
      organisation: { id: organisation },
    });
    const again = await served.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(again.error).toBeNull();
  });

  test("no code, an unknown, an expired, a revoked and a used one have one answer", async () => {
    const { organisation } = await invitation(db());
    const [expired, revoked, used] = await Promise.all([1, 2, 3].map(() => inviteAdmin(db(), organisation)));
    const set = (code: string | undefined, change: string) =>
      owned(db(), `update org.invitation set ${change} where code_hash = org.code_hash($1)`, [code]);
    await set(expired, "expires_at = now() - interval '1 second'");
    await set(revoked, "revoked_at = now()");
    await set(used, "used_at = now()");
    const codes = [undefined, "", "0000-0000", 7, expired, revoked, used, "x".repeat(5000)];
    const answers = await Promise.all(
      codes.map(async (code) => {
        const json = { email: newEmail(), password: PASSWORD, data: { invitation: code } };
        const answer = await served.ask("/auth/v1/signup", { json });
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toBe(
      '422 {"code":422,"error_code":"signup_disabled","msg":"Signups not allowed for this instance"}',
    );
    const [{ count } = { count: -1 }] = await owned(
      db(),
      "select count(*)::int as count from auth.users where invitation in (org.code_hash($1), org.code_hash($2), org.code_hash($3))",
      [expired, revoked, used],
    );
    expect(count).toBe(0);
  });

  test("an invitation makes one account: until it joins, a second sign-up takes its place", async () => {
    const { code } = await invitation(db());
    const mistyped = newEmail();
    expect((await signUp(code, mistyped)).error).toBeNull();
    const person = served.client();
    const email = newEmail();
    const made = await person.auth.signUp({
      email,
      password: PASSWORD,
      options: { data: { invitation: code } },
    });
    expect(made.error).toBeNull();
    expect(
      (await served.client().auth.signInWithPassword({ email: mistyped, password: PASSWORD })).error?.code,
    ).toBe("invalid_credentials");
    expect((await person.rpc("join", { code })).error).toBeNull();
    expect((await signUp(code)).error?.code).toBe("signup_disabled");
    expect((await served.client().auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("a taken identifier, a short password and a malformed e-mail are told to the holder of a code", async () => {
    const { code, organisation } = await invitation(db());
    const email = newEmail();
    expect((await signUp(code, email)).error).toBeNull();
    const other = await inviteAdmin(db(), organisation);
    expect((await signUp(other, email.toUpperCase())).error).toMatchObject({
      status: 422,
      code: "user_already_exists",
    });
    const weak = await signUp(other, newEmail(), "short");
    expect(weak.error).toMatchObject({ status: 422, code: "weak_password", reasons: ["length"] });
    expect((await signUp(other, "no address")).error).toMatchObject({
      status: 400,
      code: "validation_failed",
    });
  });

  test("the holder of a code cannot go through identifiers with it: five tries, then waits, however it is written", async () => {
    const { code, organisation } = await invitation(db());
    const email = newEmail();
    expect((await signUp(code, email)).error).toBeNull();
    const other = await inviteAdmin(db(), organisation);
    const written = [
      other,
      other.toLowerCase(),
      other.replaceAll("-", " "),
      other.replaceAll("0", "o"),
      other,
    ];
    for (const each of written) expect((await signUp(each, email)).error?.code).toBe("user_already_exists");
    expect((await signUp(other, newEmail())).error).toMatchObject({ status: 429 });
    await owned(db(), "delete from auth.attempts");
    expect((await signUp(other, newEmail())).error).toBeNull();
  });

  test("a sign-up is audited with the new account as its author", async () => {
    const { code } = await invitation(db());
    const made = await signUp(code);
    const id = made.data.user?.id;
    expect(await owned(db(), "select action, via, actor from audit.event where subject = $1", [id])).toEqual([
      { action: "account_created", via: "http", actor: id },
    ]);
  });

  test("what a person writes about themselves is not kept", async () => {
    const { code } = await invitation(db());
    const made = await served.client().auth.signUp({
      email: newEmail(),
      password: PASSWORD,
      options: { data: { invitation: code, name: "Somebody", role: "admin" } },
    });
    expect(made.data.user?.user_metadata).toEqual({});
    expect(JSON.stringify(made.data)).not.toContain("Somebody");
  });
});
