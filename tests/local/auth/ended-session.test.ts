import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAdmin, PASSWORD } from "../server/invented-people.ts";
import { type Client, type Served, serve } from "../server/serve.ts";

/** A session that ended is over at once: its access token, good for an hour by its own words, opens nothing. */
eachDatabase("an ended session", (db) => {
  let served: Served;
  let account: Awaited<ReturnType<typeof newAdmin>>;
  beforeAll(async () => {
    served = await serve(db());
  });
  beforeEach(async () => {
    account = await newAdmin(db());
  });
  afterAll(() => served.close());

  async function signedIn(): Promise<{ client: Client; token: string; refresh: string }> {
    const client = served.client();
    const { data, error } = await client.auth.signInWithPassword({
      email: account.email,
      password: PASSWORD,
    });
    if (error) throw error;
    return { client, token: data.session.access_token, refresh: data.session.refresh_token };
  }
  const status = async (token: string, path = "/rest/v1/rpc/me") =>
    (await served.ask(path, { token })).status;
  const refreshed = (token: string) =>
    served.ask("/auth/v1/token?grant_type=refresh_token", { json: { refresh_token: token } });

  test("every function of the api refuses its token, with the one answer of PostgREST's convention", async () => {
    const { client, token } = await signedIn();
    expect(await status(token)).toBe(200);
    await client.auth.signOut({ scope: "local" });
    const rows = await owned(
      db(),
      `select proname as name, provolatile = 'v' as writes, proargnames, pronargs - pronargdefaults as needed
       from pg_proc where pronamespace = 'api'::regnamespace and proname <> 'submit_alert' order by 1`,
    );
    // A partner's form asks for no account: its own link is what it shows.
    expect(rows.length).toBeGreaterThan(20);
    for (const { name, needed, proargnames } of rows) {
      const names = ((proargnames as string[] | null) ?? []).slice(0, Number(needed));
      const answer = await served.ask(`/rest/v1/rpc/${name}`, {
        token,
        json: Object.fromEntries(names.map((each) => [each, null])),
      });
      expect([name, answer.status, await answer.json()]).toEqual([
        name,
        401,
        { code: "PT401", message: "session_ended", details: null, hint: "The session has ended." },
      ]);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  test("signing out here leaves the person's other session, and signing out everywhere leaves none", async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    await here.client.auth.signOut({ scope: "local" });
    expect([await status(here.token), await status(there.token)]).toEqual([401, 200]);
    await there.client.auth.signOut({ scope: "global" });
    expect(await status(there.token)).toBe(401);
    expect((await refreshed(there.refresh)).status).toBe(400);
  });

  test("a refresh token that came twice ends the access tokens of both who held it", async () => {
    const { token, refresh } = await signedIn();
    const next = (await (await refreshed(refresh)).json()) as { access_token: string };
    expect(await status(next.access_token)).toBe(200);
    served.clock.advance(11);
    expect((await refreshed(refresh)).status).toBe(400);
    expect([await status(token), await status(next.access_token)]).toEqual([401, 401]);
  });

  test("a new password ends the access tokens of the other sessions", async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    await here.client.auth.updateUser({ password: "another invented one" });
    expect([await status(here.token), await status(there.token)]).toEqual([200, 401]);
  });

  test("a session past its last day is over, whatever its token says", async () => {
    const { token } = await signedIn();
    await owned(db(), "update auth.sessions set not_after = now() - interval '1 second' where user_id = $1", [
      account.id,
    ]);
    expect(await status(token)).toBe(401);
  });

  test("somebody else's session does not serve", async () => {
    const { token } = await signedIn();
    const other = await newAdmin(db());
    await owned(db(), "update auth.sessions set user_id = $2 where user_id = $1", [account.id, other.id]);
    expect(await status(token)).toBe(401);
  });

  test("the page's sign-out is on record although the session is gone by then", async () => {
    const { client } = await signedIn();
    await client.auth.signOut({ scope: "local" });
    const events = await owned(
      db(),
      "select action, actor_role::text from audit.event where actor = $1 order by id",
      [account.id],
    );
    expect(events).toEqual([
      { action: "signed_in", actor_role: "admin" },
      { action: "signed_out", actor_role: "admin" },
    ]);
  });
});
