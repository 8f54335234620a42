import { expect, test } from "vitest";
import { type AttackResult, exactly, judged } from "./attack.ts";
import { joined, type Report } from "./report.ts";

const result = (id: number, measure: number): AttackResult =>
  judged({ id, name: `attack ${id}`, bites: 1 }, { parts: [exactly("part", measure, 0.5)], unprotected: 1 });
const report = (...attacks: AttackResult[]): Report => ({
  ...{ ran_at: "2026-06-01T10:00:00.000Z", commit: "0123456789ab", trials: 10_000, full: true },
  ...{ attacks, utility: [] },
});

test("a run in pieces gives one report, in which an attack that ran again counts once", () => {
  const whole = joined(report(result(9, 0.1), result(2, 0.2)), report(result(5, 0.3), result(2, 0.9)));
  expect(whole.attacks.map(({ id, measure, pass }) => [id, measure, pass])).toEqual([
    [2, 0.9, false],
    [5, 0.3, true],
    [9, 0.1, true],
  ]);
});

test("what another commit, fewer trials or a reduced run measured stands in no report of this one", () => {
  const before = report(result(2, 0.2));
  for (const now of [
    { ...report(result(5, 0.3)), commit: "ba9876543210" },
    { ...report(result(5, 0.3)), trials: 300 },
    { ...report(result(5, 0.3)), full: false },
  ]) {
    expect(joined(before, now)).toBe(now);
  }
});
