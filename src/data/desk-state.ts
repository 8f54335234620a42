/** A week on a lead's desk: as the server has it, as it is edited, and what stands between the two. Pure. */
import { everywhere, type History, historyOf, redone, stepped, undone } from "../domain/history.ts";
import type { EditedWeek } from "../domain/week-edit.ts";
import {
  type Clash,
  changesOf,
  isSamePlan,
  isUnchanged,
  rebased,
  withRoundsOf,
} from "../domain/week-merge.ts";
import type { RoundWeek } from "../domain/week-rounds.ts";
import type { CallError } from "./call.ts";

/** How far the edited week is from being kept. */
export type Saving =
  | { readonly kind: "saved" | "waiting" | "busy" }
  | { readonly kind: "failed"; readonly error: CallError };

export interface Desk {
  /** The server's last answer: people, templates, cells carried over. */
  readonly answer: RoundWeek;
  /** Rounds and forbidden cells as the server has them. */
  readonly base: EditedWeek;
  readonly history: History<EditedWeek>;
  readonly saving: Saving;
  /** Rounds that somebody else changed too; nothing is sent until somebody has chosen. */
  readonly clashes: readonly Clash[];
}

/** A week as it comes from the server. */
export function openedDesk(answer: RoundWeek): Desk {
  const base = weekOf(answer);
  return { answer, base, history: historyOf(base), saving: { kind: "saved" }, clashes: [] };
}

/** One step of editing. */
export function editedDesk(desk: Desk, change: (week: EditedWeek) => EditedWeek): Desk {
  return withHistory(desk, stepped(desk.history, change(desk.history.now)));
}

/** The last step taken back, or done again. */
export function walkedDesk(desk: Desk, way: "back" | "on"): Desk {
  return withHistory(desk, way === "back" ? undone(desk.history) : redone(desk.history));
}

/** The desk after the server was asked again: my steps stand on top of what others did. */
export function refreshedDesk(desk: Desk, answer: RoundWeek): Desk {
  const fresh = weekOf(answer);
  const { clashes } = rebased(desk.base, desk.history.now, fresh);
  const history = everywhere(desk.history, (state) => rebased(desk.base, state, fresh).week);
  const next = { ...desk, answer, base: fresh, history };
  return { ...next, clashes: stillClashing([...desk.clashes, ...clashes], next) };
}

/** The desk once a week has been sent: `versions` are what the server calls the rounds now. */
export function sentDesk(desk: Desk, sent: EditedWeek, versions: ReadonlyMap<string, number>): Desk {
  const rounds = sent.rounds.map((round) => ({ ...round, version: versions.get(round.id) ?? round.version }));
  return { ...desk, base: { rounds, forbidden: sent.forbidden } };
}

/** The desk while it is being sent, or after that has failed. */
export function savingDesk(desk: Desk, saving: Saving): Desk {
  return { ...desk, saving };
}

/** Saved where nothing is left to be sent, else waiting. */
export function settledDesk(desk: Desk): Desk {
  return { ...desk, saving: { kind: isSettled(desk) ? "saved" : "waiting" } };
}

/** True where the server has everything. */
export function isSettled({ base, history }: Desk): boolean {
  return isUnchanged(changesOf(base, history.now));
}

/** A choice about clashing rounds: mine goes over theirs, knowingly, or theirs comes in. */
export function chosenDesk(desk: Desk, choice: "mine" | "theirs"): Desk {
  const ids = new Set(desk.clashes.map(({ id }) => id));
  const theirs = (state: EditedWeek) => withRoundsOf(state, desk.base, ids);
  const history = choice === "theirs" ? everywhere(desk.history, theirs) : desk.history;
  return settledDesk({ ...desk, history, clashes: [] });
}

function withHistory(desk: Desk, history: Desk["history"]): Desk {
  if (history === desk.history) return desk;
  const next = { ...desk, history };
  return desk.saving.kind === "busy" ? next : settledDesk(next);
}

/** Clashes that are not over: both sides still differ. Each round once, as it is now. */
function stillClashing(clashes: readonly Clash[], { base, history }: Desk): Clash[] {
  const latest = new Map(clashes.map((clash) => [clash.id, clash]));
  const find = (week: EditedWeek, id: string) => week.rounds.find((round) => round.id === id) ?? null;
  return [...latest.values()]
    .map((clash) => ({ ...clash, mine: find(history.now, clash.id), theirs: find(base, clash.id) }))
    .filter(({ mine, theirs }) => !isSamePlan(mine, theirs));
}

function weekOf({ rounds, forbidden }: RoundWeek): EditedWeek {
  return { rounds, forbidden };
}
