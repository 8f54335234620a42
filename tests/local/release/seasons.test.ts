import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, type Meeting, makeRecorders, youths } from "./meetings.ts";
import { leavesOf, publishAll, publishWindow } from "./publishing.ts";

const CELL = 28883760;

async function meetOn(
  db: Database,
  organisation: TestOrganisation,
  days: readonly string[],
  about: Partial<Meeting> = {},
): Promise<void> {
  const [recorder = ""] = await makeRecorders(db, organisation.id, 1);
  const base = { recorder, team: organisation.team(), cell: CELL, youths: youths(1) };
  await insertMeetings(
    db,
    organisation.id,
    days.map((day) => ({ ...base, ...about, day, youths: about.youths ?? youths(1) })),
  );
}

async function seasons(db: Database, organisation: string) {
  return owned(
    db,
    `select s.starts_on, s.ends_on, s.learned,
      (select sum(l.epsilon_micro)::integer from release.ledger l where l.season_id = s.id and l.purpose = 'partition') as epsilon
     from release.season s where s.organisation_id = $1 order by 1`,
    [organisation],
  );
}

const lead = (startsOn: string, endsOn: string) => ({ tier: "lead", team: null, startsOn, endsOn }) as const;

eachDatabase("seasons", (db) => {
  test("the first begins with the quarter of the first contact, the next 52 weeks later and learned, charged to the ledger", async () => {
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    await meetOn(db(), organisation, ["2024-05-15", "2024-05-22", "2024-06-05", "2025-04-02"]);
    const published = await publishAll(db(), organisation.id, "2025-07-20");
    expect(await seasons(db(), organisation.id)).toEqual([
      { starts_on: "2024-04-01", ends_on: "2025-03-30", learned: false, epsilon: null },
      { starts_on: "2025-03-31", ends_on: "2026-03-29", learned: true, epsilon: 1150729 },
    ]);
    const starts = await owned(
      db(),
      `select bool_and(w.starts_on between s.starts_on and s.ends_on) as inside
       from release.window w join release.season s on s.id = w.season_id where w.organisation_id = $1`,
      [organisation.id],
    );
    expect(starts).toEqual([{ inside: true }]);
    expect(published.length).toBeGreaterThan(15);
  });

  test("older history extends them backwards in steps of 52 weeks, and what was drawn stays", async () => {
    const organisation = await makeOrganisation(db());
    await meetOn(db(), organisation, ["2024-05-15"]);
    const first = await publishWindow(db(), organisation.id, lead("2024-04-01", "2024-06-30"), "2024-08-01");
    const drawn = await leavesOf(db(), first.seasonId);
    await meetOn(db(), organisation, ["2022-01-05", "2023-02-01"]);
    await publishWindow(db(), organisation.id, lead("2022-01-03", "2022-04-03"), "2024-08-01");
    await publishWindow(db(), organisation.id, lead("2023-04-03", "2023-07-02"), "2024-08-01");
    expect((await seasons(db(), organisation.id)).map((row) => [row["starts_on"], row["learned"]])).toEqual([
      ["2021-04-05", false],
      ["2023-04-03", true],
      ["2024-04-01", false],
    ]);
    expect(await leavesOf(db(), first.seasonId)).toEqual(drawn);
  });

  test("without a sector, visited 8 km squares have leaves of 2 km and the ring around them of 8 km", async () => {
    const organisation = await makeOrganisation(db());
    await meetOn(db(), organisation, ["2024-01-02"]);
    const window = await publishWindow(db(), organisation.id, lead("2024-01-01", "2024-03-31"), "2024-06-01");
    const leaves = [...(await leavesOf(db(), window.seasonId)).values()];
    const sizes = leaves.map((squares) => squares.map(([, size]) => size));
    expect(sizes.filter((each) => each.length === 1 && each[0] === 2)).toHaveLength(16);
    expect(sizes.filter((each) => each.length === 1 && each[0] === 8)).toHaveLength(8);
    expect(leaves).toHaveLength(24);
  });

  test("without a sector, of more than 200 visited 8 km squares those gone to on most dates are planned", async () => {
    const organisation = await makeOrganisation(db());
    const far = (n: number) => (800 + 8 * Math.floor(n / 15)) * 10_000 + 800 + 8 * (n % 15);
    const visits = Array.from({ length: 210 }, (_, n) => ({ cell: far(n), days: n >= 205 ? 2 : 1 }));
    for (const days of [1, 2]) {
      const [recorder = ""] = await makeRecorders(db(), organisation.id, 1);
      const cells = visits.filter((visit) => visit.days >= days).map(({ cell }) => cell);
      const about = { recorder, team: organisation.team(), day: `2024-01-0${days + 1}`, youths: [] };
      await insertMeetings(
        db(),
        organisation.id,
        cells.map((cell) => ({ ...about, cell })),
      );
    }
    const season = await owned(db(), "select release.season_of($1, '2024-01-01') as id", [organisation.id], {
      "repere.today": "2024-06-01",
    });
    const planned = await owned(
      db(),
      "select p.cell from release.season s cross join lateral release.planned_cells(s) p where s.id = $1",
      [season[0]?.["id"]],
    );
    expect(planned).toHaveLength(200 * 64);
    const cells = new Set(planned.map(({ cell }) => Number(cell)));
    for (let n = 205; n < 210; n++) expect(cells.has(far(n))).toBe(true);
  });

  test("a visit to a living site makes no leaf where nobody else went", async () => {
    const organisation = await makeOrganisation(db());
    const [site] = await owned(
      db(),
      `insert into field.site (organisation_id, code, cell, kind, opened_on)
       values ($1, 'F-1', 29603840, 'squat', '2024-01-01') returning id`,
      [organisation.id],
    );
    await meetOn(db(), organisation, ["2024-01-02"]);
    await meetOn(db(), organisation, ["2024-01-03"], { cell: 29603840, site: String(site?.["id"]) });
    const window = await publishWindow(db(), organisation.id, lead("2024-01-01", "2024-03-31"), "2024-06-01");
    const squares = [...(await leavesOf(db(), window.seasonId)).values()].flat();
    expect(squares.some(([square]) => square > 29_000_000)).toBe(false);
  });

  test("sectors have leaves of the policy's or of their own larger size, and a sector added later adds leaves", async () => {
    const organisation = await makeOrganisation(db());
    await meetOn(db(), organisation, ["2024-01-02"]);
    const addSector = (name: string, cell: number, km: number) =>
      owned(
        db(),
        `with s as (
          insert into org.sector (organisation_id, team_id, name, min_leaf_km) values ($1, $2, $3, $4) returning id
        ) insert into org.sector_cell select id, $5 from s`,
        [organisation.id, organisation.team(), name, km, cell],
      );
    await addSector("Secteur fictif", CELL, 1);
    await addSector("Secteur fictif large", CELL + 4, 4);
    const window = await publishWindow(db(), organisation.id, lead("2024-01-01", "2024-03-31"), "2024-12-01");
    const before = await leavesOf(db(), window.seasonId);
    const inside = [...before.values()].filter((squares) =>
      squares.some(([at]) => at >= CELL && at < CELL + 8),
    );
    expect(inside.map((squares) => squares.length).sort()).toEqual([1, 1, 5]);
    expect(inside).toContainEqual([[CELL, 2]]);
    expect(inside).toContainEqual([[CELL + 4, 4]]);
    await addSector("Secteur fictif ajouté", CELL + 40, 1);
    await publishWindow(db(), organisation.id, lead("2024-04-01", "2024-06-30"), "2024-12-01");
    const after = await leavesOf(db(), window.seasonId);
    expect(after.size).toBeGreaterThan(before.size);
    for (const [leaf, squares] of before) expect(after.get(leaf)).toEqual(squares);
  });

  test("squares of a learned season lie in one leaf each, and the ledger refuses more than 4.5", async () => {
    const organisation = await makeOrganisation(db());
    await meetOn(db(), organisation, ["2024-01-02"], { youths: youths(900) });
    await meetOn(db(), organisation, ["2025-01-02"]);
    await publishWindow(db(), organisation.id, lead("2024-01-01", "2024-03-31"), "2025-06-01");
    const window = await publishWindow(db(), organisation.id, lead("2024-12-30", "2025-03-30"), "2025-06-01");
    const [overlaps] = await owned(
      db(),
      `select count(*)::integer as cells, count(distinct c)::integer as distinct_cells
       from release.leaf_square s cross join lateral grid.cells_of(s.square, s.size_km) c where s.season_id = $1`,
      [window.seasonId],
    );
    expect(overlaps).toEqual({ cells: 9 * 64, distinct_cells: 9 * 64 });
    // A lone busy cell takes its quiet neighbours along, and their leaf does not tell where it lies.
    const leaves = [...(await leavesOf(db(), window.seasonId)).values()];
    expect(leaves).toContainEqual([[CELL, 8]]);
    const charge = (micro: number) =>
      owned(
        db(),
        `insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
         values ($1, $2, 'test-' || $3::integer, $3, now())`,
        [organisation.id, window.seasonId, micro],
      );
    expect(await refusal(charge(4500000 - 1150729 + 1))).toBe("RP004");
    await charge(4500000 - 1150729);
    expect(await refusal(charge(1))).toBe("RP004");
  });
});
