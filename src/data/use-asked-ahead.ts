import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Asking, type Question, queryOf } from "./use-answer.ts";

/** The page is left alone for so long before anything is asked ahead, in ms. */
const REST_MS = 250;
/** Between two questions: nothing that the person does waits for more than one answer. */
const BETWEEN_MS = 30;

/**
 * Asks ahead, one question after the other, while the page rests; true once all are answered. `name` stands for the
 * questions: another one ends what was asked for, undefined asks nothing. A failure ends it too: who needs the answer
 * asks again, and is told.
 */
export function useAskedAhead<Value>(
  name: string | undefined,
  questions: readonly Question<Value>[],
  asking: Asking = {},
): boolean {
  const client = useQueryClient();
  const [done, setDone] = useState<string>();
  const latest = useRef({ questions, asking });
  latest.current = { questions, asking };
  useEffect(() => {
    if (name === undefined) return undefined;
    const { questions: all, asking: how } = latest.current;
    return oneByOne(
      all,
      (question) => asked(client, question, how),
      () => setDone(name),
    );
  }, [client, name]);
  return name !== undefined && done === name;
}

/** Whether an answer is held, after it has been asked for where it was not. */
async function asked<Value>(client: QueryClient, question: Question<Value>, how: Asking): Promise<boolean> {
  const isHeld = () => client.getQueryData(question.key) !== undefined;
  if (!isHeld()) await client.prefetchQuery(queryOf(question, how) as never);
  return isHeld();
}

/** Takes one after the other until one fails; gives how to end it. */
function oneByOne<Item>(
  all: readonly Item[],
  take: (item: Item) => Promise<boolean>,
  finish: () => void,
): () => void {
  let ended = false;
  let timer = setTimeout(() => void from(0), REST_MS);
  async function from(at: number): Promise<void> {
    const item = all[at];
    if (item === undefined) return finish();
    const isTaken = await take(item);
    if (isTaken && !ended) timer = setTimeout(() => void from(at + 1), BETWEEN_MS);
  }
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
