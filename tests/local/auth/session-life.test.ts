import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAccount, PASSWORD } from "../server/invented-people.ts";
import { type Client, type Served, serve } from "../server/serve.ts";

eachDatabase("a session", (db) => {
  let served: Served;
  let account: { id: string; email: string };
  beforeAll(async () => {
    account = await newAccount(db());
  });
  beforeEach(async () => {
    served = await serve(db());
  });
  afterEach(() => served.close());

  async function signedIn(): Promise<{ client: Client; access: string; refresh: string }> {
    const client = served.client();
    const { data, error } = await client.auth.signInWithPassword({
      email: account.email,
      password: PASSWORD,
    });
    if (error) throw error;
    return { client, access: data.session.access_token, refresh: data.session.refresh_token };
  }

  async function refreshed(token: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await served.ask("/auth/v1/token?grant_type=refresh_token", {
      json: { refresh_token: token },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  test("goes on with supabase-js: a new pair of tokens each time, for the same session", async () => {
    const { client, refresh } = await signedIn();
    const first = await client.auth.refreshSession();
    const second = await client.auth.refreshSession();
    expect(second.error).toBeNull();
    const tokens = [refresh, first.data.session?.refresh_token, second.data.session?.refresh_token];
    expect(new Set(tokens).size).toBe(3);
    expect((await client.auth.getUser()).data.user?.id).toBe(account.id);
    const sessions = [first, second].map(({ data }) => claimsOf(data.session?.access_token)["session_id"]);
    expect(sessions[0]).toBe(sessions[1]);
  });

  test("a used refresh token gets the same answer within ten seconds: two tabs, or a lost answer", async () => {
    const { refresh } = await signedIn();
    const [one, two] = await Promise.all([refreshed(refresh), refreshed(refresh)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.body["refresh_token"]).toBe(two.body["refresh_token"]);
    served.clock.advance(9);
    expect((await refreshed(refresh)).body["refresh_token"]).toBe(one.body["refresh_token"]);
    expect((await refreshed(String(one.body["refresh_token"]))).status).toBe(200);
  });

  test("a refresh token that comes again later ends the session for both who hold it", async () => {
    const { refresh, access } = await signedIn();
    const next = await refreshed(refresh);
    served.clock.advance(11);
    const stolen = await refreshed(refresh);
    expect(stolen).toEqual({
      status: 400,
      body: {
        code: 400,
        error_code: "refresh_token_already_used",
        msg: "Invalid Refresh Token: Already Used",
      },
    });
    expect((await refreshed(String(next.body["refresh_token"]))).body["error_code"]).toBe(
      "refresh_token_not_found",
    );
    const user = await served.ask("/auth/v1/user", { token: access });
    expect(user.status).toBe(403);
    expect(await user.json()).toMatchObject({ error_code: "session_not_found" });
    const events = await owned(
      db(),
      "select actor from audit.event where action = 'session_revoked' and subject = $1",
      [claimsOf(access)["session_id"]],
    );
    expect(events).toEqual([{ actor: account.id }]);
  });

  test("an unknown refresh token is refused", async () => {
    expect(await refreshed("unknown")).toMatchObject({
      status: 400,
      body: { error_code: "refresh_token_not_found" },
    });
  });

  test("ends after thirty days at the latest", async () => {
    const { refresh } = await signedIn();
    served.clock.advance(29 * 86_400);
    const next = await refreshed(refresh);
    expect(next.status).toBe(200);
    served.clock.advance(86_400);
    expect((await refreshed(String(next.body["refresh_token"]))).body["error_code"]).toBe("session_expired");
  });

  test("signing out here leaves other devices alone", async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    expect((await here.client.auth.signOut({ scope: "local" })).error).toBeNull();
    expect((await refreshed(here.refresh)).status).toBe(400);
    expect((await refreshed(there.refresh)).status).toBe(200);
  });

  test("signing out elsewhere leaves this device alone, and everywhere ends all", async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    await here.client.auth.signOut({ scope: "others" });
    expect((await refreshed(there.refresh)).status).toBe(400);
    expect((await here.client.auth.refreshSession()).error).toBeNull();
    const third = await signedIn();
    await here.client.auth.signOut({ scope: "global" });
    expect((await refreshed(third.refresh)).status).toBe(400);
  });

  test("a new password ends the other sessions and is the one that counts", async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const changed = await here.client.auth.updateUser({ password: "another invented one" });
    expect(changed.error).toBeNull();
    expect((await refreshed(there.refresh)).status).toBe(400);
    expect((await here.client.auth.refreshSession()).error).toBeNull();
    const old = await served.client().auth.signInWithPassword({ email: account.email, password: PASSWORD });
    expect(old.error?.code).toBe("invalid_credentials");
    expect((await here.client.auth.updateUser({ password: PASSWORD })).error).toBeNull();
  });

  test("a password that is too short, another field, or an old session changes nothing", async () => {
    const { client, access } = await signedIn();
    expect((await client.auth.updateUser({ password: "short" })).error?.code).toBe("weak_password");
    expect((await client.auth.updateUser({ email: "other@example.invalid" })).error?.code).toBe(
      "validation_failed",
    );
    expect((await client.auth.updateUser({ data: { role: "admin" } })).error?.code).toBe("validation_failed");
    expect(claimsOf(access)["user_metadata"]).toEqual({});
    const { refresh } = await signedIn();
    served.clock.advance(25 * 3600);
    const { body } = await refreshed(refresh);
    const late = await served.ask("/auth/v1/user", {
      method: "PUT",
      token: String(body["access_token"]),
      json: { password: "another invented one" },
    });
    expect(await late.json()).toMatchObject({ code: 400, error_code: "reauthentication_needed" });
  });

  test("only hashes of refresh tokens are stored", async () => {
    const { refresh } = await signedIn();
    const rows = await owned(db(), "select t::text from auth.refresh_tokens t");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(refresh);
  });
});

function claimsOf(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString());
}
