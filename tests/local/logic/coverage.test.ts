import { beforeAll, expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertRecords, type TestRecord } from "../harness/records.ts";

interface Columns {
  readonly cell: readonly number[];
  readonly slot: readonly string[];
  readonly state: readonly string[];
  readonly days: readonly (number | null)[];
}

const TODAY = "2026-06-01";
/** South-west corner of the invented sector's 12 cells; each test uses a cell of its own. */
const FIRST = 28893760;

eachDatabase("coverage", (db) => {
  let organisation: TestOrganisation;
  let sector = "";

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { members: { lead: 2, educator: 2, admin: 1 } });
    sector = await saveSector(
      "Fictif",
      0,
      14,
      Array.from({ length: 12 }, (_, n) => FIRST + n),
    );
  });

  async function saveSector(name: string, team: number, target_days: number, cells: readonly number[]) {
    const args = { sector: null, name, team: organisation.team(team), target_days, cells };
    const { id } = await call<{ id: string }>(db(), organisation.account("admin"), "save_sector", args);
    return id;
  }

  /** Adds a visit of the first team's educator, some days ago. */
  function visit(cell: number, daysAgo: number, fields: Partial<TestRecord> = {}) {
    const account = organisation.account("educator");
    const record = {
      account,
      team: organisation.team(),
      cell,
      service_date: addDays(TODAY, -daysAgo),
      count: 0,
    };
    return insertRecords(db(), organisation.id, [{ ...record, ...fields }]);
  }

  async function coverage(who = organisation.account("lead"), args: Record<string, unknown> = {}) {
    const columns = await call<Columns>(db(), who, "coverage", args, { today: TODAY, readOnly: true });
    let cell = 0;
    return columns.cell.map((step, at) => {
      cell += step;
      return { cell, slot: columns.slot[at], state: columns.state[at], days: columns.days[at] };
    });
  }

  const stateOf = async (cell: number, who?: string) =>
    (await coverage(who)).find((row) => row.cell === cell && row.slot === "evening");

  test("a cell of a sector where nobody went says never, in every slot", async () => {
    const rows = (await coverage()).filter((row) => row.cell === FIRST + 11);
    expect(rows).toEqual(
      ["morning", "afternoon", "evening", "night"].map((slot) => ({
        cell: FIRST + 11,
        slot,
        state: "never",
        days: null,
      })),
    );
  });

  test.each([
    [0, "visited"],
    [14, "visited"],
    [15, "overdue"],
    [182, "overdue"],
    [183, "never"],
  ])("a visit %i days ago with a target of 14 says %s", async (days, state) => {
    const cell = FIRST + 10_000 * days + 20_000;
    await saveSector(`Il y a ${days} jours`, 0, 14, [cell]);
    await visit(cell, days);
    expect(await stateOf(cell)).toEqual({
      cell,
      slot: "evening",
      state,
      days: state === "never" ? null : days,
    });
  });

  test("the latest complete visit counts; one in another slot does not", async () => {
    await visit(FIRST, 30);
    await visit(FIRST, 3);
    await visit(FIRST, 1, { slot: "night" });
    expect(await stateOf(FIRST)).toMatchObject({ state: "visited", days: 3 });
  });

  test.each(["draft", "planned", "running", "cancelled", "rejected"] as const)(
    "a %s round does not count",
    async (status) => {
      await visit(FIRST + 1, 2, { status });
      expect(await stateOf(FIRST + 1)).toMatchObject({ state: "never" });
    },
  );

  test("an unreached place does not count, and one where somebody turned away does", async () => {
    await visit(FIRST + 2, 2, { outcome: "not_reached" });
    expect(await stateOf(FIRST + 2)).toMatchObject({ state: "never" });
    await visit(FIRST + 2, 4, { outcome: "seen_avoided" });
    expect(await stateOf(FIRST + 2)).toMatchObject({ state: "visited", days: 4 });
  });

  test("what was met there changes nothing: 0, 1 or 40 youths have one answer", async () => {
    for (const [at, count] of [0, 1, 40].entries()) await visit(FIRST + 3 + at, 5, { count });
    const rows = (await coverage()).filter(({ cell }) => cell >= FIRST + 3 && cell <= FIRST + 5);
    const [none, one, many] = [0, 1, 2].map((at) =>
      rows.filter(({ cell }) => cell === FIRST + 3 + at).map(({ cell: _, ...row }) => row),
    );
    expect(one).toEqual(none);
    expect(many).toEqual(none);
  });

  test("a visit to a living site is left out", async () => {
    await visit(FIRST + 6, 1);
    await owned(
      db(),
      `with site as (
         insert into field.site (organisation_id, code, cell, kind, opened_on)
         values ($1, 'FICTIF-1', $2, 'squat', '2026-01-01') returning id
       )
       update field.visit v set site_id = site.id from site where v.organisation_id = $1 and v.cell = $2`,
      [organisation.id, FIRST + 6],
    );
    expect(await stateOf(FIRST + 6)).toMatchObject({ state: "never" });
  });

  test("educators see their own team, leads the organisation", async () => {
    const cell = FIRST + 7;
    const [account, team] = [organisation.account("educator", 1), organisation.team(1)];
    await visit(cell, 1, { account, team });
    expect(await stateOf(cell)).toMatchObject({ state: "visited" });
    expect(await stateOf(cell, organisation.account("educator"))).toMatchObject({ state: "never" });
    expect(await stateOf(cell, organisation.account("educator", 1))).toMatchObject({ state: "visited" });
    // The second team has no sector here: it sees the place it went to, and nothing of the first team's sector.
    const second = await coverage(organisation.account("educator", 1));
    expect(second.map((row) => row.cell)).toEqual([cell]);
  });

  test("one sector and one slot can be asked for; unknown ones are empty", async () => {
    const rows = await coverage(organisation.account("lead"), { sector, slot: "night" });
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map(({ slot }) => slot))).toEqual(new Set(["night"]));
    const other = await makeOrganisation(db());
    const empty = { cell: [], slot: [], state: [], days: [], target_days: [] };
    for (const args of [{ sector: other.id }, { slot: "noon" }, { slot: "'" }]) {
      expect(await call(db(), organisation.account("lead"), "coverage", args, { today: TODAY })).toEqual(
        empty,
      );
    }
  });

  test("another organisation's visits to the same cells change nothing", async () => {
    const other = await makeOrganisation(db());
    const record = {
      account: other.account("educator"),
      team: other.team(),
      cell: FIRST + 8,
      service_date: TODAY,
    };
    await insertRecords(db(), other.id, [record]);
    expect(await stateOf(FIRST + 8)).toMatchObject({ state: "never" });
  });

  test("where two sectors overlap the shorter interval counts", async () => {
    await saveSector("Plus pressé", 1, 3, [FIRST + 9]);
    await visit(FIRST + 9, 5);
    expect(await stateOf(FIRST + 9)).toMatchObject({ state: "overdue", days: 5 });
    expect(await stateOf(FIRST + 9, organisation.account("educator"))).toMatchObject({ state: "visited" });
  });
});
