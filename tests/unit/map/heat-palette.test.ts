import { expect, test } from "vitest";
import { PALETTES, type PaletteName } from "../../../src/map/heat-palette.ts";
import { distance, EYES, lab, linearOf, seen } from "../../fixtures/seen-colours.ts";

const GROUNDS: Readonly<Record<PaletteName, string>> = { light: "#f3f1ed", dark: "#141d23", nuit: "#17110b" };
const cases = (Object.keys(PALETTES) as PaletteName[]).flatMap((name) =>
  Object.entries(EYES).map(([eye, matrix]) => ({ name, eye, matrix })),
);

test.each(cases)("$name: classes keep their order of lightness for $eye eyes", ({ name, matrix }) => {
  const labs = PALETTES[name].classes.map((hex) => lab(seen(linearOf(hex), matrix)));
  const lightness = labs.map(([l]) => (name === "light" ? -l : l));
  for (const [at, value] of lightness.entries()) {
    if (at > 0) expect(value - (lightness[at - 1] ?? 0)).toBeGreaterThan(0.06);
  }
});

test.each(cases)("$name: neighbouring classes differ enough for $eye eyes", ({ name, matrix }) => {
  const labs = PALETTES[name].classes.map((hex) => lab(seen(linearOf(hex), matrix)));
  for (let at = 1; at < labs.length; at++) {
    expect(distance(labs[at - 1] ?? [0, 0, 0], labs[at] ?? [0, 0, 0])).toBeGreaterThan(0.08);
  }
});

test.each(Object.keys(PALETTES) as PaletteName[])("%s: steps are even to the eye, within a fifth", (name) => {
  const labs = PALETTES[name].classes.map((hex) => lab(linearOf(hex)));
  const steps = labs.slice(1).map((each, at) => distance(labs[at] ?? each, each));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  for (const step of steps) expect(Math.abs(step / mean - 1)).toBeLessThan(0.2);
});

test.each(Object.keys(PALETTES) as PaletteName[])("%s: the faintest class stands off its ground", (name) => {
  const ground = lab(linearOf(GROUNDS[name]));
  expect(distance(lab(linearOf(PALETTES[name].classes[0])), ground)).toBeGreaterThan(0.13);
});

test.each(cases)("$name: less and more are told apart for $eye eyes", ({ name, matrix }) => {
  const labs = PALETTES[name].changes.map((hex) => lab(seen(linearOf(hex), matrix)));
  for (const [a, one] of labs.entries()) {
    for (const other of labs.slice(a + 1)) expect(distance(one, other)).toBeGreaterThan(0.06);
  }
});
