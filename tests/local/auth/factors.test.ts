import { afterEach, beforeEach, expect, test } from "vitest";
import { factorKeyId } from "../../../supabase/local/auth/factor-secret.ts";
import { forgetForeignFactors } from "../../../supabase/local/auth/factors.ts";
import { newSecret } from "../../../supabase/local/auth/totp.ts";
import { asOwner } from "../../../supabase/local/gateway.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { enrolled, unconfirmed } from "../server/authenticator.ts";
import { newAccount, newAdmin, PASSWORD } from "../server/invented-people.ts";
import { type Client, type Served, serve } from "../server/serve.ts";

/** `auth.mfa` of unmodified supabase-js against the local server: the words and rules of Supabase Auth. */
eachDatabase("authenticator apps over HTTP", (db) => {
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

  test("who has a confirmed app adds and removes apps with its code alone, and changes the password so", async () => {
    const account = await newAccount(db());
    const strong = await signedIn(account);
    const app = await enrolled(served, strong);
    const weak = await signedIn(account);
    const enroll = { factorType: "totp", friendlyName: "thief" } as const;
    expect((await weak.auth.mfa.enroll(enroll)).error).toMatchObject({
      status: 403,
      code: "insufficient_aal",
    });
    expect((await weak.auth.mfa.unenroll({ factorId: app.factor })).error).toMatchObject({
      status: 422,
      code: "insufficient_aal",
    });
    expect((await weak.auth.updateUser({ password: "another invented one" })).error).toMatchObject({
      status: 401,
      code: "insufficient_aal",
    });
    served.clock.advance(60);
    const second = await enrolled(served, strong, "second");
    expect((await strong.auth.mfa.unenroll({ factorId: app.factor })).data).toEqual({ id: app.factor });
    expect((await strong.auth.mfa.unenroll({ factorId: second.factor })).error).toBeNull();
  });

  test("another account's factor is not found, whatever is done with it", async () => {
    const owner = await person();
    const app = await unconfirmed(served, owner);
    const other = await person();
    const told = [
      await other.auth.mfa.challenge({ factorId: app.factor }),
      await other.auth.mfa.unenroll({ factorId: app.factor }),
      await other.auth.mfa.verify({ factorId: app.factor, challengeId: app.factor, code: app.code() }),
    ].map(({ error }) => [error?.status, error?.code]);
    expect(told).toEqual(told.map(() => [404, "mfa_factor_not_found"]));
    expect((await other.auth.mfa.challenge({ factorId: "../user" })).error?.status).toBe(404);
    expect((await owner.auth.mfa.listFactors()).data?.all).toHaveLength(1);
  });

  test("names are used once, and unconfirmed apps are forgotten: by a confirmation, or after five minutes", async () => {
    const client = await person();
    await unconfirmed(served, client, "same");
    const again = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "same" });
    expect(again.error).toMatchObject({ status: 422, code: "mfa_factor_name_conflict" });
    served.clock.advance(301);
    await enrolled(served, client, "same");
    await unconfirmed(served, client, "left over");
    served.clock.advance(60);
    const { data } = await client.auth.mfa.listFactors();
    const app = data?.totp[0]?.id ?? "";
    expect(data?.all).toHaveLength(2);
    await client.auth.mfa.unenroll({ factorId: app });
    await enrolled(served, client, "last");
    expect((await client.auth.mfa.listFactors()).data?.all).toHaveLength(1);
  });

  test("ten apps are enough", async () => {
    const client = await person();
    for (let n = 0; n < 10; n++) await unconfirmed(served, client, `app ${n}`);
    const more = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "one more" });
    expect(more.error).toMatchObject({ status: 422, code: "too_many_enrolled_mfa_factors" });
  });

  test("other kinds of factors, no code, and nobody are refused", async () => {
    const client = await person();
    const phone = await client.auth.mfa.enroll({ factorType: "phone", phone: "+33612345678" });
    expect(phone.error).toMatchObject({ status: 422, code: "mfa_phone_enroll_not_enabled" });
    const app = await unconfirmed(served, client);
    const empty = await client.auth.mfa.challengeAndVerify({ factorId: app.factor, code: "" });
    expect(empty.error).toMatchObject({ status: 400, code: "validation_failed" });
    for (const [method, path] of [
      ["POST", "/auth/v1/factors"],
      ["POST", `/auth/v1/factors/${app.factor}/challenge`],
      ["DELETE", `/auth/v1/factors/${app.factor}`],
    ] as const) {
      const answer = await served.ask(path, { method, json: { factor_type: "totp" } });
      expect([answer.status, await answer.json()]).toMatchObject([401, { error_code: "no_authorization" }]);
    }
  });

  test("secrets are nowhere in the database, and neither they nor codes are in the server's log", async () => {
    const client = await person();
    const { data } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "app" });
    const secret = data?.totp.secret ?? newSecret();
    await client.auth.mfa.challengeAndVerify({ factorId: data?.id ?? "", code: "123456" });
    const rows = await owned(db(), "select f::text from auth.mfa_factors f where id = $1", [data?.id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(served.log.join("\n")).toContain("mfa_verification_failed");
    expect(served.log.join("\n")).not.toMatch(new RegExp(`${secret}|123456`));
  });

  test("apps that another key sealed go when the key was lost, each organisation's log says so, others stay", async () => {
    const [lost, kept] = [await newAdmin(db()), await newAdmin(db())];
    await enrolled(served, await signedIn(lost));
    const app = await enrolled(served, await signedIn(kept));
    await owned(db(), "update auth.mfa_factors set secret = 'v1.another.x.y' where user_id = $1", [lost.id]);
    await asOwner(served.gateway, (query) => forgetForeignFactors(query, factorKeyId(served.gateway.keys)));
    const events = (organisation: string) =>
      owned(
        db(),
        "select via, actor, counts from audit.event where organisation_id = $1 and action = 'factors_lost'",
        [organisation],
      );
    expect(await events(lost.organisation)).toEqual([{ via: "system", actor: null, counts: { factors: 1 } }]);
    expect(await events(kept.organisation)).toEqual([]);
    await enrolled(served, await signedIn(lost), "new phone");
    const { data } = await (await signedIn(kept)).auth.mfa.listFactors();
    expect(data?.totp.map(({ id }) => id)).toEqual([app.factor]);
  });

  test("enrolment, each code and removal are audited in the account's name", async () => {
    const { id, email, organisation } = await newAdmin(db());
    const client = await signedIn({ email });
    const app = await enrolled(served, client);
    await client.auth.mfa.unenroll({ factorId: app.factor });
    const events = await owned(
      db(),
      "select action, actor, via from audit.event where organisation_id = $1 and actor = $2 order by id",
      [organisation, id],
    );
    const actions = ["signed_in", "factor_enrolled", "code_accepted", "factor_removed"];
    expect(events).toEqual(actions.map((action) => ({ action, actor: id, via: "http" })));
  });
});
