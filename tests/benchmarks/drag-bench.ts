import { conflictsOf } from "../../src/domain/conflicts.ts";
import type { Cell } from "../../src/domain/grid.ts";
import { addDays, type ServiceDate, SLOTS } from "../../src/domain/slot.ts";
import { type EditedWeek, timesOf } from "../../src/domain/week-edit.ts";
import { dropped } from "../../src/features/rounds/drop.ts";
import { inventedRound } from "../fixtures/edited-weeks.ts";
import { type Bench, percentile } from "./report.ts";

const ROUNDS = 12;
const STOPS = 12;
const SAMPLES = 400;
const GOAL_MS = 50;
const MONDAY = "2026-03-02" as ServiceDate;
const CORNER = 28_893_760;

/**
 * What a stop dropped in another round makes the page recompute: the week, the minutes and travel of every round, and
 * what does not fit. Drawing is not in it.
 */
export function dragBench(bench: Bench): void {
  let week = inventedWeek();
  const samples: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [from, to] = [week.rounds[sample % ROUNDS], week.rounds[(sample * 5 + 1) % ROUNDS]];
    const stop = from?.stops?.[sample % (from.stops.length || 1)];
    if (!from || !to || !stop) continue;
    const began = performance.now();
    week = dropped(week, { kind: "stop", round: from.id, cell: stop.cell }, { kind: "into", round: to.id });
    for (const round of week.rounds) timesOf(round);
    conflictsOf({ week: { ...week, people: [], team: "nord" }, timeZone: "Europe/Paris" });
    samples.push(performance.now() - began);
  }
  const [p50, p95] = [percentile(samples, 0.5), percentile(samples, 0.95)];
  const hundredth = (ms: number) => Math.round(ms * 100) / 100;
  bench.print({
    ...{ bench: "planning", rounds: ROUNDS, stops: ROUNDS * STOPS, moves: samples.length },
    ...{ drag_p50_ms: hundredth(p50), drag_p95_ms: hundredth(p95) },
    goal: `a moved stop's week, minutes, travel and conflicts ≤ ${GOAL_MS} ms`,
    met: p95 <= GOAL_MS,
  });
}

function inventedWeek(): EditedWeek {
  const rounds = Array.from({ length: ROUNDS }, (_, at) => {
    const cells = Array.from({ length: STOPS }, (_, stop) => (CORNER + at * 10_000 + stop) as Cell);
    const date = addDays(MONDAY, at % 7) as ServiceDate;
    return inventedRound(`r${at}`, cells, { date, slot: SLOTS[at % SLOTS.length] ?? "evening" });
  });
  return { rounds, forbidden: [] };
}
