import { Worker } from "node:worker_threads";
import { DatabaseError } from "./database.ts";
import type { WorkerAnswer, WorkerOptions, WorkerRequest } from "./pglite-messages.ts";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A running PGlite thread: numbered calls, and an end that fails whatever is still waiting. */
export interface PgliteThread {
  call(request: WorkerRequest): Promise<unknown>;
  /** Ends the thread at once, also in the middle of a query. */
  terminate(): Promise<void>;
}

/** What every call is told once the thread has ended. */
function stopped(): DatabaseError {
  return new DatabaseError("database_stopped", "57P01");
}

/**
 * Stack of the thread. With Node's 4 MB a JSON argument nested 40,000 deep overflows it before PostgreSQL's own check
 * (max_stack_depth, 2 MB of WebAssembly's stack) says 54001, and PGlite swallows that error in a broken state.
 */
const STACK_MB = 64;

/** Starts PGlite in a worker thread and resolves once the database answers; the signal ends it before. */
export function startThread(options: WorkerOptions, signal: AbortSignal): Promise<PgliteThread> {
  const worker = new Worker(new URL("./pglite-entry.mjs", import.meta.url), {
    workerData: options,
    resourceLimits: { stackSizeMb: STACK_MB },
  });
  const end = () => void worker.terminate();
  signal.addEventListener("abort", end, { once: true });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended = false;
  const failAll = (error: unknown) => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  worker.on("error", failAll);
  worker.on("exit", () => {
    ended = true;
    failAll(stopped());
  });
  worker.on("message", (answer: WorkerAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (!answer.error) return one?.resolve(answer.value);
    const { message, code, detail, hint } = answer.error;
    return one?.reject(new DatabaseError(message, code, detail, hint));
  });
  const call = (request: WorkerRequest): Promise<unknown> =>
    new Promise((resolve, reject) => {
      // A message to a thread that ended would wait for ever.
      if (ended) return reject(stopped());
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ ...request, id: last });
    });
  const terminate = async () => {
    await worker.terminate();
  };
  return new Promise((resolve, reject) => {
    const begun = () => {
      signal.removeEventListener("abort", end);
      resolve({ call, terminate });
    };
    waiting.set(0, { resolve: begun, reject });
  });
}
