import type { CallError } from "../../data/call.ts";
import { fetchTerritories, saveTerritories } from "../../data/territories.ts";
import { type Outcome, succeed } from "../../domain/outcome.ts";
import { isAnswered, type Territories, territoryDigest } from "../../exchange/territories.ts";

/** What the organisation said before about these names; the names stay here, their digests go. */
export async function recallTerritories(
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Outcome<Territories, CallError>> {
  const first = await fetchTerritories([], signal);
  if (!first.ok) return first;
  const digests = new Map(keys.map((key) => [territoryDigest(first.value.key, key), key]));
  const second = await fetchTerritories([...digests.keys()], signal);
  if (!second.ok) return second;
  const known = second.value.known.flatMap(({ digest, cell }) => {
    const key = digests.get(digest);
    return key === undefined ? [] : [[key, cell] as const];
  });
  return succeed(Object.fromEntries(known));
}

/** Keeps what was answered for these names, so that nobody is asked again; also says that it is still in use. */
export async function keepTerritories(
  keys: readonly string[],
  territories: Territories,
): Promise<Outcome<number, CallError>> {
  const answered = keys.filter((key) => isAnswered(territories, key));
  if (answered.length === 0) return succeed(0);
  const first = await fetchTerritories([]);
  if (!first.ok) return first;
  const answers = answered.map((key) => ({
    digest: territoryDigest(first.value.key, key),
    cell: territories[key] ?? null,
  }));
  const kept = await saveTerritories(answers);
  return kept.ok ? succeed(kept.value.saved) : kept;
}
