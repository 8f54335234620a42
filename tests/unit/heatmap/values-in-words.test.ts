import { expect, test } from "vitest";
import { BREAKDOWNS } from "../../../src/data/heat.ts";
import { CATEGORIES } from "../../../src/features/heatmap/heat-address.ts";
import type { HeatSay } from "../../../src/features/heatmap/use-heat-words.ts";
import {
  categoryInWords,
  changeInWords,
  valueInWords,
} from "../../../src/features/heatmap/values-in-words.ts";
import { heatWordsEn } from "../../../src/features/heatmap/words.en.ts";
import { heatWordsFr } from "../../../src/features/heatmap/words.fr.ts";
import { formatFor } from "../../../src/ui/format.ts";
import { POLICIES } from "../../fixtures/heat-answers.ts";

const say: HeatSay = (key, values = {}) => {
  const words: Readonly<Record<string, string>> = heatWordsFr;
  return (words[key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
};
const format = formatFor("fr");
const value = (heatClass: 0 | 1 | 5, atLeast: number) =>
  valueInWords(say, format, POLICIES.lead.classes, { heatClass, atLeast });

test("hidden and zero have the same words", () => {
  expect(value(0, 0)).toBe(heatWordsFr.hiddenShort);
});

test("a class is told by its range, the last one without an end", () => {
  expect(value(1, 15)).toBe("15 à 24");
  expect(value(5, 100)).toBe("100 et plus");
});

test("a leaf shown in some windows only is told as a low mean, not as hidden", () => {
  expect(value(0, 15)).toBe("moins de 15 en moyenne");
});

test("every category has words of its own within its breakdown", () => {
  for (const breakdown of BREAKDOWNS) {
    const words = CATEGORIES[breakdown].map((category) => categoryInWords(say, breakdown, category));
    expect(new Set(words).size).toBe(words.length);
  }
});

test("a change with a hidden side is never told as less or more", () => {
  const row = (kind: "hidden" | "one_side") => ({
    leaf: { id: 1, squares: [], areaKm2: 1 },
    ...{ heatClass: 0 as const, atLeast: 0 },
    before: {
      ...{ heatClass: 0 as const, atLeast: 0 },
      change: kind === "hidden" ? ({ kind } as const) : ({ kind, side: "before" } as const),
    },
  });
  expect(changeInWords(say, row("hidden"))).toBe("inconnu");
  expect(changeInWords(say, row("one_side"))).toBe("publié seulement avant");
});

test("French and English have the same words, with the same blanks", () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted();
  expect(Object.keys(heatWordsEn)).toEqual(Object.keys(heatWordsFr));
  for (const [key, french] of Object.entries(heatWordsFr)) {
    expect([key, blanks(heatWordsEn[key as keyof typeof heatWordsFr])]).toEqual([key, blanks(french)]);
  }
});
