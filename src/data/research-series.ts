import { type Outcome, succeed } from "../domain/outcome.ts";
import type { CallError } from "./call.ts";
import type { Leaves } from "./leaves.ts";
import { fetchResearchLeaves } from "./research.ts";

/** Asks for the research leaves of every season given; partitions never change, but sectors may add leaves. */
export async function fetchResearchSeasons(
  seasons: readonly number[],
  signal?: AbortSignal,
): Promise<Outcome<ReadonlyMap<number, Leaves>, CallError>> {
  const answers = await Promise.all(
    seasons.map(async (season) => [season, await fetchResearchLeaves(season, signal)] as const),
  );
  const known = new Map<number, Leaves>();
  for (const [season, answer] of answers) {
    if (!answer.ok) return answer;
    known.set(season, answer.value);
  }
  return succeed(known);
}
