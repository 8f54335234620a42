import {
  keepPreviousData,
  QueryClient,
  type UseQueryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { Outcome } from "../domain/outcome.ts";
import type { CallError } from "./call.ts";

/** A question's state, as a union: nothing is read before it is there. */
export type Answer<Value> =
  | { readonly kind: "waiting" }
  | { readonly kind: "failed"; readonly error: CallError; readonly retry: () => void }
  | { readonly kind: "ready"; readonly value: Value; readonly refreshing: boolean };

/** An answer that did not come: why, and the way to ask again. */
export type FailedAnswer = Extract<Answer<never>, { readonly kind: "failed" }>;

class CallFailure extends Error {
  readonly code: CallError;
  constructor(code: CallError) {
    super(code);
    this.code = code;
  }
}

/** Answers live in memory alone, for the time of the session; nothing is persisted (privacy.md). */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (tries, error) =>
          tries < 2 && error instanceof CallFailure && ["unreachable", "timed_out"].includes(error.code),
        retryDelay: (tries) => 400 * 2 ** tries,
      },
    },
  });
}

/** How a question is asked. */
export interface Asking {
  /** False: not now. */
  readonly enabled?: boolean;
  /** True: the last answer stays on the screen while the next one comes. */
  readonly keep?: boolean;
  /** How long an answer needs no asking again, in ms; a published window never changes. */
  readonly freshMs?: number;
}

/**
 * Asks one question of data/ and keeps its answer under `key` (the noun first: `["windows", tier]`).
 * Failures come as codes; retries are for an unreachable server only.
 */
export function useAnswer<Value>(
  key: readonly unknown[],
  ask: (signal: AbortSignal) => Promise<Outcome<Value, CallError>>,
  asking: Asking = {},
): Answer<Value> {
  const query = useQuery(queryOf({ key, ask }, asking));
  if (query.data !== undefined)
    return { kind: "ready", value: query.data, refreshing: query.isPlaceholderData };
  if (query.error) return failedAnswer(query.error, () => void query.refetch());
  return { kind: "waiting" };
}

/** One of several questions. */
export interface Question<Value> {
  readonly key: readonly unknown[];
  readonly ask: (signal: AbortSignal) => Promise<Outcome<Value, CallError>>;
}

/** Asks several questions at once, each kept under its own key: all answers in their order, or the first failure. */
export function useAnswers<Value>(
  questions: readonly Question<Value>[],
  asking: Asking = {},
): Answer<readonly Value[]> {
  const queries = useQueries({ queries: questions.map((question) => queryOf(question, asking)) });
  const value = useSame(queries.flatMap(({ data }) => (data === undefined ? [] : [data])));
  const broken = queries.find(({ error }) => error !== null);
  if (broken?.error) return failedAnswer(broken.error, () => void broken.refetch());
  if (value.length < queries.length) return { kind: "waiting" };
  return { kind: "ready", value, refreshing: queries.some((query) => query.isPlaceholderData) };
}

/** The same list for as long as it holds the same things: answers are compared by identity, never looked through. */
function useSame<Value>(list: readonly Value[]): readonly Value[] {
  const kept = useRef(list);
  const isSame = kept.current.length === list.length && list.every((each, at) => kept.current[at] === each);
  if (!isSame) kept.current = list;
  return kept.current;
}

/**
 * True from the moment at which each of several answers has come or failed. Parts of a page that come one by one push
 * what a person is about to press; those shown from this moment on stand still.
 */
export function useArrived(...answers: readonly Answer<unknown>[]): boolean {
  const [hasArrived, setHasArrived] = useState(false);
  const isNow = hasArrived || answers.every(({ kind }) => kind !== "waiting");
  // It stays so when one of them is asked again: a part that is on the screen says itself that it waits.
  if (isNow && !hasArrived) setHasArrived(true);
  return isNow;
}

/** A question in the words of the cache. */
export function queryOf<Value>({ key, ask }: Question<Value>, asking: Asking): UseQueryOptions<Value, Error> {
  return {
    queryKey: key,
    queryFn: ({ signal }) => ask(signal).then(orThrow),
    enabled: asking.enabled ?? true,
    ...(asking.keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(asking.freshMs === undefined ? {} : { staleTime: asking.freshMs }),
  };
}

function failedAnswer(error: Error, retry: () => void): Answer<never> {
  return { kind: "failed", error: error instanceof CallFailure ? error.code : "server_fault", retry };
}

/** Marks answers as old after a change, by the first word of their keys: `refresh("windows", "me")`. */
export function useRefresh(): (...nouns: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (...nouns) => {
      await Promise.all(nouns.map((noun) => client.invalidateQueries({ queryKey: [noun] })));
    },
    [client],
  );
}

function orThrow<Value>(outcome: Outcome<Value, CallError>): Value {
  if (outcome.ok) return outcome.value;
  throw new CallFailure(outcome.error);
}
