import { type Outcome, succeed } from "../domain/outcome.ts";
import type { CallError } from "./call.ts";
import type { Breakdown } from "./heat.ts";
import type { Leaves } from "./leaves.ts";
import { fetchResearchLeaves, fetchResearchTable, type ResearchTable } from "./research.ts";

/** One breakdown of several quarters, by their first days. */
export type ResearchSeries = ReadonlyMap<string, ResearchTable>;

/** Asks for one breakdown of every quarter given (researcher); all of them, or the first failure. */
export async function fetchResearchSeries(
  quarters: readonly string[],
  breakdown: Breakdown,
  signal?: AbortSignal,
): Promise<Outcome<ResearchSeries, CallError>> {
  return gathered(quarters, (quarter) => fetchResearchTable(quarter, breakdown, signal));
}

/** Asks for the research leaves of every season given; partitions never change, but sectors may add leaves. */
export async function fetchResearchSeasons(
  seasons: readonly number[],
  signal?: AbortSignal,
): Promise<Outcome<ReadonlyMap<number, Leaves>, CallError>> {
  return gathered(seasons, (season) => fetchResearchLeaves(season, signal));
}

async function gathered<Key, Value>(
  keys: readonly Key[],
  ask: (key: Key) => Promise<Outcome<Value, CallError>>,
): Promise<Outcome<ReadonlyMap<Key, Value>, CallError>> {
  const answers = await Promise.all(keys.map(async (key) => [key, await ask(key)] as const));
  const known = new Map<Key, Value>();
  for (const [key, answer] of answers) {
    if (!answer.ok) return answer;
    known.set(key, answer.value);
  }
  return succeed(known);
}
