import { expect, test } from "vitest";
import { begunRun, type PublishRun, runAfter } from "../../../src/data/use-publishing.ts";

const published = (startsOn: string) => ({
  layer: "encounters" as const,
  tier: "lead" as const,
  team_id: null,
  starts_on: startsOn,
  ends_on: startsOn,
  leaves: 4,
  shown: 2,
});
const step = (startsOn: string, remaining: number) => ({
  step: { published: published(startsOn), remaining },
});

test("a run goes on while windows remain, oldest first, and ends by itself", () => {
  const first = runAfter(begunRun(2), step("2026-01-05", 1), false);
  const second = runAfter(first, step("2026-04-06", 0), false);
  expect(first.kind).toBe("running");
  expect(second).toMatchObject({ kind: "ended", remaining: 0, error: undefined });
  expect("windows" in second && second.windows.map(({ starts_on }) => starts_on)).toEqual([
    "2026-01-05",
    "2026-04-06",
  ]);
});

test("a wish to stop ends a run after the window under way, and the others still wait", () => {
  expect(runAfter(begunRun(3), step("2026-01-05", 2), true)).toMatchObject({ kind: "ended", remaining: 2 });
});

test("what is published stays told when a later window fails", () => {
  const run = runAfter(begunRun(3), step("2026-01-05", 2), false);
  const ended = runAfter(run, { error: "secret_missing" }, false);
  expect(ended).toMatchObject({ kind: "ended", remaining: 2, error: "secret_missing" });
  expect("windows" in ended && ended.windows.length).toBe(1);
});

test("somebody else publishing the last window meanwhile is no failure", () => {
  expect(runAfter(begunRun(1), { error: "nothing_due" }, false)).toMatchObject({
    kind: "ended",
    remaining: 0,
    error: undefined,
  });
});

test("an answer that comes after the end changes nothing", () => {
  const idle: PublishRun = { kind: "idle" };
  expect(runAfter(idle, step("2026-01-05", 1), false)).toBe(idle);
});
