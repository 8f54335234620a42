import { expect, test } from "vitest";
import { planInWorker, type WorkerEnd } from "../../../src/planner/plan-in-worker.ts";
import { planWeek } from "../../../src/planner/plan-week.ts";
import { serve } from "../../../src/planner/serve.ts";
import type { FromWorker, ToWorker } from "../../../src/planner/worker-messages.ts";
import { inventedWeek } from "./invented-weeks.ts";

/** A worker without a thread: its messages are copied and delivered later, as a worker's are. */
function threadless(): WorkerEnd {
  const target = new EventTarget();
  const answer = serve((message: FromWorker) => {
    const data = structuredClone(message);
    queueMicrotask(() => target.dispatchEvent(new MessageEvent("message", { data })));
  });
  return {
    postMessage: (message: ToWorker) => {
      const data = structuredClone(message);
      queueMicrotask(() => answer(data));
    },
    addEventListener: (type, listener) => target.addEventListener(type, listener as (event: Event) => void),
    removeEventListener: (type, listener) =>
      target.removeEventListener(type, listener as (event: Event) => void),
  };
}

const week = inventedWeek({ seed: 11, cells: 40, rounds: 4, windows: true });

test("a worker gives the plan that the same seed and iterations give without one", async () => {
  const plain = planWeek(week, 3, { iterations: 800 });
  const { plan, iterations } = await planInWorker(threadless(), week, { seed: 3, iterations: 800 });
  expect({ plan, iterations }).toEqual({ plan: plain.plan, iterations: plain.iterations });
});

test("a worker tells improvements on the way, the first before any search", async () => {
  const told: number[] = [];
  const wish = {
    seed: 3,
    iterations: 800,
    onImprovement: (each: { iterations: number }) => told.push(each.iterations),
  };
  await planInWorker(threadless(), week, wish);
  expect(told[0]).toBe(0);
  expect(told).toEqual([...told].sort((a, b) => a - b));
});

test("a cancelled worker answers with its best plan so far, though its budget is far from used", async () => {
  const stop = new AbortController();
  const wish = { seed: 3, iterations: 1e12, signal: stop.signal, onImprovement: () => stop.abort() };
  const { plan } = await planInWorker(threadless(), week, wish);
  expect(plan.rounds).toHaveLength(4);
});

test("two plans at once do not disturb each other", async () => {
  const worker = threadless();
  const [one, two] = await Promise.all([
    planInWorker(worker, week, { seed: 1, iterations: 320 }),
    planInWorker(worker, week, { seed: 2, iterations: 320 }),
  ]);
  expect(one.plan).toEqual(planWeek(week, 1, { iterations: 320 }).plan);
  expect(two.plan).toEqual(planWeek(week, 2, { iterations: 320 }).plan);
});

test("a table of minutes takes the place of the straight line", async () => {
  const cells = [
    ...new Set([...week.cells, ...week.rounds.map(({ start }) => ({ cell: start }))].map((c) => c.cell)),
  ];
  const far = new Float64Array(cells.length ** 2).fill(1000);
  const minutes = { cells, values: { foot: far, transit: far, vehicle: far } };
  const { plan } = await planInWorker(threadless(), { ...week, minutes }, { seed: 1, iterations: 160 });
  expect(plan.rounds.flatMap(({ stops }) => stops)).toEqual([]);
});

test("a week that cannot be read is a failure that is told", async () => {
  const broken = { ...week, rounds: null } as unknown as typeof week;
  await expect(planInWorker(threadless(), broken, { seed: 1, iterations: 16 })).rejects.toThrow(/TypeError/);
});
