import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { indexLeaves } from "../../../src/domain/leaf-index.ts";
import { packQuestion, unpackQuestion } from "../../../src/features/mobility/analysis-wire.ts";
import type { Quarter } from "../../../src/features/mobility/quarters.ts";
import { changeQuestion, spatialQuestion, trendQuestion } from "../../../src/features/mobility/questions.ts";
import type { Released } from "../../../src/features/mobility/use-mobility.ts";

const index = indexLeaves({
  ids: Int32Array.of(7, 9),
  squares: [
    { leaf: 7, square: 28_163_688 as Cell, sizeKm: 2 },
    { leaf: 9, square: 28_163_696 as Cell, sizeKm: 4 },
    { leaf: 9, square: 28_163_700 as Cell, sizeKm: 4 },
  ],
});
const mechanism = { alpha: [3, 4], hiddenBelow: 20 } as const;

/** Two leaves of an invented quarter; the first hides its value. */
function quarter(id: number): Quarter {
  const window = { id, season_id: 1, starts_on: `2026-0${id}-01` } as Quarter["window"];
  return { window, index, values: [undefined, 20 + id], hours: [0, 12.5] };
}

describe("a question to the worker", () => {
  const shown = quarter(1);

  test("comes out of its packing as it went in, hidden values and squares included", () => {
    for (const question of [
      spatialQuestion(shown, mechanism, false),
      changeQuestion(shown, quarter(2), mechanism, true),
      trendQuestion({ shown, mechanism } as unknown as Released, [shown], "territory", undefined, false)
        .question,
    ]) {
      expect(unpackQuestion(structuredClone(packQuestion(question)))).toEqual(question);
    }
  });

  test("sends no list of values or leaves: only typed arrays", () => {
    const packed = packQuestion(spatialQuestion(shown, mechanism, false)) as Record<string, unknown>;
    expect(packed["values"]).toEqual(Float64Array.of(Number.NaN, 21));
    expect(Array.isArray(packed["leaves"])).toBe(false);
  });

  test("is the same object for the same quarter, unit and mechanism, and another one otherwise", () => {
    const asked = spatialQuestion(shown, mechanism, false);
    expect(spatialQuestion(shown, mechanism, false)).toBe(asked);
    expect(spatialQuestion(shown, mechanism, true)).not.toBe(asked);
    expect(spatialQuestion(shown, { ...mechanism, alpha: [7, 8] }, false)).not.toBe(asked);
    expect(spatialQuestion(quarter(1), mechanism, false)).not.toBe(asked);
  });

  test("of a pair or a trend is known again by its quarters, and by nothing less", () => {
    const [one, two, three] = [quarter(1), quarter(2), quarter(3)];
    const pair = changeQuestion(three, one, mechanism, false);
    expect(changeQuestion(three, one, mechanism, false)).toBe(pair);
    expect(changeQuestion(three, two, mechanism, false)).not.toBe(pair);
    expect(changeQuestion(three, one, mechanism, true)).not.toBe(pair);
    const released = { shown: three, mechanism } as unknown as Released;
    const trend = (quarters: readonly Quarter[], counts: boolean) =>
      trendQuestion(released, quarters, "territory", undefined, counts).question;
    const asked = trend([one, two, three], false);
    expect(trend([one, two, three], false)).toBe(asked);
    expect(trend([two, three], false)).not.toBe(asked);
    expect(trend([one, two, three], true)).not.toBe(asked);
  });
});
