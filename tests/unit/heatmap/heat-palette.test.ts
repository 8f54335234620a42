import { expect, test } from "vitest";
import { PALETTES, type PaletteName, rgbOf } from "../../../src/features/heatmap/heat-palette.ts";

type Triple = readonly [number, number, number];

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const linearOf = (hex: string): Triple => {
  const [r, g, b] = rgbOf(hex);
  return [linear(r / 255), linear(g / 255), linear(b / 255)];
};

/** OKLab (Ottosson 2020) of linear sRGB. */
function lab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Full dichromacy, Machado, Oliveira and Fernandes 2009, severity 1. */
const EYES: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(colour: Triple, eye: readonly [Triple, Triple, Triple]): Triple {
  const row = (line: Triple) =>
    Math.min(1, Math.max(0, line[0] * colour[0] + line[1] * colour[1] + line[2] * colour[2]));
  return [row(eye[0]), row(eye[1]), row(eye[2])];
}

const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

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
