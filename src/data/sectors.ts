import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import {
  type Decoded,
  type Decoder,
  integer,
  list,
  maybe,
  nothing,
  otherwise,
  record,
  text,
} from "./decode.ts";

const cell: Decoder<Cell> = (input) => integer(input) as Cell;

const sector = record({
  id: text,
  name: text,
  team_id: text,
  /** Days within which every cell should be visited. */
  target_days: integer,
  /** Smallest leaf the dpo allows here, in km. */
  min_leaf_km: integer,
  /** Intervals in slots where they differ from `target_days`. */
  slot_days: otherwise(
    record({
      morning: maybe(integer),
      afternoon: maybe(integer),
      evening: maybe(integer),
      night: maybe(integer),
    }),
    { morning: null, afternoon: null, evening: null, night: null },
  ),
  /** Part of the planned minutes, in per cent, that goes to cells never visited. */
  explore_percent: otherwise(integer, 15),
  cells: list(cell),
});
/** The cells a team answers for. */
export type Sector = Decoded<typeof sector>;

const sectors = record({ sectors: list(sector) });
const saved = record({ id: text });

/** Asks for the sectors (lead, admin). */
export async function fetchSectors(signal?: AbortSignal): Promise<Outcome<readonly Sector[], CallError>> {
  const outcome = await read("sectors", {}, sectors, signal);
  return outcome.ok ? { ok: true, value: outcome.value.sectors } : outcome;
}

/** Creates a sector (`id` null) or replaces one (its team's lead, admin). */
export function saveSector(change: {
  readonly id: string | null;
  readonly name: string;
  readonly teamId: string;
  readonly targetDays: number;
  readonly cells: readonly Cell[];
}): Promise<Outcome<Decoded<typeof saved>, CallError>> {
  const { id, name, teamId, targetDays, cells } = change;
  return write("save_sector", { sector: id, name, team: teamId, target_days: targetDays, cells }, saved);
}

/** Removes a sector. Records stay. */
export function deleteSector(id: string): Promise<Outcome<undefined, CallError>> {
  return write("delete_sector", { sector: id }, nothing);
}
