import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { METHODS } from "../../../vite.leave-out.ts";

const DEFINITIONS = join(import.meta.dirname, "../../../src/exchange/crs-definitions.json");
/** In proj4 itself, whatever its list of projections holds. */
const BUILT_IN = ["longlat", "merc"];

test("the built page knows the projection of every coordinate system that it offers", () => {
  const used = new Set(
    [...readFileSync(DEFINITIONS, "utf8").matchAll(/\+proj=(\w+)/g)].map(([, name]) => name ?? ""),
  );
  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter((name) => !METHODS.includes(name) && !BUILT_IN.includes(name))).toEqual([]);
});
