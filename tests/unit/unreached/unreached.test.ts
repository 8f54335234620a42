import fc from "fast-check";
import { expect, test } from "vitest";
import { CHANCES } from "../../../src/domain/chance.ts";
import { CELL_STATES } from "../../../src/domain/coverage.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import { rankCells } from "../../../src/domain/ranking.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import { SLOTS } from "../../../src/domain/slot.ts";
import type { KnownFacts } from "../../../src/domain/working-memory.ts";
import { chanceLevel, reasonsInWords } from "../../../src/features/unreached/reasons.ts";
import { targetRounds, weekToPropose } from "../../../src/features/unreached/targets.ts";
import { unreachedAddress } from "../../../src/features/unreached/unreached-address.ts";
import type { UnreachedSay } from "../../../src/features/unreached/use-unreached-words.ts";
import { unreachedWordsEn } from "../../../src/features/unreached/words.en.ts";
import { unreachedWordsFr } from "../../../src/features/unreached/words.fr.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";

/** Says words without i18next: plural forms by French's rule, where 0 and 1 are one. */
function sayIn(words: Readonly<Record<string, string>>): UnreachedSay {
  return (key, values = {}) => {
    const count = values["count"];
    const form = typeof count === "number" ? `${key}_${Math.abs(count) < 2 ? "one" : "other"}` : key;
    const word = words[form] ?? words[key] ?? `?${key}`;
    return word.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? `?${name}`));
  };
}
const fr = sayIn(unreachedWordsFr);
const en = sayIn(unreachedWordsEn);

const facts: fc.Arbitrary<KnownFacts> = fc.record({
  cell: fc.constant(28_893_760 as Cell),
  slot: fc.constantFrom(...SLOTS),
  chance: fc.option(fc.constantFrom(...CHANCES)),
  addition: fc.constantFrom(0, 10),
  daysSinceVisit: fc.option(fc.integer({ min: 0, max: 182 })),
  targetDays: fc.integer({ min: 1, max: 30 }),
  alertDueInDays: fc.option(fc.integer({ min: -9, max: 20 })),
  weeksSinceEviction: fc.option(fc.integer({ min: 0, max: 12 })),
});

function rankedOf(known: KnownFacts) {
  const sector = { sector: "s", until: "9999-12-31" as ServiceDate, explore: 0.15, facts: [known] };
  const [ranked] = rankCells([sector], new Map([[known.cell, 3]]));
  if (!ranked) throw new Error("one cell is ranked");
  return ranked;
}

test("whatever is known, its reasons are whole sentences in both languages: no key and no gap is left", () => {
  fc.assert(
    fc.property(facts, (known) => {
      for (const say of [fr, en]) {
        const words = reasonsInWords(say, rankedOf(known));
        expect(words).not.toMatch(/[?{}]|undefined|null/);
        expect(words.length).toBeGreaterThan(4);
      }
    }),
  );
});

test("the words are the ones that were promised", () => {
  const base = rankedOf({
    ...{
      cell: 28_893_760 as Cell,
      slot: "evening",
      chance: null,
      addition: 0,
      daysSinceVisit: 37,
      targetDays: 14,
    },
    ...{ alertDueInDays: null, weeksSinceEviction: 3 },
  });
  expect(reasonsInWords(fr, base)).toContain(
    "suivi d’expulsion, 3 semaines, 37 jours sans passage, objectif 14",
  );
});

test("without the opened memory nothing is said of a chance", () => {
  fc.assert(
    fc.property(facts, (known) => {
      const words = reasonsInWords(fr, rankedOf({ ...known, chance: null }));
      expect(words).not.toContain("rencontre");
    }),
  );
});

test("a chance is a bar of one to four", () => {
  expect(CHANCES.map(chanceLevel)).toEqual([1, 2, 3, 4]);
});

test("the address says what is shown and is read back as it was written", () => {
  const addresses = fc.record({
    slot: fc.constantFrom(...SLOTS),
    sector: fc.option(fc.uuid(), { nil: undefined }),
    states: fc.subarray([...CELL_STATES]),
    memory: fc.boolean(),
    cell: fc.option(
      fc.integer({ min: 0, max: 99_999_999 }).map((cell) => cell as Cell),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(addresses, (address) => {
      expect(unreachedAddress.read(unreachedAddress.write(address))).toEqual(address);
    }),
  );
  expect(unreachedAddress.write(unreachedAddress.read(new URLSearchParams())).toString()).toBe("");
});

test("an area can be added to the team's open rounds of its slot that are to come, soonest first", () => {
  const rounds = [
    inventedRound("late", [], { date: "2026-03-06" as ServiceDate }),
    inventedRound("soon", [], { date: "2026-03-04" as ServiceDate }),
    inventedRound("past", [], { date: "2026-03-02" as ServiceDate }),
    inventedRound("other", [], { team: "sud", date: "2026-03-04" as ServiceDate }),
    inventedRound("night", [], { slot: "night", date: "2026-03-04" as ServiceDate }),
    inventedRound("run", [], { status: "running", date: "2026-03-04" as ServiceDate }),
  ];
  const asked = { team: "nord", slot: "evening", today: "2026-03-03" } as const;
  expect(targetRounds(rounds, asked).map(({ id }) => id)).toEqual(["soon", "late"]);
});

test("from Saturday on it is the next week that is proposed", () => {
  expect(weekToPropose("2026-03-06")).toBe("2026-03-06");
  expect(weekToPropose("2026-03-07")).toBe("2026-03-09");
  expect(weekToPropose("2026-03-08")).toBe("2026-03-09");
});
