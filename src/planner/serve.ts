/** The worker's work, apart from the worker, so that it can be tested on any message port. */
import type { Cell } from "../domain/grid.ts";
import { type Mode, travelMinutes } from "../domain/round.ts";
import { searchWeek, type WeekProgress } from "./plan-week.ts";
import type { Week } from "./week.ts";
import type { FromWorker, PostedWeek, ToWorker, TravelTable } from "./worker-messages.ts";

/** Milliseconds of search between two looks at the messages, and between two reports of progress. */
const SLICE_MS = 12;
const REPORT_MS = 100;

type PlanMessage = Extract<ToWorker, { kind: "plan" }>;

/** Answers messages; several plans may run at once, each in slices. Gives what to call with each message. */
export function serve(post: (answer: FromWorker) => void): (message: ToWorker) => void {
  const wanted = new Set<number>();
  return (message) => {
    if (message.kind === "cancel") {
      wanted.delete(message.id);
      return;
    }
    wanted.add(message.id);
    run(message, () => wanted.has(message.id), post)
      .catch((error: unknown) => post({ kind: "failed", id: message.id, message: String(error) }))
      .finally(() => wanted.delete(message.id));
  };
}

async function run(message: PlanMessage, goesOn: () => boolean, post: (answer: FromWorker) => void) {
  const { id } = message;
  const began = performance.now();
  const steps = searchWeek(withTravel(message.week), message.seed);
  let last = steps.next().value;
  post({ kind: "improved", id, plan: last.plan, iterations: 0 });
  let report = began + REPORT_MS;
  while (goesOn() && shareUsed(message, last, began) < 1) {
    const step = slice(message, steps, last, began);
    if (step.better) post({ kind: "improved", id, plan: step.last.plan, iterations: step.last.iterations });
    last = step.last;
    if (performance.now() >= report) {
      report = performance.now() + REPORT_MS;
      post({
        kind: "progress",
        id,
        share: Math.min(1, shareUsed(message, last, began)),
        iterations: last.iterations,
      });
    }
    await breath();
  }
  post({ kind: goesOn() ? "done" : "cancelled", id, plan: last.plan, iterations: last.iterations });
}

/** Searches for a few milliseconds, or until the budget is used. */
function slice(
  message: PlanMessage,
  steps: Generator<WeekProgress, never>,
  from: WeekProgress,
  began: number,
) {
  const until = performance.now() + SLICE_MS;
  let last = from;
  let better = false;
  while (performance.now() < until && shareUsed(message, last, began) < 1) {
    last = steps.next().value;
    better ||= last.improved;
  }
  return { last, better };
}

/** Part of the budget used; whichever of seconds and iterations is nearer its end. Without a budget: all. */
function shareUsed({ seconds, iterations }: PlanMessage, last: WeekProgress, began: number): number {
  if (seconds === undefined && iterations === undefined) return 1;
  const time = seconds === undefined ? 0 : (performance.now() - began) / 1000 / seconds;
  return Math.max(time, iterations === undefined ? 0 : last.iterations / iterations);
}

/** Lets waiting messages in. A timer would wait 4 ms; a message port does not. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function withTravel({ minutes, ...week }: PostedWeek): Week {
  return minutes ? { ...week, travel: travelOf(minutes) } : week;
}

/** Looks minutes up in a table; what it does not hold comes from the straight-line model. */
function travelOf({ cells, values }: TravelTable): (from: Cell, to: Cell, mode: Mode) => number {
  const place = new Map(cells.map((cell, at) => [cell, at]));
  return (from, to, mode) => {
    const [a, b] = [place.get(from), place.get(to)];
    const known = a === undefined || b === undefined ? undefined : values[mode]?.[a * cells.length + b];
    return known !== undefined && Number.isFinite(known) ? known : travelMinutes(from, to, mode);
  };
}
