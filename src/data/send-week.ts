import type { Cell } from "../domain/grid.ts";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import type { WeekChanges } from "../domain/week-merge.ts";
import type { ForbiddenCell, WeekRound } from "../domain/week-rounds.ts";
import type { CallError } from "./call.ts";
import { allowCells, deleteRound, forbidCells, saveRounds } from "./rounds.ts";

type Versions = ReadonlyMap<string, number>;

/**
 * Sends the changes of a week: what goes first, since a stop that moved out of a removed round must have left it;
 * then rounds, then forbidden cells, which may name a new round. `conflict`: somebody else had changed a round.
 */
export async function sendChanges(
  monday: string,
  { save, remove, forbid, allow }: WeekChanges,
): Promise<Outcome<Versions, CallError>> {
  const removed = await inTurn(remove, removeRound);
  if (!removed.ok) return removed;
  const saved = await saveAll(save);
  if (!saved.ok) return saved;
  const allowed = await inTurn(grouped(allow), ({ cells, round }) => allowCells(monday, cells, round));
  if (!allowed.ok) return allowed;
  const forbade = await inTurn(grouped(forbid), ({ cells, round }) => forbidCells(monday, cells, round));
  return forbade.ok ? saved : forbade;
}

/** Deletes a round; one that is gone already is what was wanted. */
async function removeRound(round: WeekRound): Promise<Outcome<unknown, CallError>> {
  const outcome = await deleteRound(round);
  return !outcome.ok && outcome.error === "not_found" ? succeed(null) : outcome;
}

async function saveAll(rounds: readonly WeekRound[]): Promise<Outcome<Versions, CallError>> {
  if (rounds.length === 0) return succeed(new Map());
  const outcome = await saveRounds(rounds);
  if (!outcome.ok) return outcome;
  return outcome.value.kind === "saved" ? succeed(outcome.value.versions) : fail("conflict");
}

/** Does one after another and ends at the first failure. */
async function inTurn<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome<unknown, CallError>>,
): Promise<Outcome<null, CallError>> {
  for (const item of items) {
    const outcome = await work(item);
    if (!outcome.ok) return outcome;
  }
  return succeed(null);
}

function grouped(forbidden: readonly ForbiddenCell[]): { cells: Cell[]; round: string | null }[] {
  const rounds = [...new Set(forbidden.map(({ round }) => round))];
  return rounds.map((round) => ({
    cells: forbidden.filter((each) => each.round === round).map(({ cell }) => cell),
    round,
  }));
}
