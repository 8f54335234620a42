import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import type { EditedWeek } from "../../../src/domain/week-edit.ts";
import { changesOf, isSamePlan, isUnchanged, rebased, withRoundsOf } from "../../../src/domain/week-merge.ts";
import type { WeekRound } from "../../../src/domain/week-rounds.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";

const IDS = ["a", "b", "c", "d"] as const;
const contents = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
const forbidden = fc.uniqueArray(
  fc.record({
    cell: fc.integer({ min: 1, max: 3 }).map((cell) => cell as Cell),
    round: fc.constantFrom(null, "a"),
  }),
  { maxLength: 4, selector: ({ cell, round }) => `${cell}${round}` },
);
const weeks: fc.Arbitrary<EditedWeek> = fc
  .tuple(fc.uniqueArray(fc.tuple(fc.constantFrom(...IDS), contents), { selector: ([id]) => id }), forbidden)
  .map(([rounds, none]) => ({
    rounds: rounds.map(([id, cells]) => inventedRound(id, cells)),
    forbidden: none,
  }));

const roundOf = ({ rounds }: EditedWeek, id: string): WeekRound | null =>
  rounds.find((round) => round.id === id) ?? null;

test("a round is lost only where one person took it out and the other left it as it was", () => {
  fc.assert(
    fc.property(weeks, weeks, weeks, (base, mine, theirs) => {
      const { week, clashes } = rebased(base, mine, theirs);
      for (const id of IDS) {
        const [before, own, other] = [roundOf(base, id), roundOf(mine, id), roundOf(theirs, id)];
        const result = roundOf(week, id);
        const iChanged = !isSamePlan(before, own);
        const theyChanged = !isSamePlan(before, other);
        if (!iChanged) expect(isSamePlan(result, other)).toBe(true);
        else expect(isSamePlan(result, own)).toBe(true);
        const told = clashes.some((clash) => clash.id === id);
        expect(told).toBe(iChanged && theyChanged && !isSamePlan(own, other));
      }
    }),
    { numRuns: 500 },
  );
});

test("when nobody else changed anything, my week stays mine, and what is to be saved is the difference", () => {
  fc.assert(
    fc.property(weeks, weeks, (base, mine) => {
      const { week, clashes } = rebased(base, mine, base);
      expect(clashes).toEqual([]);
      expect(isUnchanged(changesOf(week, mine))).toBe(true);
      const { save, remove, forbid, allow } = changesOf(base, mine);
      const sent = new Set([...save, ...remove].map(({ id }) => id));
      for (const id of IDS) expect(sent.has(id)).toBe(!isSamePlan(roundOf(base, id), roundOf(mine, id)));
      const key = ({ cell, round }: { cell: Cell; round: string | null }) => `${cell} ${round}`;
      const now = new Set([...base.forbidden.map(key), ...forbid.map(key)]);
      for (const each of allow) now.delete(key(each));
      expect(now).toEqual(new Set(mine.forbidden.map(key)));
    }),
  );
});

test("when I changed nothing, everything of theirs comes in and nothing is to be saved", () => {
  fc.assert(
    fc.property(weeks, weeks, (base, theirs) => {
      const { week, clashes } = rebased(base, base, theirs);
      expect(clashes).toEqual([]);
      expect(isUnchanged(changesOf(theirs, week))).toBe(true);
    }),
  );
});

test("two people who forbid and allow cells at once both get their way", () => {
  fc.assert(
    fc.property(weeks, weeks, weeks, (base, mine, theirs) => {
      const key = ({ cell, round }: { cell: Cell; round: string | null }) => `${cell} ${round}`;
      const set = (week: EditedWeek) => new Set(week.forbidden.map(key));
      const [b, m, t, result] = [base, mine, theirs, rebased(base, mine, theirs).week].map(set);
      for (const each of new Set([...(b ?? []), ...(m ?? []), ...(t ?? [])])) {
        const [before, own, other] = [b?.has(each), m?.has(each), t?.has(each)];
        expect(result?.has(each)).toBe(before === own ? other : own);
      }
    }),
  );
});

test("a save names the version that was read, 0 for a new round, and never a round that has begun", () => {
  const base: EditedWeek = {
    rounds: [inventedRound("a", [1], { version: 7 }), inventedRound("b", [1], { status: "running" })],
    forbidden: [],
  };
  const edited: EditedWeek = {
    rounds: [
      inventedRound("a", [2], { version: 3 }),
      inventedRound("b", [2], { status: "running" }),
      inventedRound("c"),
    ],
    forbidden: [],
  };
  expect(changesOf(base, edited).save.map(({ id, version }) => [id, version])).toEqual([
    ["a", 7],
    ["c", 0],
  ]);
});

test("taking their version leaves every other round as it is", () => {
  fc.assert(
    fc.property(weeks, weeks, fc.subarray([...IDS]), (mine, theirs, chosen) => {
      const next = withRoundsOf(mine, theirs, new Set(chosen));
      for (const id of IDS) {
        expect(isSamePlan(roundOf(next, id), roundOf(chosen.includes(id) ? theirs : mine, id))).toBe(true);
      }
    }),
  );
});
