import {
  keepPreviousData,
  QueryClient,
  type UseQueryOptions,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";
import type { Outcome } from "../domain/outcome.ts";
import type { CallError } from "./call.ts";

/** A question's state, as a union: nothing is read before it is there. */
export type Answer<Value> =
  | { readonly kind: "waiting" }
  | { readonly kind: "failed"; readonly error: CallError; readonly retry: () => void }
  | { readonly kind: "ready"; readonly value: Value; readonly refreshing: boolean };

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
  const options: UseQueryOptions<Value, Error> = {
    queryKey: key,
    queryFn: ({ signal }) => ask(signal).then(orThrow),
    enabled: asking.enabled ?? true,
    ...(asking.keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(asking.freshMs === undefined ? {} : { staleTime: asking.freshMs }),
  };
  const query = useQuery(options);
  if (query.data !== undefined)
    return { kind: "ready", value: query.data, refreshing: query.isPlaceholderData };
  if (query.error) {
    const error = query.error instanceof CallFailure ? query.error.code : "server_fault";
    return { kind: "failed", error, retry: () => void query.refetch() };
  }
  return { kind: "waiting" };
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
