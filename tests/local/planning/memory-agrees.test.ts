import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { meetingClass, type RememberedVisit, remember } from "../../../src/domain/meeting-chance.ts";
import type { VisitOutcome } from "../../../src/domain/place-kind.ts";
import { addDays, SLOTS, type Slot } from "../../../src/domain/slot.ts";
import { seeded } from "../../../src/planner/random.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertRecords, type TestRecord } from "../harness/records.ts";
import { open } from "./memory.ts";
import { cellAt, makeSector, TODAY } from "./plan-world.ts";

/** Invented ground of 7 × 7 km; the sector is its middle, 5 × 5 km, so that cells outside lend too. */
const EDGE = 7;
const CELLS = Array.from({ length: EDGE ** 2 }, (_, at) => cellAt(Math.floor(at / EDGE), at % EDGE) as Cell);
const SECTOR = [1, 2, 3, 4, 5].flatMap((north) => [1, 2, 3, 4, 5].map((east) => cellAt(north, east)));
const OUTCOMES: readonly VisitOutcome[] = ["met", "nobody", "seen_avoided", "not_reached"];

interface World {
  readonly visits: readonly (RememberedVisit & { readonly outcome: VisitOutcome; readonly done: boolean })[];
  readonly heat: ReadonlyMap<Cell, number>;
}

/** An invented history: how often teams went, and how likely somebody is met in each cell, differ from world to world. */
function world(seed: number): World {
  const draw = seeded(seed);
  const below = (bound: number) => Math.floor(draw() * bound);
  const number = [0, 15, 80, 300, 900][seed % 5] ?? 0;
  const chances = new Map(CELLS.map((cell) => [cell, draw() ** 2]));
  const visits = Array.from({ length: number }, () => {
    const cell = CELLS[below(CELLS.length)] ?? (0 as Cell);
    const met = draw() < (chances.get(cell) ?? 0);
    const outcome = OUTCOMES[draw() < 0.1 ? 3 : met ? 2 * below(2) : 1] ?? "nobody";
    const slot: Slot = SLOTS[below(4)] ?? "evening";
    return { cell, slot, daysAgo: below(100), met, outcome, done: draw() < 0.95 };
  });
  const heat = new Map(CELLS.filter(() => draw() < 0.3).map((cell) => [cell, 1 + below(5)]));
  return { visits, heat };
}

eachDatabase("the database's working memory", (db) => {
  async function stage({ visits, heat }: World): Promise<{ organisation: TestOrganisation; sector: string }> {
    const organisation = await makeOrganisation(db());
    const [account, team] = [organisation.account("educator"), organisation.team()];
    const records = visits.map(
      ({ cell, slot, daysAgo, outcome, done }): TestRecord => ({
        ...{ account, team, cell, slot, outcome, service_date: addDays(TODAY, -daysAgo) },
        ...{ count: outcome === "met" ? 2 : 0, status: done ? "done" : "rejected" },
      }),
    );
    await insertRecords(db(), organisation.id, records);
    await release(organisation.id, heat);
    return { organisation, sector: await makeSector(db(), organisation, SECTOR) };
  }

  /** A lead window that shows these invented classes, one cell a leaf. */
  const release = (organisation: string, heat: ReadonlyMap<Cell, number>) =>
    owned(
      db(),
      `with season as (
         insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
         select $1, p.id, '2026-01-05', '2027-01-03', false, now() from release.policy p where p.organisation_id = $1
         returning id, policy_id
       ),
       shown as (select * from unnest($2::text::integer[], $3::text::smallint[]) with ordinality as g (cell, class, n)),
       leaves as (
         insert into release.leaf (season_id) select s.id from season s, shown returning id, season_id
       ),
       numbered as (select l.*, row_number() over (order by l.id) as n from leaves l),
       squares as (
         insert into release.leaf_square (season_id, square, size_km, leaf_id)
         select l.season_id, g.cell, 1, l.id from numbered l join shown g on g.n = l.n
       ),
       published as (
         insert into release.window (organisation_id, season_id, policy_id, tier, starts_on, ends_on, published_at)
         select $1, s.id, s.policy_id, 'lead', '2026-01-05', '2026-04-05', now() from season s returning id
       )
       insert into release.cell (window_id, breakdown, category, leaf_id, class)
       select p.id, 'total', 'all', l.id, g.class from published p, numbered l join shown g on g.n = l.n`,
      [organisation, `{${[...heat.keys()]}}`, `{${[...heat.values()]}}`],
    );

  test.each(Array.from({ length: 15 }, (_, seed) => seed))(
    "says the class that the reference says, in every cell and slot of invented history %i",
    async (seed) => {
      const invented = world(seed);
      const { organisation, sector } = await stage(invented);
      const known = invented.visits.filter(({ outcome, done }) => done && outcome !== "not_reached");
      const memory = remember(known.map((visit) => ({ ...visit, met: visit.outcome !== "nobody" })));
      const told = await open(db(), organisation.account("lead"), sector);
      expect(told.facts).toHaveLength(SECTOR.length * 4);
      expect(told.fallback).toBe(memory.occupancy.fallback);
      const expected = told.facts.map(({ cell, slot }) =>
        meetingClass(memory, cell, slot, invented.heat.get(cell) ?? 0),
      );
      expect(told.facts.map(({ chance }) => chance)).toEqual(expected);
    },
  );

  test("the invented histories have every class, a fitted model and the fallback among them", () => {
    const memories = Array.from({ length: 15 }, (_, seed) => world(seed)).map(({ visits }) =>
      remember(visits),
    );
    const seen = memories.flatMap((memory) =>
      CELLS.flatMap((cell) => SLOTS.map((slot) => meetingClass(memory, cell, slot, 0))),
    );
    expect(new Set(seen)).toEqual(new Set(["unlikely", "possible", "likely", "very_likely"]));
    expect(new Set(memories.map(({ occupancy }) => occupancy.fallback))).toEqual(new Set([true, false]));
  });
});
