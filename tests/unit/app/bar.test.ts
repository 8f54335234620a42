import fc from "fast-check";
import { expect, test } from "vitest";
import { barOf } from "../../../src/app/bar.ts";
import { SCREENS } from "../../../src/domain/screen.ts";

test("a phone's bar loses no screen, shows none twice, keeps the rail's order, and holds at most four", () => {
  fc.assert(
    fc.property(fc.subarray([...SCREENS]), (screens) => {
      const { shown, more } = barOf(screens);
      expect([...shown, ...more].toSorted()).toEqual(screens.toSorted());
      expect(shown.length + (more.length > 0 ? 1 : 0)).toBeLessThanOrEqual(4);
      expect(shown).toEqual(screens.filter((screen) => shown.includes(screen)));
      expect(more).toEqual(screens.filter((screen) => more.includes(screen)));
      // Nothing is hidden under a button while there is room for it.
      if (screens.length <= 4) expect(more).toEqual([]);
    }),
  );
});

test("whoever records in the street has that screen on the bar, beside the map and the rounds", () => {
  expect(barOf(["map", "unreached", "rounds", "field", "sites", "alerts", "files", "team"]).shown).toEqual([
    ...["map", "rounds", "field"],
  ]);
});
