import fc from "fast-check";
import { expect, test } from "vitest";
import { AGE_BANDS, GENDERS, PLACE_KINDS, type PlaceKind } from "../../../src/domain/place-kind.ts";
import { addDays } from "../../../src/domain/slot.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, type Meeting, makeRecorders } from "./meetings.ts";
import { leavesOf, type PublishedWindow, publishWindow, storedCells } from "./publishing.ts";
import { type Contribution, type Place, shownOf } from "./reference.ts";

const LEAVES = 10;
const SETTLED = 7;
const NEW = 2;
/** New accounts count from here on. */
const COUNTS_FROM = "2024-01-12";

const youth = fc.record({
  contributor: fc.uuid({ version: 4 }),
  gender: fc.constantFrom(...GENDERS, "boy", "boy", "boy"),
  age_band: fc.constantFrom(...AGE_BANDS, "16-17", "16-17", "16-17"),
  seen_recently: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

const drawn = fc.record({
  // A few leaves take most, so that leaves lie on both sides of every edge.
  leaf: fc.integer({ min: 0, max: LEAVES * LEAVES - 1 }).map((n) => Math.floor(Math.sqrt(n))),
  recorder: fc.integer({ min: 0, max: SETTLED + NEW - 1 }),
  team: fc.integer({ min: 0, max: 4 }).map((n) => (n === 0 ? 1 : 0)),
  day: fc.integer({ min: 0, max: 29 }),
  status: fc.constantFrom("done", "done", "done", "done", "validated", "validated", "rejected", "running"),
  reached: fc.integer({ min: 0, max: 7 }).map((n) => n > 0),
  place_kind: fc.constantFrom<PlaceKind>(...PLACE_KINDS, "wandering", "wandering", "activity"),
  youths: fc.array(youth, { maxLength: 3 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

const square = (leaf: number) => (2888 + 2 * Math.floor(leaf / 4)) * 10_000 + 3760 + 2 * (leaf % 4);

function toMeeting(each: Drawn, organisation: TestOrganisation, recorders: readonly string[]): Meeting {
  const nobody = each.reached ? "nobody" : "not_reached";
  return {
    recorder: recorders[each.recorder] ?? "",
    team: organisation.team(each.team),
    cell: square(each.leaf),
    day: addDays("2024-01-01", each.day),
    status: each.status,
    outcome: each.youths.length > 0 ? "met" : nobody,
    place_kind: each.place_kind,
    youths: each.youths,
  };
}

const SQUARES = Array.from({ length: LEAVES }, (_, leaf) => square(leaf));

/** What the rules of "What counts" leave of a leaf's meetings, and whether its visits suffice. */
function countedIn(drawns: readonly Drawn[], leaf: number, window: PublishedWindow) {
  const inside = drawns.filter(
    (each) =>
      each.leaf === leaf &&
      ["done", "validated"].includes(each.status) &&
      (window.tier === "lead" || each.team === 0) &&
      addDays("2024-01-01", each.day) <= window.endsOn,
  );
  const reached = inside.filter((each) => each.youths.length > 0 || each.reached);
  const visitsSuffice = reached.length >= 3 && new Set(reached.map((each) => each.day)).size >= 3;
  const people = inside
    .filter((each) => each.place_kind !== "living")
    .flatMap((each): Contribution[] => {
      const counts = each.recorder < SETTLED || addDays("2024-01-01", each.day) >= COUNTS_FROM;
      return each.youths
        .filter((one) => !one.seen_recently)
        .map((one) => ({
          recorder: counts ? String(each.recorder) : null,
          encounter: String(drawns.indexOf(each)),
          contributor: one.contributor,
          placeKind: each.place_kind,
          ageBand: one.age_band,
          gender: one.gender,
        }));
    });
  return { people, visitsSuffice };
}

type Shown = Record<string, number>;

/** Publishes the drawn meetings and pairs what each of their leaves shows with what the reference says. */
async function bothAnswers(db: Database, tier: "educator" | "lead", drawns: readonly Drawn[]) {
  const organisation = await makeOrganisation(db);
  const settled = await makeRecorders(db, organisation.id, SETTLED);
  const recorders = [...settled, ...(await makeRecorders(db, organisation.id, NEW, COUNTS_FROM))];
  const meetings = drawns.map((each) => toMeeting(each, organisation, recorders));
  await insertMeetings(db, organisation.id, meetings);
  const team = tier === "educator" ? organisation.team(0) : null;
  const asked = { tier, team, startsOn: "2024-01-01", endsOn: tier === "lead" ? "2024-03-31" : "2024-01-28" };
  const window = await publishWindow(db, organisation.id, asked, "2024-06-01");
  const leaves = await leavesOf(db, window.seasonId);
  const expected = new Map<number, Shown>();
  for (const [leaf, squares] of leaves) {
    const index = squares.length === 1 ? SQUARES.indexOf(squares[0]?.[0] ?? 0) : -1;
    if (index < 0) continue;
    const { people, visitsSuffice } = countedIn(drawns, index, window);
    const place: Place = { organisation: organisation.id, tier, team, startsOn: "2024-01-01", squares };
    const shown = shownOf(place, people, visitsSuffice);
    if (Object.keys(shown).length > 0) expected.set(leaf, shown);
  }
  return { stored: await storedCells(db, window.id), expected, leaves: leaves.size };
}

eachDatabase("the pipeline", (db) => {
  for (const tier of ["educator", "lead"] as const) {
    test(`a window of the ${tier} tier shows exactly what the rules, written a second time, show`, async () => {
      const seen = { shown: 0, hidden: 0, categories: 0 };
      await fc.assert(
        fc.asyncProperty(fc.array(drawn, { minLength: 260, maxLength: 420 }), async (drawns) => {
          const { stored, expected, leaves } = await bothAnswers(db(), tier, drawns);
          expect(stored).toEqual(expected);
          seen.shown += expected.size;
          seen.hidden += leaves - expected.size;
          for (const shown of expected.values()) seen.categories += Object.keys(shown).length - 1;
        }),
        { numRuns: 6, endOnFailure: true },
      );
      // The comparison would prove nothing if every leaf were hidden, or none.
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
    });
  }

  test("neither y nor a key has a column, and a shown leaf has nothing but its class", async () => {
    const columns = await owned(
      db(),
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'release' and table_name = 'cell' order by ordinal_position`,
    );
    expect(columns.map((row) => row["name"])).toEqual([
      "cell.window_id",
      "cell.breakdown",
      "cell.category",
      "cell.leaf_id",
      "cell.class",
    ]);
  });
});
