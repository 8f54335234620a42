import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

interface Log {
  readonly events: {
    id: number;
    action: string;
    actor_role: string | null;
    member: string | null;
    subject: string | null;
    via: string;
  }[];
  readonly next: number | null;
}

eachDatabase("the dpo reads the audit log", (db) => {
  let organisation: TestOrganisation;
  const log = (args: Record<string, unknown> = {}, from = organisation) =>
    call<Log>(db(), from.account("dpo"), "audit_log", args);
  const at = (moment: string, action: string, from = organisation) =>
    owned(
      db(),
      "insert into audit.event (organisation_id, happened_at, via, action) values ($1, $2, 'system', $3)",
      [from.id, moment, action],
    );

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
    for (let n = 0; n < 7; n++) {
      await call(db(), organisation.account("admin"), "create_team", { name: `Équipe fictive ${n}` });
    }
    await call(db(), organisation.account("admin"), "invite", { role: "dpo" });
    await call(db(), organisation.account("lead"), "save_sector", {
      sector: null,
      ...{ name: "Secteur fictif", team: organisation.team(), target_days: 14, cells: [28893760] },
    });
  });

  test("newest first, page by page, each row once and none missing", async () => {
    const all = (await log()).events;
    const pages: Log["events"] = [];
    let next: number | null = null;
    do {
      const page: Log = await log({ page_size: 3, before: next });
      pages.push(...page.events);
      next = page.next;
    } while (next !== null);
    expect(pages).toEqual(all);
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    const stored = await owned(
      db(),
      "select count(*)::int as n from audit.event where organisation_id = $1",
      [organisation.id],
    );
    expect(all).toHaveLength(Number(stored[0]?.["n"]));
  });

  test("by action, by role, and both", async () => {
    const actions = (found: Log) => found.events.map(({ action }) => action);
    expect(actions(await log({ action: "team_created" }))).toEqual(Array(7).fill("team_created"));
    expect(actions(await log({ actor_role: "lead" }))).toEqual(["sector_saved"]);
    expect(actions(await log({ actor_role: "admin", action: "invitation_created" }))).toHaveLength(1);
    expect(actions(await log({ actor_role: "lead", action: "team_created" }))).toEqual([]);
    for (const unknown of [{ action: "no_such" }, { actor_role: "king" }, { action: "' or true --" }]) {
      expect((await log(unknown)).events).toEqual([]);
    }
  });

  test("a row names the membership and its role, never the account", async () => {
    const [row] = (await log({ action: "sector_saved" })).events;
    expect(row).toMatchObject({ actor_role: "lead", member: organisation.member("lead"), via: "http" });
    const said = JSON.stringify(await log());
    for (const role of ["lead", "admin", "dpo"] as const) {
      expect(said).not.toContain(organisation.account(role));
    }
  });

  test("by membership and by what a row is about; those of elsewhere find nothing", async () => {
    const all = (await log()).events;
    const ofLead = (await log({ member: organisation.member("lead") })).events;
    expect(ofLead.map(({ action }) => action)).toEqual(["sector_saved"]);
    const ofAdmin = (await log({ member: organisation.member("admin") })).events;
    expect(ofAdmin).toEqual(all.filter(({ member }) => member === organisation.member("admin")));
    const [about] = ofLead;
    expect((await log({ subject: about?.subject })).events).toEqual(ofLead);
    const other = await makeOrganisation(db());
    await call(db(), other.account("admin"), "create_team", { name: "Équipe d’ailleurs" });
    expect((await log({ member: other.member("admin") })).events).toEqual([]);
    expect((await log({ subject: randomUUID() })).events).toEqual([]);
  });

  test("days are those of the organisation's time zone, both ends included", async () => {
    const far = await makeOrganisation(db(), { timeZone: "America/Los_Angeles" });
    await at("2026-03-02T07:30:00Z", "evening_before", far);
    await at("2026-03-02T08:30:00Z", "first_hour", far);
    await at("2026-03-04T07:30:00Z", "last_hour", far);
    await at("2026-03-04T08:30:00Z", "day_after", far);
    const days = { from_day: "2026-03-02", to_day: "2026-03-03" };
    expect((await log(days, far)).events.map(({ action }) => action)).toEqual(["last_hour", "first_hour"]);
  });

  test("what is no day or no page size is refused", async () => {
    for (const bad of [
      { from_day: "2026-02-31" },
      { to_day: "yesterday" },
      { page_size: 0 },
      { page_size: 501 },
    ]) {
      expect(await refusal(log(bad))).toBe("RP001");
    }
    expect(await refusal(log({ page_size: null }))).toBe("RP001");
  });

  test("another organisation's rows are never among them", async () => {
    const other = await makeOrganisation(db());
    await call(db(), other.account("admin"), "create_team", { name: "Équipe d’ailleurs" });
    const own = new Set((await log()).events.map(({ id }) => id));
    expect((await log({}, other)).events.filter(({ id }) => own.has(id))).toEqual([]);
  });
});
