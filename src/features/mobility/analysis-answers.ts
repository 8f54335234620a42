import type { Analyses, Analysis, Answered, Asked } from "./analysis.ts";
import { packQuestion } from "./analysis-wire.ts";

type Question = Analyses[Analysis]["ask"];
type Value = Answered["answer"];
/** Undefined: the worker ended without an answer. */
type Told = (value: Value | undefined) => void;

interface Work {
  readonly worker: Worker;
  readonly told: Set<Told>;
}

/** Answers by their question, for as long as the page holds it: a measure looked at again is there at once. */
const answers = new WeakMap<Question, Map<Analysis, Value>>();
/** What is worked out now. */
const works = new WeakMap<Question, Map<Analysis, Work>>();
/** A worker that has nothing to do: the next question does not wait until one has started. */
let rested: Worker | undefined;

/** The answer to a question, where it has been worked out before. */
export function knownAnswer<Name extends Analysis>(
  name: Name,
  question: Analyses[Name]["ask"],
): Analyses[Name]["answer"] | undefined {
  return answers.get(question)?.get(name);
}

/**
 * Asks a worker, or joins the work on the same question. Gives how to leave it: work that nobody waits for is ended,
 * so that no question stands behind one that is no longer asked.
 */
export function askWorker(name: Analysis, question: Question, told: Told): () => void {
  const work = works.get(question)?.get(name) ?? begun(name, question);
  work.told.add(told);
  return () => {
    work.told.delete(told);
    if (work.told.size > 0 || works.get(question)?.get(name) !== work) return;
    works.get(question)?.delete(name);
    work.worker.terminate();
  };
}

function begun(name: Analysis, question: Question): Work {
  const worker = rested ?? new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module" });
  rested = undefined;
  const work: Work = { worker, told: new Set() };
  within(works, question).set(name, work);
  const end = (value: Value | undefined) => {
    works.get(question)?.delete(name);
    for (const told of work.told) told(value);
  };
  worker.onmessage = ({ data }: MessageEvent<Answered>) => {
    within(answers, question).set(name, data.answer);
    if (rested) worker.terminate();
    else rested = worker;
    end(data.answer);
  };
  // A worker that runs out of memory or cannot be fetched: the page goes on and says so.
  worker.onerror = () => {
    worker.terminate();
    end(undefined);
  };
  worker.postMessage({ name, packed: packQuestion(question) } satisfies Asked);
  return work;
}

function within<Kept>(map: WeakMap<Question, Map<Analysis, Kept>>, question: Question): Map<Analysis, Kept> {
  const found = map.get(question) ?? new Map<Analysis, Kept>();
  map.set(question, found);
  return found;
}
