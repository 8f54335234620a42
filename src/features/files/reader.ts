import { fail, type Outcome, succeed } from "../../domain/outcome.ts";
import type { Progress } from "../../exchange/pace.ts";
import type { Question, Questions, ReadError, Told } from "./reader-protocol.ts";

/** The page's side of the worker that reads a file. */
export interface Reader {
  readonly ask: <Name extends Question>(
    name: Name,
    ask: Questions[Name]["ask"],
  ) => Promise<Outcome<Questions[Name]["answer"], ReadError>>;
  /** Ends the worker at once; what was being asked is answered `cancelled`. */
  readonly close: () => void;
}

/** Starts a worker for one file. `onProgress` hears how far it is. */
export function openReader(onProgress: (progress: Progress) => void): Reader {
  const worker = new Worker(new URL("./reader-worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (outcome: Outcome<unknown, ReadError>) => void>();
  let asked = 0;
  const answer = (id: number, outcome: Outcome<unknown, ReadError>) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  };
  const endWith = (error: ReadError) => {
    worker.terminate();
    for (const id of [...waiting.keys()]) answer(id, fail(error));
  };
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.kind === "progress") onProgress(data.progress);
    else if (data.kind === "answer") answer(data.id, succeed(data.value));
    else answer(data.id, fail(data.error));
  };
  // A worker that runs out of memory or cannot be fetched: the page goes on and says so.
  worker.onerror = () => endWith("reader_broken");
  return {
    ask: (name, ask) => {
      const id = ++asked;
      return new Promise((resolve) => {
        waiting.set(id, resolve as (outcome: Outcome<unknown, ReadError>) => void);
        worker.postMessage({ id, name, ask });
      });
    },
    close: () => endWith("cancelled"),
  };
}
