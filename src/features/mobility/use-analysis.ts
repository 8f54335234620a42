import { useEffect, useMemo, useRef, useState } from "react";
import type { Analyses, Analysis } from "./analysis.ts";
import { askWorker, knownAnswer } from "./analysis-answers.ts";

/** Where a question to the worker stands. `old`: the answer is to the question before, while the next is worked out. */
export type Worked<Value> =
  | { readonly kind: "idle" }
  | { readonly kind: "working" }
  | { readonly kind: "broken" }
  | { readonly kind: "done"; readonly value: Value; readonly old: boolean };

/**
 * Works out an analysis beside the page whenever its question changes (by identity); undefined asks nothing. A change
 * of question ends the work on the one before; an answer that is known is there in the same frame.
 */
export function useAnalysis<Name extends Analysis>(
  name: Name,
  question: Analyses[Name]["ask"] | undefined,
): Worked<Analyses[Name]["answer"]> {
  type Value = Analyses[Name]["answer"];
  const [kept, setKept] = useState<{ readonly question: unknown; readonly value: Value | undefined }>();
  const known = question && knownAnswer(name, question);
  const isKnown = known !== undefined;
  useEffect(() => {
    if (question === undefined || isKnown) return undefined;
    return askWorker(name, question, (value) => setKept({ question, value: value as Value | undefined }));
  }, [name, question, isKnown]);
  // What was shown last stays while the next is worked out, whether it came now or was known before.
  const last = useRef(kept);
  if (known !== undefined) last.current = { question, value: known };
  else if (kept?.question === question) last.current = kept;
  const shown = last.current;
  // The same object while nothing changed: layers are made from it.
  return useMemo(
    () => workedOf(question, shown?.question, shown?.value),
    [question, shown?.question, shown?.value],
  );
}

function workedOf<Value>(question: unknown, shown: unknown, value: Value | undefined): Worked<Value> {
  if (question === undefined) return { kind: "idle" };
  if (value !== undefined) return { kind: "done", value, old: shown !== question };
  return { kind: shown === question ? "broken" : "working" };
}

/** A question that will probably be asked. */
export type Ahead = readonly [name: Analysis, question: Analyses[Analysis]["ask"]];

/** The page is left alone for so long before anything is worked out ahead, in ms. */
const REST_MS = 300;

/**
 * Works out what will probably be asked, one after the other, while nothing else is asked: `questions` is the same list
 * for as long as they are the same. A change of them ends it.
 */
export function useAhead(questions: readonly Ahead[]): void {
  useEffect(() => {
    let leave: (() => void) | undefined;
    const go = ([first, ...others]: readonly Ahead[]) => {
      if (!first) return;
      const [name, question] = first;
      if (knownAnswer(name, question) !== undefined) return go(others);
      // One that fails is not tried again here: who asks for it is told.
      leave = askWorker(name, question, (value) => value !== undefined && go(others));
    };
    const timer = setTimeout(() => go(questions), REST_MS);
    return () => {
      clearTimeout(timer);
      leave?.();
    };
  }, [questions]);
}
