/** The page's side of the worker. */
import type { WeekProgress } from "./plan-week.ts";
import type { FromWorker, PostedWeek, ToWorker } from "./worker-messages.ts";

/** What a plan in a worker may take, and whom it tells. */
export interface WorkerWish {
  readonly seed: number;
  readonly seconds?: number;
  readonly iterations?: number;
  readonly onImprovement?: (progress: Omit<WeekProgress, "improved">) => void;
  /** Part of the budget used, 0–1, about ten times a second. */
  readonly onProgress?: (share: number) => void;
  /** Ends the search; the promise then gives the best plan so far. */
  readonly signal?: AbortSignal;
}

/** The worker's end that is needed here: a `Worker`, or a message port in tests. */
export interface WorkerEnd {
  postMessage(message: ToWorker): void;
  addEventListener(type: "message", listener: (event: MessageEvent<FromWorker>) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent<FromWorker>) => void): void;
}

let lastId = 0;

/** Plans a week in a worker; rejects where the worker fails. */
export function planInWorker(
  worker: WorkerEnd,
  week: PostedWeek,
  wish: WorkerWish,
): Promise<Omit<WeekProgress, "improved">> {
  lastId += 1;
  const id = lastId;
  const { promise, resolve, reject } = settled<Omit<WeekProgress, "improved">>();
  const cancel = () => worker.postMessage({ kind: "cancel", id });
  const listen = ({ data }: MessageEvent<FromWorker>) => {
    if (data.id !== id) return;
    if (data.kind === "improved") wish.onImprovement?.(data);
    else if (data.kind === "progress") wish.onProgress?.(data.share);
    else if (data.kind === "failed") reject(new Error(data.message));
    else resolve({ plan: data.plan, iterations: data.iterations });
  };
  worker.addEventListener("message", listen);
  wish.signal?.addEventListener("abort", cancel);
  worker.postMessage(planMessage(id, week, wish));
  if (wish.signal?.aborted) cancel();
  return promise.finally(() => {
    worker.removeEventListener("message", listen);
    wish.signal?.removeEventListener("abort", cancel);
  });
}

function planMessage(id: number, week: PostedWeek, { seed, seconds, iterations }: WorkerWish): ToWorker {
  const budget = {
    ...(seconds !== undefined && { seconds }),
    ...(iterations !== undefined && { iterations }),
  };
  return { kind: "plan", id, week, seed, ...budget };
}

/** A promise with its ends outside (`Promise.withResolvers` is newer than the oldest Node we run on). */
function settled<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
