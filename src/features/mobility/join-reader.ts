import { fail, type Outcome, succeed } from "../../domain/outcome.ts";
import type { JoinError, JoinQuestion, JoinQuestions, JoinTold } from "./join-protocol.ts";

/** The page's side of the worker that reads a table of open data. */
export interface JoinReader {
  readonly ask: <Name extends JoinQuestion>(
    name: Name,
    ask: JoinQuestions[Name]["ask"],
  ) => Promise<Outcome<JoinQuestions[Name]["answer"], JoinError>>;
  /** Ends the worker at once, and with it all that it holds of the file. */
  readonly close: () => void;
}

/** Starts a worker for one file. `onProgress` hears how far it is, 0–1. */
export function openJoinReader(onProgress: (part: number) => void): JoinReader {
  const worker = new Worker(new URL("./join-worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (outcome: Outcome<unknown, JoinError>) => void>();
  let asked = 0;
  const answer = (id: number, outcome: Outcome<unknown, JoinError>) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  };
  const endWith = (error: JoinError) => {
    worker.terminate();
    for (const id of [...waiting.keys()]) answer(id, fail(error));
  };
  worker.onmessage = ({ data }: MessageEvent<JoinTold>) => {
    if (data.kind === "progress") onProgress(data.part);
    else if (data.kind === "answer") answer(data.id, succeed(data.value));
    else answer(data.id, fail(data.error));
  };
  // A worker that runs out of memory or cannot be fetched: the page goes on and says so.
  worker.onerror = () => endWith("reader_broken");
  return {
    ask: (name, ask) => {
      const id = ++asked;
      return new Promise((resolve) => {
        waiting.set(id, resolve as (outcome: Outcome<unknown, JoinError>) => void);
        worker.postMessage({ id, name, ask });
      });
    },
    close: () => endWith("cancelled"),
  };
}
