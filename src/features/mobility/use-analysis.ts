import { useEffect, useMemo, useState } from "react";
import type { Analyses, Analysis, Answered, Asked } from "./analysis.ts";

/** Where a question to the worker stands. `old`: the answer is to the question before, while the next is worked out. */
export type Worked<Value> =
  | { readonly kind: "idle" }
  | { readonly kind: "working" }
  | { readonly kind: "broken" }
  | { readonly kind: "done"; readonly value: Value; readonly old: boolean };

/** Asks a worker of its own; gives how to end it. One that is ended leaves no answer in a queue. */
function askWorker(
  name: Analysis,
  ask: Asked["ask"],
  told: (answer: Answered["answer"] | undefined) => void,
): () => void {
  const worker = new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module" });
  const end = (answer: Answered["answer"] | undefined) => {
    worker.terminate();
    told(answer);
  };
  worker.onmessage = ({ data }: MessageEvent<Answered>) => end(data.answer);
  // A worker that runs out of memory or cannot be fetched: the page goes on and says so.
  worker.onerror = () => end(undefined);
  worker.postMessage({ name, ask } satisfies Asked);
  return () => worker.terminate();
}

/**
 * Works out an analysis beside the page whenever its question changes (by identity); undefined asks nothing. A change
 * of question ends the work on the one before.
 */
export function useAnalysis<Name extends Analysis>(
  name: Name,
  question: Analyses[Name]["ask"] | undefined,
): Worked<Analyses[Name]["answer"]> {
  type Value = Analyses[Name]["answer"];
  const [kept, setKept] = useState<{ readonly question: unknown; readonly value: Value | undefined }>();
  useEffect(() => {
    if (question === undefined) return undefined;
    return askWorker(name, question, (value) => setKept({ question, value: value as Value | undefined }));
  }, [name, question]);
  // The same object while nothing changed: layers are made from it.
  return useMemo(() => workedOf(question, kept), [question, kept]);
}

function workedOf<Value>(
  question: unknown,
  kept: { readonly question: unknown; readonly value: Value | undefined } | undefined,
): Worked<Value> {
  if (question === undefined) return { kind: "idle" };
  if (!kept) return { kind: "working" };
  const old = kept.question !== question;
  if (kept.value === undefined) return old ? { kind: "working" } : { kind: "broken" };
  return { kind: "done", value: kept.value, old };
}
