import { CHANCES, type Chance } from "../domain/chance.ts";
import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type ServiceDate, SLOTS, type Slot } from "../domain/slot.ts";
import type { MemoryFacts, WorkingMemory } from "../domain/working-memory.ts";
import { type CallError, write } from "./call.ts";
import {
  type Decoded,
  DecodeError,
  type Decoder,
  day,
  deltas,
  flag,
  integer,
  list,
  maybe,
  oneOf,
  record,
  text,
} from "./decode.ts";

/** A class of chance travels as 1 (unlikely) to 4. */
const chance: Decoder<Chance> = (input) => {
  const found = CHANCES[integer(input) - 1];
  if (!found) throw new DecodeError("not a class of chance");
  return found;
};

const columns = record({
  sector: text,
  from: day,
  until: day,
  openings_left: integer,
  explore_percent: integer,
  fallback: flag,
  cell: deltas,
  /** Four a cell, in the order of SLOTS. */
  chance: list(chance),
  days: list(maybe(integer)),
  target_days: list(integer),
  /** One a cell. */
  follow_up: list(maybe(integer)),
  addition: list(integer),
  alerts: list(record({ cell: integer, slot: oneOf(SLOTS), due_in_days: integer })),
});
type Columns = Decoded<typeof columns>;

/** The answer of `api.working_memory`, parsed. */
export const workingMemory: Decoder<WorkingMemory> = (input) => {
  const given = columns(input);
  return {
    sector: given.sector,
    from: given.from as ServiceDate,
    until: given.until as ServiceDate,
    openingsLeft: given.openings_left,
    explore: given.explore_percent / 100,
    fallback: given.fallback,
    facts: factsOf(given),
  };
};

/**
 * Opens the working memory of a sector of the lead's own team: a fresh second factor, 12 openings a day, each
 * audited (`too_many` beyond). A POST: opening is an act, not a look. The answer is never cached.
 */
export function openWorkingMemory(
  sector: string,
  signal?: AbortSignal,
): Promise<Outcome<WorkingMemory, CallError>> {
  return write("working_memory", { sector }, workingMemory, signal);
}

/** Saves a sector's intervals by slot and its exploration share, 0–1 (its team's lead, admin). */
export function saveSectorPlanning(change: {
  readonly sector: string;
  readonly slotDays: Readonly<Partial<Record<(typeof SLOTS)[number], number>>>;
  readonly explore: number;
}): Promise<Outcome<{ readonly id: string }, CallError>> {
  const { sector, slotDays, explore } = change;
  const args = { sector, slot_days: slotDays, explore_percent: Math.round(explore * 100) };
  return write("save_sector_planning", args, record({ id: text }));
}

function factsOf(given: Columns): MemoryFacts[] {
  // By one number: text would be made for every cell and slot, for a handful of alerts.
  const keyOf = (cell: number, slot: Slot) => cell * SLOTS.length + SLOTS.indexOf(slot);
  const alerts = new Map(given.alerts.map(({ cell, slot, due_in_days: due }) => [keyOf(cell, slot), due]));
  const lengths = [given.chance, given.days, given.target_days].map((column) => column.length / SLOTS.length);
  const perCell = [given.follow_up, given.addition].map((column) => column.length);
  if ([...lengths, ...perCell].some((length) => length !== given.cell.length)) {
    throw new DecodeError("memory columns differ in length");
  }
  return given.chance.map((each, at) => {
    const place = Math.floor(at / SLOTS.length);
    const cell = (given.cell[place] ?? 0) as Cell;
    const slot = SLOTS[at % SLOTS.length] ?? "morning";
    return {
      cell,
      slot,
      chance: each,
      daysSinceVisit: given.days[at] ?? null,
      targetDays: given.target_days[at] ?? 0,
      alertDueInDays: alerts.get(keyOf(cell, slot)) ?? null,
      weeksSinceEviction: given.follow_up[place] ?? null,
      addition: given.addition[place] ?? 0,
    };
  });
}
