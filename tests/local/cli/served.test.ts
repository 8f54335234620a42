import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount } from "../../../supabase/local/auth/accounts.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { SECRET } from "../../attacks/port/keys.ts";
import { type Observation, observations } from "../../fixtures/mano.ts";
import { inventedCsv, inventedVisits } from "../../fixtures/many-recorders.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";
import { enrolled } from "../server/authenticator.ts";
import { newEmail, PASSWORD } from "../server/invented-people.ts";
import { type Served, serve } from "../server/serve.ts";
import { runCommand } from "./run-command.ts";

const TODAY = "2022-12-31";
const OPTIONS = { recorders: 6, weeks: 30, endsOn: "2022-11-30" };

async function account(
  db: Database,
  organisation: string,
  role: string,
  team: string | null,
): Promise<string> {
  const email = newEmail();
  const id = await createAccount(db, { email, password: PASSWORD });
  await owned(
    db,
    "insert into org.member (user_id, organisation_id, team_id, role, joined_at) values ($1, $2, $3, $4::org.role, '2020-01-06') returning id",
    [id, organisation, team, role],
  );
  return email;
}

eachDatabase("commands through the server that holds a folder", (db) => {
  let served: Served;
  let lead: string;
  let dpo: string;
  let organisation: string;
  const folder = mkdtempSync(join(tmpdir(), "repere-folder-"));
  const data = join(folder, "invented-many-recorders.csv");
  const visits = inventedVisits(OPTIONS);

  beforeAll(async () => {
    served = await serve(db(), { today: TODAY, releaseSecret: SECRET });
    const grid = { srid: 32611 };
    const made = await makeOrganisation(db(), { grid, timeZone: "America/Los_Angeles", members: {} });
    organisation = made.id;
    lead = await account(db(), organisation, "lead", made.team(0));
    dpo = await account(db(), organisation, "dpo", null);
    const server = { url: served.url, pid: process.pid, key: served.commandKey };
    writeFileSync(join(folder, "server.json"), JSON.stringify(server));
    writeFileSync(data, inventedCsv(OPTIONS));
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const command = (name: string, ...words: string[]) =>
    runCommand(name, [...words, "--data", folder, "--json"]);
  const importing = () =>
    command("import", data, "--as", lead, "--recorder", "neighborhood", "--slot", "night");
  const stored = async () => {
    const sql = "select count(*)::integer as contacts from field.contact where organisation_id = $1";
    return (await owned(db(), sql, [organisation]))[0]?.["contacts"];
  };

  test("a file is imported once, approved, published and shown, however often it is asked for", async () => {
    const youths = visits.reduce((sum, { count }) => sum + count, 0);
    const first = (await importing()).json();
    expect(first).toMatchObject({ rows: visits.length, accepted: visits.length, repeated: 0, rejected: [] });
    expect(await stored()).toBe(youths);
    const second = (await importing()).json();
    expect(second).toMatchObject({ accepted: 0, repeated: visits.length, batch: first["batch"] });
    expect(await stored()).toBe(youths);

    const approving = (...words: string[]) =>
      command("approve", String(first["batch"]), "--as", dpo, ...words);
    const looked = (await approving()).json();
    expect(looked).toMatchObject({ error: "values_needed", detail: expect.stringMatching(/^6, \d+ %$/) });
    expect((await approving("--values", "5")).json()).toMatchObject({ error: "conflict" });
    const approval = await approving("--values", "6");
    expect(approval.json()).toEqual({ batch: first["batch"], approved: true });

    const waiting = (await command("publish", "--as", lead, "--dry-run")).json();
    const published = (await command("publish", "--as", lead)).json() as {
      published: { layer: string; tier: string; starts_on: string; shown: number }[];
      remaining: number;
    };
    expect(published.remaining).toBe(0);
    expect(published.published[0]).toMatchObject({ starts_on: expect.any(String) });
    expect(waiting).toMatchObject({ remaining: expect.any(Number) });
    const leadWindows = published.published.filter(
      ({ layer, tier }) => layer === "encounters" && tier === "lead",
    );
    expect(leadWindows.length).toBeGreaterThanOrEqual(2);
    expect(leadWindows.some(({ shown }) => shown > 0)).toBe(true);
    const starts = leadWindows.map(({ starts_on }) => starts_on);
    expect(starts).toEqual([...starts].sort());
    expect((await command("publish", "--as", lead)).json()).toMatchObject({ published: [], remaining: 0 });
  });

  test("the attacks that only read, and the map's benchmark, go through it as a lead", async () => {
    const attacked = await command("attacks", "--as", lead, "--trials", "3000");
    const { attacks } = attacked.json() as { attacks: { id: number; pass: boolean }[] };
    expect(attacks.map(({ id, pass }) => [id, pass])).toEqual([
      [1, true],
      [3, true],
      [4, true],
    ]);
    expect(attacked.code).toBe(0);
    const timed = await command("bench", "heat", "--as", lead);
    const lines = timed.out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as { tier: string })).toMatchObject([
      { tier: "educator", leaves: expect.any(Number) },
      { tier: "lead", heat_p95_ms: expect.any(Number) },
    ]);
    for (const name of ["attacks", "bench"]) {
      const words = name === "bench" ? ["heat"] : [];
      const refused = await command(name, ...words, "--as", "nobody@members.repere.invalid");
      expect(refused.code).toBe(1);
      expect(refused.err).toContain("nobody@members.repere.invalid");
    }
  });

  test("an account that may not, or is not there, is refused with a code", async () => {
    expect((await command("import", data, "--as", dpo, "--slot", "night")).json()).toMatchObject({
      error: "not_allowed",
    });
    const nobody = await command("publish", "--as", "nobody@members.repere.invalid");
    expect(nobody.code).toBe(1);
    expect(nobody.json()).toMatchObject({ error: "unknown_account" });
  });

  test("the rows are for the lead's own team, and no other can be named", async () => {
    const named = await command("import", data, "--as", lead, "--team", "Équipe fictive B");
    expect(named.json()).toMatchObject({ error: "bad_option" });
    const teams = await owned(
      db(),
      `select distinct t.name from field.round r join org.team t on t.id = r.team_id where r.organisation_id = $1`,
      [organisation],
    );
    expect(teams).toEqual([{ name: "Équipe fictive A" }]);
  });

  test("what Mano's territories mean is said once, in a map file, and kept for the next file", async () => {
    const rows = [
      { territory: "Boulevard inventé", at: "2022-10-20 23:56", men: 3, women: 0 },
      { territory: "Grand secteur", at: "2022-10-21 22:10", men: 1, women: 0 },
    ];
    const [first, second, map] = ["mano-1.xlsx", "mano-2.xlsx", "map.json"].map((name) => join(folder, name));
    writeFileSync(first ?? "", observations(rows));
    writeFileSync(
      second ?? "",
      observations([{ ...rows[0], at: "2022-11-03 21:40", men: 0 } as Observation]),
    );
    const territories = { "boulevard  INVENTÉ": 36340547, "Grand secteur": null };
    writeFileSync(map ?? "", JSON.stringify({ territories }));
    const asked = (await command("import", first ?? "", "--as", lead)).json();
    expect(asked).toMatchObject({ accepted: 0, problems: ["open_territories", "one_recorder"] });
    const said = (await command("import", first ?? "", "--as", lead, "--map", map ?? "")).json();
    expect(said).toMatchObject({ accepted: 1, rejected: [{ line: 3, code: "territory_left_out" }] });
    const kept = (await command("import", second ?? "", "--as", lead)).json();
    expect(kept).toMatchObject({ accepted: 1, rejected: [], problems: ["one_recorder"] });
    const visits = await owned(
      db(),
      `select cell, slot, outcome from field.visit where organisation_id = $1 and service_date in ('2022-10-20', '2022-11-03')
       and cell = 36340547 order by service_date`,
      [organisation],
    );
    expect(visits).toMatchObject([{ outcome: "met" }, { outcome: "nobody" }]);
  });

  test("retention is counted first and applied when asked, by the dpo alone", async () => {
    const counted = (await command("retention", "--as", dpo)).json();
    expect(counted).toMatchObject({
      dry_run: true,
      last_day: "2020-12-31",
      visits: 0,
      releases: "unchanged",
    });
    const applied = (await command("retention", "--as", dpo, "--apply")).json();
    expect(applied).toEqual({ ...counted, dry_run: false });
    expect((await command("retention", "--as", lead)).json()).toMatchObject({ error: "not_allowed" });
  });

  test("elsewhere the password of the environment signs in, and a code of the authenticator app is demanded", async () => {
    const words = ["--as", lead, "--url", served.url, "--json"];
    const publish = (env: NodeJS.ProcessEnv) =>
      runCommand("publish", words, { REPERE_PASSWORD: PASSWORD, ...env });
    const without = await publish({});
    expect(without.json()).toMatchObject({ error: "second_factor" });
    expect(without.err).toContain("This account has no authenticator app");
    const client = served.client();
    await client.auth.signInWithPassword({ email: lead, password: PASSWORD });
    const app = await enrolled(served, client);
    expect((await publish({})).json()).toMatchObject({ error: "second_factor" });
    // The code of the next 30 seconds: the one of these was used to enrol.
    expect((await publish({ REPERE_CODE: app.code(1) })).json()).toMatchObject({ remaining: 0 });
    const used = await publish({ REPERE_CODE: app.code(1) });
    expect(used.json()).toMatchObject({ error: "second_factor" });
    expect(used.err).toContain("Code refused");
    const wrong = await runCommand("publish", words, { REPERE_PASSWORD: "another password" });
    expect(wrong.code).toBe(1);
    expect(wrong.json()).toMatchObject({ error: "wrong_credentials" });
  });
});
