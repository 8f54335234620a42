import { describe, expect, test } from "vitest";
import { VOLUMES } from "../../src/reference/city.ts";
import { simulate } from "../../src/reference/encounters.ts";
import { drawSeason, leafOfCells, windowsOf } from "../../src/reference/season.ts";
import { DIGESTS, digestOf } from "./simulation/digests.ts";
import { leafWindows } from "./simulation/leaf-windows.ts";

describe("the reference simulation", () => {
  test("is the one that was committed, whole, for every city that attacks use", () => {
    for (const [name, digest] of Object.entries(DIGESTS)) {
      const [volume, seed] = name.split(" ");
      const known = VOLUMES.find((each) => each === volume);
      expect(digestOf(simulate(known ?? "small", Number(seed))), name).toBe(digest);
    }
  });

  test("has about 70, 210 and 560 contacts a week while all its youths come and go", () => {
    const weekly = VOLUMES.map((volume) => {
      const inside = simulate(volume, 1).meetings.filter(({ day }) => day >= 7 * 26 && day < 7 * 56);
      return inside.length / 30;
    });
    for (const [nth, expected] of [70, 210, 560].entries()) {
      expect(Math.abs((weekly[nth] ?? 0) / expected - 1)).toBeLessThan(0.1);
    }
  });

  test("has 6, 15 and 40 leaves, give or take chance, which cover every cell once", () => {
    for (const [nth, expected] of [6, 15, 40].entries()) {
      const seasons = [1, 2, 3, 4, 5, 6].map((seed) => drawSeason(VOLUMES[nth] ?? "small", seed));
      const mean = seasons.reduce((sum, { leaves }) => sum + leaves.length, 0) / seasons.length;
      expect(Math.abs(mean / expected - 1)).toBeLessThan(0.15);
      for (const season of seasons) expect(leafOfCells(season)).not.toContain(-1);
    }
  });

  test("loses no contribution between meetings and leaves", () => {
    const season = drawSeason("middle", 1);
    for (const [tier, days] of [
      ["educator", 28],
      ["lead", 91],
    ] as const) {
      for (const from of windowsOf(tier)) {
        const inside = season.simulation.meetings.filter(({ day }) => day >= from && day < from + days);
        const people = leafWindows(season, tier, from).flatMap((leaf) => leaf.people);
        expect(people).toHaveLength(inside.filter((each) => !each.seenRecently).length);
      }
    }
  });
});
