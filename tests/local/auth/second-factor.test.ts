import { afterEach, beforeEach, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { enrolled } from "../server/authenticator.ts";
import { newAccount, PASSWORD } from "../server/invented-people.ts";
import { type Client, type Served, serve } from "../server/serve.ts";

/** `auth.mfa` of unmodified supabase-js against the local server: the words and rules of Supabase Auth. */
eachDatabase("the second factor over HTTP", (db) => {
  let served: Served;
  beforeEach(async () => {
    served = await serve(db());
    // The tests' wrong codes all come from one address.
    await owned(db(), "delete from auth.attempts");
  });
  afterEach(() => served.close());

  async function signedIn(account: { email: string }): Promise<Client> {
    const client = served.client();
    const { error } = await client.auth.signInWithPassword({ email: account.email, password: PASSWORD });
    if (error) throw error;
    return client;
  }
  const person = async () => signedIn(await newAccount(db()));
  const claims = async (client: Client) => {
    const { data } = await client.auth.getSession();
    return claimsOf(data.session?.access_token);
  };

  test("an app is enrolled, confirmed by its first code, listed, and raises the session to aal2", async () => {
    const client = await person();
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: "aal1",
      nextLevel: "aal1",
    });
    const { data, error } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "téléphone" });
    expect(error).toBeNull();
    expect(data).toMatchObject({ type: "totp", friendly_name: "téléphone" });
    expect(data?.totp.uri).toContain(data?.totp.secret);
    expect(data?.totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg/);
    const before = await client.auth.mfa.listFactors();
    expect(before.data).toMatchObject({ all: [{ id: data?.id, status: "unverified" }], totp: [] });
    await client.auth.mfa.unenroll({ factorId: data?.id ?? "" });

    const app = await enrolled(served, client);
    const after = await client.auth.mfa.listFactors();
    expect(after.data?.totp).toMatchObject([{ id: app.factor, status: "verified", factor_type: "totp" }]);
    expect(JSON.stringify(after.data)).not.toMatch(/secret|last_step/);
    const level = await client.auth.mfa.getAuthenticatorAssuranceLevel();
    expect(level.data).toMatchObject({ currentLevel: "aal2", nextLevel: "aal2" });
    expect(level.data?.currentAuthenticationMethods.map((one) => (one as { method: string }).method)).toEqual(
      ["totp", "password"],
    );
  });

  test("a later sign-in is aal1 until a code is given, and knows that one is needed", async () => {
    const account = await newAccount(db());
    const app = await enrolled(served, await signedIn(account));
    served.clock.advance(60);
    const client = await signedIn(account);
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: "aal1",
      nextLevel: "aal2",
    });
    const asked = await client.auth.mfa.challenge({ factorId: app.factor });
    expect(asked.data).toMatchObject({ type: "totp", id: expect.any(String) });
    const now = served.gateway.now().getTime() / 1000;
    expect(asked.data?.expires_at).toBe(Math.floor(now) + 300);
    const given = await client.auth.mfa.verify({
      factorId: app.factor,
      challengeId: asked.data?.id ?? "",
      code: app.code(),
    });
    expect(given.data).toMatchObject({ token_type: "bearer", user: { email: account.email } });
    expect(await claims(client)).toMatchObject({
      aal: "aal2",
      amr: [{ method: "totp", timestamp: Math.floor(now) }, { method: "password" }],
    });
  });

  test("the level and the time of the code stay through refreshes", async () => {
    const client = await person();
    await enrolled(served, client);
    const { amr, session_id: session } = await claims(client);
    for (let n = 0; n < 3; n++) {
      served.clock.advance(3000);
      expect((await client.auth.refreshSession()).error).toBeNull();
      expect(await claims(client)).toMatchObject({ aal: "aal2", amr, session_id: session });
    }
  });

  test("no code is accepted twice, in whatever session, not even when sent at once", async () => {
    const account = await newAccount(db());
    const app = await enrolled(served, await signedIn(account));
    const client = await signedIn(account);
    const again = await client.auth.mfa.challengeAndVerify({ factorId: app.factor, code: app.code() });
    expect(again.error).toMatchObject({ status: 422, code: "mfa_verification_failed" });
    served.clock.advance(60);
    const { access_token: token } = (await client.auth.getSession()).data.session ?? {};
    const code = app.code();
    const sent = await Promise.all(
      [1, 2, 3].map(async () => {
        const asked = await client.auth.mfa.challenge({ factorId: app.factor });
        const answer = await served.ask(`/auth/v1/factors/${app.factor}/verify`, {
          token: token ?? "",
          json: { challenge_id: asked.data?.id, code },
        });
        return answer.status;
      }),
    );
    expect(sent.sort()).toEqual([200, 422, 422]);
  });

  test("wrong codes: five, then waits; a right code before its time waits too", async () => {
    const account = await newAccount(db());
    const app = await enrolled(served, await signedIn(account));
    served.clock.advance(60);
    const client = await signedIn(account);
    const attempt = (code: string) => client.auth.mfa.challengeAndVerify({ factorId: app.factor, code });
    const wrong = () => (app.code() === "000000" ? "000001" : "000000");
    for (let n = 0; n < 5; n++) {
      expect((await attempt(wrong())).error).toMatchObject({ code: "mfa_verification_failed" });
    }
    served.clock.advance(1);
    expect((await attempt(app.code())).error).toMatchObject({
      status: 429,
      code: "over_request_rate_limit",
    });
    // The password still opens the door to the question, and forgives nothing.
    const other = await signedIn(account);
    const again = await other.auth.mfa.challengeAndVerify({ factorId: app.factor, code: app.code() });
    expect(again.error?.status).toBe(429);
    served.clock.advance(30);
    expect((await attempt(app.code())).error).toBeNull();
  });

  test("a challenge is answered once, within five minutes, from the address that asked, for its factor", async () => {
    const client = await person();
    const app = await enrolled(served, client);
    const asked = async () => (await client.auth.mfa.challenge({ factorId: app.factor })).data?.id ?? "";
    const answered = async (challengeId: string, factorId = app.factor) => {
      await owned(db(), "delete from auth.attempts");
      const { error } = await client.auth.mfa.verify({ factorId, challengeId, code: app.code() });
      return error ? [error.status, error.code] : "accepted";
    };
    served.clock.advance(60);
    const first = await asked();
    expect(await answered(first)).toBe("accepted");
    served.clock.advance(60);
    expect(await answered(first)).toEqual([422, "mfa_ip_address_mismatch"]);
    const old = await asked();
    served.clock.advance(300);
    expect(await answered(old)).toEqual([422, "mfa_challenge_expired"]);
    for (const unknown of ["7e57ab1e-0000-4000-8000-000000000000", "no id", "' or true --"]) {
      expect(await answered(unknown)).toEqual([422, "mfa_factor_not_found"]);
    }
    await owned(db(), "update auth.mfa_challenges set address = 'elsewhere'::bytea");
    expect(await answered(await asked())).toBe("accepted");
    served.clock.advance(60);
    const moved = await asked();
    await owned(db(), "update auth.mfa_challenges set address = 'elsewhere'::bytea");
    expect(await answered(moved)).toEqual([422, "mfa_ip_address_mismatch"]);
  });

  test("without its factor a session goes back to aal1 at the next refresh", async () => {
    const client = await person();
    const app = await enrolled(served, client);
    await client.auth.mfa.unenroll({ factorId: app.factor });
    await client.auth.refreshSession();
    expect(await claims(client)).toMatchObject({ aal: "aal1", amr: [{ method: "password" }] });
  });

  test("a code ends the account's sessions that gave none, and replaces the tokens of its own", async () => {
    const account = await newAccount(db());
    const [bystander, client] = [await signedIn(account), await signedIn(account)];
    const { data: before } = await client.auth.getSession();
    await enrolled(served, client);
    const { data: ended } = await bystander.auth.getSession();
    const user = await served.ask("/auth/v1/user", { token: ended.session?.access_token ?? "" });
    expect(await user.json()).toMatchObject({ code: 403, error_code: "session_not_found" });
    const old = await served.ask("/auth/v1/token?grant_type=refresh_token", {
      json: { refresh_token: before.session?.refresh_token },
    });
    expect(await old.json()).toMatchObject({ error_code: "refresh_token_not_found" });
    expect((await client.auth.refreshSession()).error).toBeNull();
  });
});

function claimsOf(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString());
}
