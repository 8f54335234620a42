import { randomUUID } from "node:crypto";
import { SLOT_BEGINS } from "../../../src/domain/round.ts";
import type { Slot } from "../../../src/domain/slot.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { type CallOptions, call } from "../harness/calls.ts";
import type { TestOrganisation } from "../harness/organisation.ts";

/** A Wednesday. */
export const TODAY = "2026-06-03";
export const MONDAY = "2026-06-01";
/** South-west corner of the invented ground. */
export const FIRST = 28893760;

/** The cell so many km north and east of the corner. */
export function cellAt(north: number, east: number): number {
  return FIRST + north * 10_000 + east;
}

/** A stop as a calendar sends it. */
export function stopAt(cell: number, fields: Readonly<Record<string, unknown>> = {}) {
  return { id: randomUUID(), cell, minutes: 25, pinned: false, ...fields };
}

/** A new planned round of this Wednesday's evening, as a calendar sends it. */
export function plan(fields: Readonly<Record<string, unknown>> & { readonly slot?: Slot } = {}) {
  return {
    ...{ id: randomUUID(), version: 0, date: TODAY, slot: "evening", mode: "foot", status: "planned" },
    ...{ sector_id: null, template_id: null, start: FIRST, end: FIRST, minutes: 180 },
    ...{ leaves_at: SLOT_BEGINS[fields.slot ?? "evening"], max_stops: null, lead: null, members: [] },
    ...{ safety: [], stops: [] as unknown[] },
    ...fields,
  };
}
export type Plan = ReturnType<typeof plan>;

/** A round as `week` answers it. */
export interface ToldRound {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly lead: string | null;
  readonly members: readonly string[];
  readonly reject_code: string | null;
  readonly stops:
    | readonly { readonly id: string; readonly cell: number; readonly kind: string | null }[]
    | null;
}

/** Saves rounds as an account (the first lead), and gives their new versions by id. */
export async function saveRounds(
  db: Database,
  who: string,
  rounds: readonly unknown[],
  options: CallOptions = {},
): Promise<Readonly<Record<string, number>>> {
  const { saved } = await call<{ saved: { id: string; version: number }[] }>(
    ...([db, who, "save_rounds", { rounds }, { today: TODAY, ...options }] as const),
  );
  return Object.fromEntries(saved.map(({ id, version }) => [id, version]));
}

/** The rounds of a week as an account sees them. */
export async function roundsOf(
  db: Database,
  who: string,
  monday = MONDAY,
  today = TODAY,
): Promise<readonly ToldRound[]> {
  const week = await call<{ rounds: ToldRound[] }>(db, who, "week", { monday }, { today, readOnly: true });
  return week.rounds;
}

/** Makes a sector of cells, for the organisation's nth team, and gives its id. */
export async function makeSector(
  db: Database,
  organisation: TestOrganisation,
  cells: readonly number[],
  { team = 0, target_days = 14 } = {},
): Promise<string> {
  const args = {
    sector: null,
    name: `Secteur ${randomUUID()}`,
    team: organisation.team(team),
    target_days,
    cells,
  };
  const { id } = await call<{ id: string }>(db, organisation.account("admin"), "save_sector", args);
  return id;
}
