import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import type { Leaf } from "../../../src/domain/leaf-index.ts";
import type { Mechanism } from "../../../src/domain/noisy-sums.ts";
import { changeFigures, valueFigures } from "../../../src/features/mobility/measures.ts";
import { mobilityAddress } from "../../../src/features/mobility/mobility-address.ts";
import { moveOf } from "../../../src/features/mobility/move-figures.ts";
import { chosenQuarters } from "../../../src/features/mobility/quarters.ts";
import { districtOf, ringOf } from "../../../src/features/mobility/slices.ts";
import { bayesFigures, hotFigures, smoothFigures } from "../../../src/features/mobility/spatial-figures.ts";

const TOTAL: Mechanism = { alpha: [3, 4], hiddenBelow: 20 };

/** A square block of leaves of 2 km, row by row from the south-west. */
const leaves: readonly Leaf[] = Array.from({ length: 64 }, (_, at) => ({
  id: at,
  squares: [
    { square: (28_800_000 + 20_000 * Math.floor(at / 8) + 3760 + 2 * (at % 8)) as Cell, sizeKm: 2 as const },
  ],
  areaKm2: 4,
}));
const even = { hours: leaves.map(() => 50), leaves, mechanism: TOTAL, counts: false };

test("a value is hidden, without effort, or a rate whose interval holds it", () => {
  const figures = valueFigures({ values: [undefined, 40, 40], hours: [5, 0, 20] }, TOTAL, false);
  expect(figures[0]).toEqual({ kind: "hidden" });
  expect(figures[1]).toEqual({ kind: "no_effort" });
  expect(figures[2]).toEqual({ kind: "shown", value: 2, low: 1.6, high: 2.4, isDistinct: true });
});

test("a change hidden on one side is told as such, and one within the noise is not distinct", () => {
  const before = { values: [undefined, 40, 40, undefined], hours: [1, 1, 1, 1] };
  const after = { values: [40, undefined, 45, undefined], hours: [1, 1, 1, 1] };
  const figures = changeFigures({ before, after, mechanism: TOTAL, counts: true });
  expect(figures.map(({ kind }) => kind)).toEqual(["one_side", "one_side", "shown", "hidden"]);
  expect(figures[2]).toMatchObject({ value: 5, isDistinct: false });
});

describe("statistics over leaves", () => {
  test("a block of high rates is a hot spot, whatever the noise; a far corner is not", () => {
    const values = leaves.map((_, at) => (at % 8 < 3 && at < 24 ? 400 : 60));
    const figures = hotFigures({ ...even, values });
    expect(figures[9]).toMatchObject({ kind: "shown", isDistinct: true });
    expect(figures[63]).toMatchObject({ kind: "shown", isDistinct: false });
  });

  test("where all is equal nothing stands out", () => {
    const figures = hotFigures({ ...even, values: leaves.map(() => 60) });
    expect(figures.every((figure) => figure.kind === "shown" && !figure.isDistinct)).toBe(true);
  });

  test("a rate over few hours is drawn to the others more than the same rate over many", () => {
    const values = leaves.map((_, at) => (at === 0 ? 30 : at === 1 ? 600 : 20 + 6 * at));
    const hours = leaves.map((_, at) => (at === 0 ? 5 : 100));
    const [few, many] = bayesFigures({ ...even, values, hours });
    if (few?.kind !== "shown" || many?.kind !== "shown") throw new Error("hidden");
    // Both were met at 6 an hour; the others at about 2.
    expect(few.value).toBeLessThan(many.value);
    expect(many.value).toBeLessThan(6);
    expect(few.low).toBeLessThan(few.value);
  });

  test("smoothing keeps an even surface even, and takes no hidden leaf for a zero", () => {
    const values = leaves.map((_, at) => (at % 5 === 0 ? undefined : 100));
    const { figures, surface } = smoothFigures({ ...even, values });
    const told = surface.filter((value) => !Number.isNaN(value));
    for (const value of told) expect(value).toBeCloseTo(2, 5);
    expect(figures[0]).toEqual({ kind: "hidden" });
    expect(figures[1]).toMatchObject({ kind: "shown" });
    // One for every cell of every leaf; those of hidden leaves are left open.
    expect(surface.length).toBe(4 * values.length);
    expect(told.length).toBe(4 * values.filter((value) => value !== undefined).length);
  });
});

test("a centre moves towards where more is met; without a change it is not told to have moved", () => {
  const before = { values: leaves.map(() => 60), hours: even.hours };
  const east = { values: leaves.map((_, at) => 30 + 20 * (at % 8)), hours: even.hours };
  const moved = moveOf({ leaves, before, after: east, mechanism: TOTAL, counts: false });
  expect(moved?.moved.isDistinguishable).toBe(true);
  expect(moved && moved.after.eKm - moved.before.eKm).toBeGreaterThan(1);
  const still = moveOf({ leaves, before, after: before, mechanism: TOTAL, counts: false });
  expect(still).toMatchObject({ leaves: 64, moved: { km: 0, isDistinguishable: false } });
  const none = { ...before, values: [] };
  expect(moveOf({ leaves, before, after: none, mechanism: TOTAL, counts: true })).toBeUndefined();
});

test("rings are counted in districts around one, and the last holds the rest", () => {
  const of = (e: number, n: number) => ({
    squares: [{ square: (n * 10_000 + e) as Cell, sizeKm: 2 as const }],
  });
  const centre = districtOf(of(3762, 2882));
  expect(centre).toBe(28_803_760);
  expect(ringOf(of(3766, 2886), centre as Cell)).toBe(0);
  expect(ringOf(of(3768, 2880), centre as Cell)).toBe(1);
  expect(ringOf(of(3768, 2896), centre as Cell)).toBe(2);
  expect(ringOf(of(3900, 2880), centre as Cell)).toBe(3);
});

test("what is chosen reads back from the address, and nonsense reads as the default", () => {
  const word = (params: string) => mobilityAddress.read(new URLSearchParams(params));
  const full =
    "trimestre=2026-03-30&avec=2025-12-29&par=age&valeur=16-17&mesure=bayes&effectifs=1&volet=flux&portee=district&maille=12&flux=hors-28803760&tous=1&district=28803760&lieu=48.85%2C2.35%2C9.5";
  expect(mobilityAddress.write(word(full)).toString()).toBe(full);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...new URLSearchParams(full).keys()), fc.string()), (given) => {
      const state = mobilityAddress.read(new URLSearchParams(given));
      const again = mobilityAddress.read(mobilityAddress.write(state));
      expect(again).toEqual(state);
    }),
  );
});

test("an unknown quarter is the last one, and none is compared with itself", () => {
  const windows = ["2025-12-29", "2026-03-30"].map((starts_on) => ({ starts_on }));
  expect(chosenQuarters(windows, undefined, undefined)).toEqual({ at: 1, other: undefined });
  expect(chosenQuarters(windows, "2025-12-29", "2026-03-30")).toEqual({ at: 0, other: 1 });
  expect(chosenQuarters(windows, "1999-01-04", "2026-03-30")).toEqual({ at: 1, other: undefined });
});
