import fc from "fast-check";
import { expect, test } from "vitest";
import { type CalendarWindow, WINDOW_STATES } from "../../../src/data/window-calendar.ts";
import { addDays, daysBetween } from "../../../src/domain/slot.ts";
import { linesOf } from "../../../src/features/protection/calendar-lines.ts";

const window: fc.Arbitrary<CalendarWindow> = fc
  .record({
    layer: fc.constantFrom("encounters", "sites", "research"),
    tier: fc.constantFrom("educator", "lead"),
    team: fc.option(fc.constantFrom("Nord", "Sud")),
    nth: fc.nat(40),
    state: fc.constantFrom(...WINDOW_STATES),
  })
  .map(({ nth, ...each }) => ({
    ...each,
    starts_on: addDays("2024-01-01", 28 * nth),
    ends_on: addDays("2024-01-01", 28 * nth + 27),
    due_on: null,
    published_at: null,
    shown_leaves: null,
  }));

test("blocks lie within the drawing, as wide as their days, each window of the last two years once", () => {
  fc.assert(
    fc.property(fc.array(window, { minLength: 1, maxLength: 30 }), (windows) => {
      const found = linesOf(windows);
      if (!found) throw new Error("no lines");
      const all = daysBetween(found.from, found.to) + 1;
      const blocks = found.lines.flatMap((line) => line.blocks);
      const near = windows.filter(({ ends_on }) => daysBetween(ends_on, found.to) < 728);
      expect(blocks.map((block) => block.window).length).toBe(near.length);
      for (const { from, width } of blocks) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from + width).toBeLessThanOrEqual(100 + 1e-9);
        expect((width / 100) * all).toBeCloseTo(28, 6);
      }
      for (const { blocks: own, layer, tier, team } of found.lines) {
        for (const { window: each } of own) expect(each).toMatchObject({ layer, tier, team });
      }
    }),
  );
});

test("there is nothing to draw without windows", () => {
  expect(linesOf([])).toBeUndefined();
});
