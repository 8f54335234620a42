import { TextInput } from "@mantine/core";
import { type Minutes, SLOT_BEGINS } from "../../domain/round.ts";
import { instantOf, watchTimeAt } from "../../domain/wall-clock.ts";
import { withRoundChange } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { clockValue, minutesInSlot } from "./clock-value.ts";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** When a round leaves, within its slot; a time that clocks jump over is told. */
export function TimeField({ board, round }: { readonly board: Board; readonly round: WeekRound }) {
  const say = useRoundsWords();
  const format = useFormat();
  const begins = SLOT_BEGINS[round.slot];
  const range = { from: format.clock(begins), to: format.clock(begins + 359) };
  const zone = board.member.organisation.time_zone;
  const { instant, exists } = instantOf({ day: round.date, minutes: round.leavesAt }, zone);
  const jumped = say("noSuchTime", {
    time: format.clock(round.leavesAt),
    next: format.clock(watchTimeAt(instant, zone).minutes),
  });
  return (
    <TextInput
      type="time"
      label={say("leavesAt")}
      description={exists ? say("leavesAtHelp", range) : jumped}
      value={clockValue(round.leavesAt)}
      onChange={({ currentTarget }) => {
        const leavesAt: Minutes | undefined = minutesInSlot(currentTarget.value, round.slot);
        if (leavesAt !== undefined) board.edit((week) => withRoundChange(week, round.id, { leavesAt }));
      }}
    />
  );
}
