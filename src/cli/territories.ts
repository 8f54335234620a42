import { fetchTerritories, saveTerritories } from "../data/territories.ts";
import { cellNamed } from "../exchange/cell-names.ts";
import type { Detected, Grid } from "../exchange/mapping.ts";
import { isAnswered, type Territories, territoryDigest, territoryKey } from "../exchange/territories.ts";
import { CliError, required } from "./cli-error.ts";
import type { MapFile } from "./map-file.ts";

/** What a map file says of territories, as cells of the grid; CliError `bad_option` names the one that is none. */
export function territoriesOf({ territories = {} }: MapFile, grid: Grid): Territories {
  const said = Object.entries(territories).map(([name, value]) => {
    const cell = value === null ? null : cellNamed(value, grid);
    if (cell === undefined) throw new CliError("bad_option", `--map territories: ${name}`);
    return [territoryKey(name), cell] as const;
  });
  return Object.fromEntries(said);
}

/**
 * What the organisation said before of a file's territories, under what the map file says now, which is kept for
 * the next file. Without the server's secret nothing is kept: what the map file says holds.
 */
export async function sharedTerritories(detected: Detected, said: Territories): Promise<Territories> {
  const keys = detected.territories.map(({ key }) => key);
  if (keys.length === 0) return said;
  const first = await fetchTerritories([]);
  if (!first.ok && first.error === "secret_missing") return said;
  const { key } = required(first);
  const digests = new Map(keys.map((name) => [territoryDigest(key, name), name]));
  const { known } = required(await fetchTerritories([...digests.keys()]));
  const before = known.map(({ digest, cell }) => [digests.get(digest) ?? "", cell] as const);
  const all: Territories = { ...Object.fromEntries(before), ...said };
  const answers = [...digests]
    .filter(([, name]) => isAnswered(all, name))
    .map(([digest, name]) => ({ digest, cell: all[name] ?? null }));
  if (answers.length > 0) required(await saveTerritories(answers));
  return all;
}
