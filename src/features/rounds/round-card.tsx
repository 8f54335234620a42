import { useDraggable, useDroppable } from "@dnd-kit/core";
import { IconAlertTriangle, IconBus, IconCar, IconGripVertical, IconWalk } from "@tabler/icons-react";
import type { Mode } from "../../domain/round.ts";
import { timesOf } from "../../domain/week-edit.ts";
import { isOpenPlan, type WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { dragId } from "./drag-ids.ts";
import { roundInWords } from "./in-words.ts";
import type { Board } from "./use-board.ts";
import { useDragWords } from "./use-drag-words.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

const MODE_ICONS = { foot: IconWalk, transit: IconBus, vehicle: IconCar } as const satisfies Record<
  Mode,
  unknown
>;

interface RoundCardProps {
  readonly board: Board;
  readonly round: WeekRound;
  /** Conflicts of this round, to be counted on its card. */
  readonly conflicts: number;
  /** False where there is no place to move it to: its fields move it then. */
  readonly movable?: boolean;
}

/** A round on the calendar: opened by a click, moved by its grip or by dragging, and a place for stops. */
export function RoundCard({ board, round, conflicts, movable = true }: RoundCardProps) {
  const say = useRoundsWords();
  const format = useFormat();
  const sayDrag = useDragWords();
  const isOwn = round.team === board.team && isOpenPlan(round);
  const what = roundInWords(say, format, round, board.sectorName(round));
  const drag = useDraggable({
    id: dragId({ kind: "round", round: round.id }),
    disabled: !(isOwn && movable),
    attributes: { roleDescription: sayDrag("kind") },
  });
  const drop = useDroppable({ id: dragId({ kind: "into", round: round.id }), disabled: !isOwn });
  const isChosen = board.address.round === round.id;
  const { onKeyDown: _keysAreTheGrips, ...pointer } = drag.listeners ?? {};
  const setNode = (node: HTMLElement | null) => {
    drag.setNodeRef(node);
    drop.setNodeRef(node);
  };
  return (
    <div
      ref={setNode}
      className="round-card"
      data-chosen={isChosen}
      data-status={round.status}
      data-own={round.team === board.team}
      data-over={drop.isOver}
      data-moved={drag.isDragging}
    >
      <button
        type="button"
        className="round-card-open"
        aria-pressed={isChosen}
        aria-label={say("openRound", { what })}
        {...pointer}
        onClick={() => board.go({ round: isChosen ? undefined : round.id })}
      >
        <CardFacts board={board} round={round} conflicts={conflicts} />
      </button>
      {isOwn && movable ? (
        <button
          ref={drag.setActivatorNodeRef}
          type="button"
          className="round-card-grip"
          {...drag.attributes}
          {...drag.listeners}
          aria-label={say("moveRound", { what })}
        >
          <IconGripVertical aria-hidden size={18} />
        </button>
      ) : null}
    </div>
  );
}

function CardFacts({ board, round, conflicts }: RoundCardProps) {
  const say = useRoundsWords();
  const format = useFormat();
  const Icon = MODE_ICONS[round.mode];
  return (
    <>
      <span className="round-card-head">
        <strong>{format.clock(round.leavesAt)}</strong>
        <Icon aria-hidden size={17} stroke={1.6} />
        {conflicts > 0 ? <IconAlertTriangle aria-hidden size={17} className="round-card-warn" /> : null}
      </span>
      <span className="round-card-place">{board.sectorName(round) ?? say("noSector")}</span>
      <CardTimes round={round} />
      <span className="round-card-status">{say(round.status)}</span>
      {round.hasLateRecords ? <span className="round-card-late">{say("late")}</span> : null}
    </>
  );
}

function CardTimes({ round }: { readonly round: WeekRound }) {
  const say = useRoundsWords();
  if (!round.stops) return <span>{say("minutesPlanned", { limit: round.minutes })}</span>;
  // A round that was never planned stop by stop has nothing to count, which is not zero.
  if (round.stops.length === 0 && !isOpenPlan(round)) return null;
  const times = timesOf(round);
  const used = Math.round(times?.total ?? 0);
  return (
    <>
      <span>{say("stops", { count: round.stops.length })}</span>
      {times && round.stops.length > 0 ? (
        <span>
          {say("minutesShort", { used, limit: round.minutes })}
          <Budget used={used} limit={round.minutes} />
        </span>
      ) : null}
    </>
  );
}

/** How much of a round's time is used: a bar beside the words that say it. */
export function Budget({ used, limit }: { readonly used: number; readonly limit: number }) {
  const part = Math.min(1, used / Math.max(1, limit));
  return (
    <span aria-hidden className="round-budget" data-over={used > limit}>
      <span style={{ width: `${Math.round(100 * part)}%` }} />
    </span>
  );
}
