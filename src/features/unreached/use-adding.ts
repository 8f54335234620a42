import { useMemo, useState } from "react";
import type { Member } from "../../data/me.ts";
import type { Answer, FailedAnswer } from "../../data/use-answer.ts";
import { editWeek, useDesk } from "../../data/week-desk.ts";
import type { Cell } from "../../domain/grid.ts";
import { newRound } from "../../domain/new-round.ts";
import { addDays, mondayOf } from "../../domain/slot.ts";
import {
  chosenStop,
  type EditedWeek,
  isForbidden,
  withoutAdded,
  withRound,
  withStop,
} from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { undoToast } from "../../ui/undo-toast.tsx";
import { nextPlace, targetRounds } from "./targets.ts";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** Whether an area can be added to the chosen round. */
type Addable = "yes" | "already" | "forbidden" | "notYet";

/** Adding areas to rounds: the rounds to choose from, the chosen one, and the act. */
export interface Adding {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
  readonly round: WeekRound | undefined;
  readonly addable: (cell: Cell) => Addable;
  readonly add: (cell: Cell) => void;
  /** Why there is no week to add to, and the way to ask again. */
  readonly failed: FailedAnswer | undefined;
}

const NEW = "new";

/** Rounds of this week and the next that an area of the slot can be added to; one click then adds. */
export function useAdding(member: Member, unreached: Unreached): Adding {
  const say = useUnreachedWords();
  const { today } = member.organisation;
  const team = member.teamId ?? "";
  const { slot } = unreached.address;
  const monday = mondayOf(today);
  const weeks = [useDesk(monday), useDesk(addDays(monday, 7))];
  const isThere = weeks.every(({ kind }) => kind === "ready");
  const failed = failedOf(weeks);
  const [wanted, setWanted] = useState<string>();
  const rounds = weeks.flatMap((week) => (week.kind === "ready" ? week.value.history.now.rounds : []));
  const targets = targetRounds(rounds, { team, slot, today });
  const words = useWhen();
  const place = nextPlace(team, slot, today);
  const options = [
    ...targets.map((round) => ({ value: round.id, label: words.round(round) })),
    { value: NEW, label: say("newRound", { when: words.when(place) }) },
  ];
  const chosen = options.some(({ value }) => value === wanted) ? wanted : options[0]?.value;
  const round = targets.find(({ id }) => id === chosen);
  const week = weeks
    .flatMap((each) => (each.kind === "ready" ? [each.value.history.now] : []))
    .find((each) => round && each.rounds.includes(round));
  const add = (cell: Cell) => {
    const id = round?.id ?? crypto.randomUUID();
    const at = round?.date ?? place.date;
    const stop = chosenStop(cell, crypto.randomUUID());
    editWeek(mondayOf(at), (now: EditedWeek) => {
      const there = round ? now : withRound(now, newRound(id, place, now, unreached.own));
      return withStop(there, id, stop);
    });
    setWanted(id);
    const name = unreached.nameOf(cell);
    // The last step of the week may be another one by the time this is taken back.
    const takeBack = () =>
      editWeek(mondayOf(at), (now) => withoutAdded(now, { round: id, cell }, round === undefined));
    undoToast(say("added", { name, when: words.when(round ?? place) }), takeBack);
  };
  const addable = (cell: Cell): Addable => {
    // An edit of a week that is not on the desk goes nowhere.
    if (!isThere) return "notYet";
    if (round?.stops?.some((stop) => stop.cell === cell)) return "already";
    return round && week && isForbidden(week, { round: round.id, cell }) ? "forbidden" : "yes";
  };
  return { options, chosen: chosen ?? NEW, choose: setWanted, round, addable, add, failed };
}

/** Both weeks are asked for again: the rounds to choose from are of both. */
function failedOf(weeks: readonly Answer<unknown>[]): FailedAnswer | undefined {
  const failures = weeks.filter((each) => each.kind === "failed");
  const retry = () => {
    for (const each of failures) each.retry();
  };
  return failures[0] && { ...failures[0], retry };
}

function useWhen() {
  const say = useUnreachedWords();
  const format = useFormat();
  return useMemo(() => {
    const when = ({ date, slot }: Pick<WeekRound, "date" | "slot">) =>
      say("onDay", { day: format.shortWeekday(date), slot: say(`${slot}Short`) });
    const round = (each: WeekRound) =>
      say("roundAt", { when: when(each), time: format.clock(each.leavesAt) });
    return { when, round };
  }, [say, format]);
}
