import { useMemo, useState } from "react";
import type { Member } from "../../data/me.ts";
import { editWeek, useDesk, walkWeek } from "../../data/week-desk.ts";
import type { Cell } from "../../domain/grid.ts";
import { newRound } from "../../domain/new-round.ts";
import { addDays, mondayOf } from "../../domain/slot.ts";
import { chosenStop, type EditedWeek, isForbidden, withRound, withStop } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { undoToast } from "../../ui/undo-toast.tsx";
import { nextPlace, targetRounds } from "./targets.ts";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** Whether an area can be added to the chosen round. */
type Addable = "yes" | "already" | "forbidden";

/** Adding areas to rounds: the rounds to choose from, the chosen one, and the act. */
export interface Adding {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
  readonly round: WeekRound | undefined;
  readonly addable: (cell: Cell) => Addable;
  readonly add: (cell: Cell) => void;
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
    undoToast(say("added", { name, when: words.when(round ?? place) }), () => walkWeek(mondayOf(at), "back"));
  };
  const addable = (cell: Cell): Addable => {
    if (round?.stops?.some((stop) => stop.cell === cell)) return "already";
    return round && week && isForbidden(week, { round: round.id, cell }) ? "forbidden" : "yes";
  };
  return { options, chosen: chosen ?? NEW, choose: setWanted, round, addable, add };
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
