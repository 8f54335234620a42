import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconBan,
  IconCalendarShare,
  IconDots,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from "@tabler/icons-react";
import { isForbidden, withForbidden, withMovedStop, withoutStop, withPin } from "../../domain/week-edit.ts";
import { isOpenPlan, type Stop, type WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { inReadingOrder } from "./calendar.ts";
import { shortWhen } from "./in-words.ts";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

interface StopMenuProps {
  readonly board: Board;
  readonly round: WeekRound;
  readonly stop: Stop;
  readonly at: number;
}

/** Everything a drag does, and what it cannot, one click each. */
export function StopMenu({ board, round, stop, at }: StopMenuProps) {
  const say = useRoundsWords();
  const { edit } = board;
  const { cell } = stop;
  const place = { round: round.id, cell };
  const last = (round.stops?.length ?? 0) - 1;
  return (
    <Menu position="bottom-end" width={270} withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={say("stopMenu", { name: board.nameOf(cell) })}
        >
          <IconDots aria-hidden size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={
            stop.pinned ? <IconPinnedOff aria-hidden size={18} /> : <IconPin aria-hidden size={18} />
          }
          onClick={() => edit((week) => withPin(week, place, !stop.pinned))}
        >
          {say(stop.pinned ? "unpin" : "pin")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp aria-hidden size={18} />}
          disabled={at === 0}
          onClick={() => edit((week) => withMovedStop(week, place, round.id, at - 1))}
        >
          {say("moveUp")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown aria-hidden size={18} />}
          disabled={at === last}
          onClick={() => edit((week) => withMovedStop(week, place, round.id, at + 1))}
        >
          {say("moveDown")}
        </Menu.Item>
        <OtherRounds board={board} round={round} stop={stop} />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash aria-hidden size={18} />}
          onClick={() => edit((week) => withoutStop(week, place))}
        >
          {say("remove")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBan aria-hidden size={18} />}
          onClick={() => edit((week) => withForbidden(week, { cell, round: round.id }))}
        >
          {say("forbidRound")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBan aria-hidden size={18} />}
          onClick={() => edit((week) => withForbidden(week, { cell, round: null }))}
        >
          {say("forbidWeek")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function OtherRounds({ board, round, stop }: Omit<StopMenuProps, "at">) {
  const say = useRoundsWords();
  const format = useFormat();
  const { week, team, edit } = board;
  const others = inReadingOrder(week, [team]).filter(
    (each) =>
      each.id !== round.id && isOpenPlan(each) && !isForbidden(week, { round: each.id, cell: stop.cell }),
  );
  if (others.length === 0) return null;
  return (
    <>
      <Menu.Label>{say("moveTo")}</Menu.Label>
      {others.map((each) => (
        <Menu.Item
          key={each.id}
          leftSection={<IconCalendarShare aria-hidden size={18} />}
          onClick={() => edit((now) => withMovedStop(now, { round: round.id, cell: stop.cell }, each.id))}
        >
          {[shortWhen(say, format, each), format.clock(each.leavesAt)].join(" · ")}
        </Menu.Item>
      ))}
    </>
  );
}
