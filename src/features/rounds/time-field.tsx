import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { SLOT_BEGINS } from "../../domain/round.ts";
import { instantOf, watchTimeAt } from "../../domain/wall-clock.ts";
import { withRoundChange } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { clockValue, minutesInSlot } from "./clock-value.ts";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/**
 * When a round leaves, within its slot, taken over when the field is left: on its way to 18:45 a hand types 01:00,
 * and a field put back at that moment takes the next digits for others. A time of another slot is not taken, and
 * the field says so; one that clocks jump over is told.
 */
export function TimeField({ board, round }: { readonly board: Board; readonly round: WeekRound }) {
  const say = useRoundsWords();
  const format = useFormat();
  const kept = clockValue(round.leavesAt);
  const [draft, setDraft] = useState(kept);
  const [refused, setRefused] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another slot has other times, even at the same hour
  useEffect(() => {
    setDraft(kept);
    setRefused(undefined);
  }, [kept, round.slot]);
  const begins = SLOT_BEGINS[round.slot];
  const range = { from: format.clock(begins), to: format.clock(begins + 359) };
  const zone = board.member.organisation.time_zone;
  const { instant, exists } = instantOf({ day: round.date, minutes: round.leavesAt }, zone);
  const jumped = say("noSuchTime", {
    time: format.clock(round.leavesAt),
    next: format.clock(watchTimeAt(instant, zone).minutes),
  });
  const take = () => {
    const leavesAt = minutesInSlot(draft, round.slot);
    setRefused(leavesAt === undefined && draft !== "" ? draft : undefined);
    if (leavesAt === undefined) setDraft(kept);
    else if (leavesAt !== round.leavesAt) board.edit((week) => withRoundChange(week, round.id, { leavesAt }));
  };
  const [hours = 0, minutes = 0] = refused?.split(":").map(Number) ?? [];
  const outside = say("outsideSlot", {
    time: format.clock(hours * 60 + minutes),
    kept: format.clock(round.leavesAt),
  });
  return (
    <TextInput
      type="time"
      label={say("leavesAt")}
      description={exists ? say("leavesAtHelp", range) : jumped}
      error={refused === undefined ? undefined : outside}
      value={draft}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === "Enter") take();
      }}
    />
  );
}
