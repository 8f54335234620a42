import { afterAll, beforeAll, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { enrolled } from "./authenticator.ts";
import { invitation, newEmail } from "./invented-people.ts";
import { type Served, serve } from "./serve.ts";

const PASSWORD = "phrase inventee du gardien de phare";
const RELEASE_SECRET = "c0ffee".padEnd(64, "5e");

/** One person does everything that touches a secret; then the log, the answers and a dump are searched for them. */
eachDatabase("secrets", (db, kind) => {
  let served: Served;
  const secrets: Record<string, string> = { password: PASSWORD, release: RELEASE_SECRET };

  beforeAll(async () => {
    served = await serve(db(), { releaseSecret: RELEASE_SECRET });
    const { code } = await invitation(db());
    const email = newEmail();
    const client = served.client();
    const made = await client.auth.signUp({
      email,
      password: PASSWORD,
      options: { data: { invitation: code } },
    });
    await client.rpc("join", { code });
    const { data } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "app" });
    Object.assign(secrets, {
      invitation: code,
      first_access: made.data.session?.access_token ?? "",
      first_refresh: made.data.session?.refresh_token ?? "",
      factor: data?.totp.secret ?? "",
    });
    await client.auth.mfa.unenroll({ factorId: data?.id ?? "" });
    await enrolled(served, client);
    const { data: raised } = await client.auth.getSession();
    secrets["access"] = raised.session?.access_token ?? "";
    secrets["refresh"] = raised.session?.refresh_token ?? "";
    const invited = await client.rpc("invite", { role: "dpo", label: "invitée" });
    secrets["second_invitation"] = (invited.data as { code: string }).code;
    // Refusals of every kind, which are what a log is full of.
    await client.rpc("invite", { role: PASSWORD });
    await client.rpc("join", { code: secrets["second_invitation"] });
    await served.client().auth.signInWithPassword({ email, password: `${PASSWORD}!` });
    await served.ask("/rest/v1/rpc/me", { token: `${secrets["access"]}x` });
    await served.ask("/auth/v1/token?grant_type=refresh_token", {
      json: { refresh_token: `${secrets["refresh"]}x` },
    });
    await served.ask("/local/v1/command-token", {
      headers: { "x-repere-key": `${served.commandKey}x` },
      json: { email },
    });
    secrets["command_key"] = served.commandKey;
    secrets["signing_key"] = Buffer.from(served.gateway.keys.access).toString("hex");
    secrets["factor_key"] = Buffer.from(served.gateway.keys.factors).toString("hex");
    secrets["email"] = email;
  });
  afterAll(() => served.close());

  const found = (text: string, but: readonly string[] = []) =>
    Object.entries(secrets)
      .filter(([name, secret]) => secret === "" || (!but.includes(name) && text.includes(secret)))
      .map(([name]) => name);

  test("there is something to look for", () => {
    expect(Object.values(secrets).filter((secret) => secret.length < 20)).toEqual([]);
    expect(Object.keys(secrets)).toHaveLength(13);
  });

  test("the server's log names no account, no password, no token, no code, no key", () => {
    const log = served.log.join("\n");
    expect(served.log.length).toBeGreaterThan(4);
    expect(found(log)).toEqual([]);
    expect(log).not.toMatch(/eyJ|@|[0-9A-Z]{4}-[0-9A-Z]{4}/);
  });

  test("no row of any table holds one in the clear; the identifier stands in the accounts alone", async () => {
    const relations = await owned(
      db(),
      `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('grid', 'org', 'field', 'release', 'audit', 'auth') and c.relkind in ('r', 'p')`,
    );
    expect(relations.length).toBeGreaterThan(30);
    for (const { name } of relations) {
      const rows = await owned(db(), `select t::text as row from ${name} t`);
      const text = rows.map(({ row }) => String(row)).join("\n");
      expect([name, found(text, name === "auth.users" ? ["email"] : [])]).toEqual([name, []]);
    }
  });

  // A PostgreSQL of one's own keeps its files elsewhere.
  const folderTest = kind === "pglite" ? test : () => undefined;
  folderTest("nor do the bytes of the data folder", async () => {
    const dump = Buffer.from((await db().dump?.()) ?? new Uint8Array());
    expect(dump.length).toBeGreaterThan(1_000_000);
    const names = Object.entries(secrets)
      .filter(([name, secret]) => name !== "email" && dump.includes(secret))
      .map(([name]) => name);
    expect(names).toEqual([]);
  });

  test("no parameter of a statement is left where other connections see it", async () => {
    const rows = await owned(
      db(),
      "select query from pg_stat_activity where query is not null and pid <> pg_backend_pid()",
    );
    expect(found(rows.map(({ query }) => String(query)).join("\n"))).toEqual([]);
  });
});
