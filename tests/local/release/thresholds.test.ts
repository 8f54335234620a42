import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Place } from "../../../src/reference/place.ts";
import { noiseOf, recordKey } from "../../attacks/port/keys.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, type Meeting, makeRecorders } from "./meetings.ts";
import { leavesOf, publishWindow, storedCells } from "./publishing.ts";

// A person's records of one leaf: how many youths each recorder met, all in encounters of one.
type Split = readonly number[];

interface Edge {
  readonly name: string;
  readonly split: (v: number) => Split;
  readonly shown: boolean;
}

const ones = (count: number): Split => Array.from({ length: count }, () => 1);
const NOISES = [-5, -3, 0, 2, 5];

// k0 + D, k1 + D and k2 + D of each tier; every other condition holds with room.
const EDGES: Record<"educator" | "lead", readonly Edge[]> = {
  educator: [
    { name: "n + v = 10", split: (v) => ones(10 - v), shown: true },
    { name: "n + v = 9", split: (v) => ones(9 - v), shown: false },
    { name: "without the busiest 8", split: (v) => [30, ...ones(8 - v)], shown: true },
    { name: "without the busiest 7", split: (v) => [30, ...ones(7 - v)], shown: false },
    { name: "two busy recorders do not matter", split: () => [30, 30], shown: true },
  ],
  lead: [
    { name: "n + v = 15", split: (v) => ones(15 - v), shown: true },
    { name: "n + v = 14", split: (v) => ones(14 - v), shown: false },
    { name: "without the busiest 10", split: (v) => [40, ...ones(10 - v)], shown: true },
    { name: "without the busiest 9", split: (v) => [40, ...ones(9 - v)], shown: false },
    { name: "without the two busiest 8", split: (v) => [40, 40, ...ones(8 - v)], shown: true },
    { name: "without the two busiest 7", split: (v) => [40, 40, ...ones(7 - v)], shown: false },
  ],
};

/** Contributors of whom the noise is as wanted in this place. */
function people(place: Place, count: number, v: number): string[] {
  const others = Array.from({ length: count - 1 }, () => randomUUID());
  const sum = others.reduce((total, each) => total + recordKey(each), 0);
  for (;;) {
    const last = randomUUID();
    if (noiseOf(place, sum + recordKey(last)) === v) return [...others, last];
  }
}

function meetingsOf(
  place: Place,
  team: string,
  recorders: readonly string[],
  split: Split,
  v: number,
): Meeting[] {
  const cell = place.squares[0]?.[0] ?? 0;
  const contributors = people(
    place,
    split.reduce((a, b) => a + b),
    v,
  );
  const writers = split.flatMap((count, nth) => Array.from({ length: count }, () => recorders[nth] ?? ""));
  return writers.map((recorder, nth) => ({
    recorder,
    team,
    cell,
    day: `2024-01-0${1 + (nth % 3)}`,
    youths: [{ contributor: contributors[nth] ?? "" }],
  }));
}

/** Square of the nth case: 2 km apart, from an 8 km corner. */
function squareOf(nth: number): number {
  return (2888 + 2 * Math.floor(nth / 8)) * 10_000 + 3760 + 2 * (nth % 8);
}

function casesOf(organisation: TestOrganisation, tier: "educator" | "lead") {
  const team = organisation.team();
  const cases = EDGES[tier].flatMap((edge) => NOISES.map((v) => ({ ...edge, v })));
  return cases.map((each, nth) => {
    const place: Place = {
      organisation: organisation.id,
      tier,
      team: tier === "educator" ? team : null,
      startsOn: "2024-01-01",
      squares: [[squareOf(nth), 2]],
    };
    return { ...each, place, team };
  });
}

eachDatabase("thresholds", (db) => {
  for (const tier of ["educator", "lead"] as const) {
    test(`every ${tier} condition hides alone, at its edge, whatever the noise, which is one and the same`, async () => {
      const organisation = await makeOrganisation(db());
      const recorders = await makeRecorders(db(), organisation.id, 60);
      const cases = casesOf(organisation, tier);
      const meetings = cases.flatMap((each) =>
        meetingsOf(each.place, each.team, recorders, each.split(each.v), each.v),
      );
      await insertMeetings(db(), organisation.id, meetings);
      const endsOn = tier === "lead" ? "2024-03-31" : "2024-01-28";
      const team = tier === "educator" ? organisation.team() : null;
      const window = await publishWindow(
        db(),
        organisation.id,
        { tier, team, startsOn: "2024-01-01", endsOn },
        "2024-06-01",
      );
      const cells = await storedCells(db(), window.id);
      const leaves = await leavesOf(db(), window.seasonId);
      const leafAt = new Map([...leaves].map(([leaf, squares]) => [squares[0]?.join("/"), leaf]));
      const outcome = cases.map(({ name, v, place }) => {
        const leaf = leafAt.get(place.squares[0]?.join("/"));
        if (leaf === undefined) throw new Error("the case has no leaf");
        return `${name}, v = ${v}: ${cells.get(leaf)?.["total/all"] === undefined ? "hidden" : "shown"}`;
      });
      expect(outcome).toEqual(
        cases.map(({ name, v, shown }) => `${name}, v = ${v}: ${shown ? "shown" : "hidden"}`),
      );
    });
  }
});
