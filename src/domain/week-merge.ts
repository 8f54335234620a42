/**
 * Two people at one week: what of mine is to be saved, what of theirs comes in by itself, and where both changed the
 * same round. Nothing of either is overwritten here; a clash is told and somebody chooses. Pure.
 */
import type { EditedWeek } from "./week-edit.ts";
import { type ForbiddenCell, isOpenPlan, type WeekRound } from "./week-rounds.ts";

/** A round that both changed since it was read. */
export interface Clash {
  readonly id: string;
  /** As it was read; null: it was not there. */
  readonly before: WeekRound | null;
  /** Null: I took it out. */
  readonly mine: WeekRound | null;
  /** Null: it was deleted. */
  readonly theirs: WeekRound | null;
}

/** What is to be sent so that the server's week becomes the edited one. */
export interface WeekChanges {
  /** Whole rounds, each with the version it was read in. */
  readonly save: readonly WeekRound[];
  readonly remove: readonly WeekRound[];
  readonly forbid: readonly ForbiddenCell[];
  readonly allow: readonly ForbiddenCell[];
}

/** The difference between the week as it was read and as it is edited. */
export function changesOf(base: EditedWeek, edited: EditedWeek): WeekChanges {
  const known = byId(base);
  const mine = byId(edited);
  const save = edited.rounds.flatMap((round) => {
    const before = known.get(round.id);
    return before && isSamePlan(before, round) ? [] : [{ ...round, version: before?.version ?? 0 }];
  });
  return {
    save: save.filter(isOpenPlan),
    remove: base.rounds.filter(({ id }) => !mine.has(id)),
    forbid: lacking(edited.forbidden, base.forbidden),
    allow: lacking(base.forbidden, edited.forbidden),
  };
}

/** True where there is nothing to send. */
export function isUnchanged({ save, remove, forbid, allow }: WeekChanges): boolean {
  return save.length + remove.length + forbid.length + allow.length === 0;
}

/**
 * My week on top of a fresher one: what I did not touch is as they left it, what they did not touch is as I left
 * it; where both touched a round, mine stays and the clash is told.
 */
export function rebased(
  base: EditedWeek,
  edited: EditedWeek,
  fresh: EditedWeek,
): { readonly week: EditedWeek; readonly clashes: readonly Clash[] } {
  const [before, mine, theirs] = [byId(base), byId(edited), byId(fresh)];
  const clashes: Clash[] = [];
  const rounds = idsOf(edited, fresh).flatMap((id) => {
    const each = {
      id,
      before: before.get(id) ?? null,
      mine: mine.get(id) ?? null,
      theirs: theirs.get(id) ?? null,
    };
    const kept = merged(each);
    if (kept === "clash") clashes.push(each);
    const round = kept === "clash" || kept === "mine" ? each.mine : each.theirs;
    return round ? [{ ...round, version: each.theirs?.version ?? round.version }] : [];
  });
  const added = lacking(edited.forbidden, base.forbidden);
  const allowed = lacking(base.forbidden, edited.forbidden);
  const forbidden = [...lacking(fresh.forbidden, allowed), ...lacking(added, fresh.forbidden)];
  return { week: { rounds, forbidden }, clashes };
}

/** Rounds as another week has them: of the named ones, and gone where it has none. */
export function withRoundsOf(week: EditedWeek, other: EditedWeek, ids: ReadonlySet<string>): EditedWeek {
  const others = byId(other);
  const rounds = idsOf(week, other).flatMap((id) => {
    const round = ids.has(id) ? others.get(id) : week.rounds.find((each) => each.id === id);
    return round ? [round] : [];
  });
  return { ...week, rounds };
}

function merged({ before, mine, theirs }: Clash): "mine" | "theirs" | "clash" {
  if (isSamePlan(before, mine) || isSamePlan(mine, theirs)) return "theirs";
  return isSamePlan(before, theirs) ? "mine" : "clash";
}

/** True where two rounds say the same, whoever saved them and how often. */
export function isSamePlan(one: WeekRound | null, other: WeekRound | null): boolean {
  return planText(one) === planText(other);
}

function planText(round: WeekRound | null): string {
  if (!round) return "";
  const { version, changedBy, changedAt, members, safety, stops, ...rest } = round;
  const said = stops?.map(({ id, cell, minutes, pinned }) => [id, cell, minutes, pinned]);
  // Sorted by name: the same facts in another order are the same plan.
  const facts = Object.entries(rest).toSorted(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([facts, [...members].sort(), [...safety].sort(), said]);
}

function byId({ rounds }: EditedWeek): ReadonlyMap<string, WeekRound> {
  return new Map(rounds.map((round) => [round.id, round]));
}

/** Ids of both weeks, in the order of the first. */
function idsOf(one: EditedWeek, other: EditedWeek): readonly string[] {
  return [...new Set([...one.rounds, ...other.rounds].map(({ id }) => id))];
}

/** Those of `some` that `others` has not. */
function lacking(some: readonly ForbiddenCell[], others: readonly ForbiddenCell[]): ForbiddenCell[] {
  const keys = new Set(others.map(keyOf));
  return some.filter((each) => !keys.has(keyOf(each)));
}

function keyOf({ cell, round }: ForbiddenCell): string {
  return `${cell} ${round ?? ""}`;
}
