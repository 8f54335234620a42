import { expect, test } from "vitest";
import { CELL_STATES } from "../../../src/domain/coverage.ts";
import type { MapTheme } from "../../../src/map/map-types.ts";
import { STATE_PALETTES, STATE_PATTERNS } from "../../../src/map/state-palette.ts";
import { PALETTES } from "../../../src/map/style/palette.ts";
import { contrast, distance, EYES, lab, linearOf, seen } from "../../fixtures/seen-colours.ts";

const themes = Object.keys(STATE_PALETTES) as MapTheme[];
const pairs = CELL_STATES.flatMap((one, at) => CELL_STATES.slice(at + 1).map((other) => ({ one, other })));

test("every state has a pattern of its own: none is told by colour alone", () => {
  const patterns = CELL_STATES.map((state) => STATE_PATTERNS[state]);
  expect(new Set(patterns).size).toBe(CELL_STATES.length);
});

test.each(themes.flatMap((theme) => pairs.map((pair) => ({ theme, ...pair }))))(
  "$theme: $one and $other differ in hue for usual eyes",
  ({ theme, one, other }) => {
    const palette = STATE_PALETTES[theme];
    expect(distance(lab(linearOf(palette[one])), lab(linearOf(palette[other])))).toBeGreaterThan(0.09);
  },
);

test.each(themes.flatMap((theme) => Object.entries(EYES).map(([eye, matrix]) => ({ theme, eye, matrix }))))(
  "$theme: every state stands off its ground for $eye eyes",
  ({ theme, matrix }) => {
    const ground = lab(seen(linearOf(PALETTES[theme].ground), matrix));
    for (const state of CELL_STATES) {
      const colour = lab(seen(linearOf(STATE_PALETTES[theme][state]), matrix));
      expect(distance(colour, ground)).toBeGreaterThan(0.25);
    }
  },
);

test.each(themes)("%s: lines, dots and outlines keep 3:1 against the ground (WCAG 1.4.11)", (theme) => {
  for (const state of CELL_STATES) {
    expect(contrast(STATE_PALETTES[theme][state], PALETTES[theme].ground)).toBeGreaterThan(3);
  }
});
