import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAccount, newEmail, PASSWORD } from "../server/invented-people.ts";
import { type Served, serve } from "../server/serve.ts";

eachDatabase("signing in", (db) => {
  let served: Served;
  let account: { id: string; email: string };
  beforeAll(async () => {
    account = await newAccount(db());
  });
  beforeEach(async () => {
    served = await serve(db());
    await owned(db(), "delete from auth.attempts");
  });
  afterEach(() => served.close());
  afterAll(() => owned(db(), "delete from auth.attempts"));

  const wrong = (email = account.email) =>
    served.ask("/auth/v1/token?grant_type=password", { json: { email, password: "not the password" } });
  const right = () => served.client().auth.signInWithPassword({ email: account.email, password: PASSWORD });

  test("the right pair answers a session whose token works", async () => {
    const person = served.client();
    const { data, error } = await person.auth.signInWithPassword({
      email: account.email.toUpperCase(),
      password: PASSWORD,
    });
    expect(error).toBeNull();
    expect(data.session).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    expect(data.user?.last_sign_in_at).toBeTruthy();
    expect((await person.rpc("me")).data).toMatchObject({ signed_in: true, member: null });
  });

  test("the token says what Supabase's says", async () => {
    const { data } = await right();
    const claims = JSON.parse(
      Buffer.from(data.session?.access_token.split(".")[1] ?? "", "base64url").toString(),
    ) as Record<string, unknown>;
    expect(claims).toMatchObject({
      sub: account.id,
      aud: "authenticated",
      role: "authenticated",
      aal: "aal1",
      email: account.email,
      amr: [{ method: "password" }],
    });
    expect(claims["session_id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(3600);
  });

  test("a wrong password and an unknown account have one answer", async () => {
    const [known, unknown] = await Promise.all([wrong(), wrong(newEmail())]);
    const text = await known.text();
    expect(known.status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      code: 400,
      error_code: "invalid_credentials",
      msg: "Invalid login credentials",
    });
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toBe(text);
  });

  test("an account that does not exist waits all the same, and tries made at once count one by one", async () => {
    const email = newEmail();
    const statuses = await Promise.all([1, 2, 3, 4, 5, 6].map(async () => (await wrong(email)).status));
    expect(statuses.sort()).toEqual([400, 400, 400, 400, 400, 429]);
  });

  test("during the wait the right password is refused too, and afterwards it clears the account", async () => {
    await Promise.all([1, 2, 3, 4, 5].map(() => wrong()));
    expect((await right()).error).toMatchObject({ status: 429, code: "over_request_rate_limit" });
    served.clock.advance(6);
    expect((await right()).error).toBeNull();
    expect((await wrong()).status).toBe(400);
  });

  test("the table of tries names neither an account nor an address", async () => {
    await wrong();
    const rows = await owned(db(), "select encode(key, 'escape') as key from auth.attempts");
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/person|127\.0\.0\.1/);
  });

  test("a sign-in is audited; a refused one goes to the log, without the account", async () => {
    await right();
    await wrong();
    const events = await owned(
      db(),
      "select via from audit.event where actor = $1 and action = 'signed_in' order by id desc limit 1",
      [account.id],
    );
    expect(events).toEqual([{ via: "http" }]);
    expect(served.log).toEqual(["auth POST refused: invalid_credentials"]);
  });

  test.each([
    ["{", 400, "bad_json"],
    ["[]", 400, "bad_json"],
    ['{"email":7,"password":"x"}', 400, "validation_failed"],
    ['{"email":"a@b.c"}', 400, "validation_failed"],
  ])("a body %s is refused in Supabase's words", async (body, status, code) => {
    const answer = await served.ask("/auth/v1/token?grant_type=password", { body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: status, error_code: code });
  });

  test("another grant is refused, and what is not served is not found", async () => {
    const grant = await served.ask("/auth/v1/token?grant_type=pkce", { json: {} });
    expect(await grant.json()).toMatchObject({ error_code: "validation_failed" });
    const lost = await served.ask("/auth/v1/admin/users");
    expect(lost.status).toBe(404);
  });
});
