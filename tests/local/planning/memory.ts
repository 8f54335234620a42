import { workingMemory } from "../../../src/data/planning.ts";
import { CHANCES, type Chance } from "../../../src/domain/chance.ts";
import type { WorkingMemory } from "../../../src/domain/working-memory.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { type CallOptions, call } from "../harness/calls.ts";
import { TODAY } from "./plan-world.ts";

/** Opens the working memory of a sector as an account that gave a code, decoded as the page does. */
export async function open(
  db: Database,
  account: string,
  sector: string,
  options: CallOptions = {},
): Promise<WorkingMemory> {
  return workingMemory(await call(db, account, "working_memory", { sector }, { today: TODAY, ...options }));
}

/** The class of one cell and slot, as 1 to 4. */
export function rankOf(chance: Chance | undefined): number {
  return chance === undefined ? 0 : CHANCES.indexOf(chance) + 1;
}
