import { SortableContext, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { IconGripVertical, IconPinFilled } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Leg } from "../../domain/itinerary.ts";
import type { Minutes } from "../../domain/round.ts";
import { timesOf } from "../../domain/week-edit.ts";
import { isOpenPlan, type Stop, type WeekRound } from "../../domain/week-rounds.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { useFormat } from "../../ui/format.ts";
import { dragId } from "./drag-ids.ts";
import { StopMenu } from "./stop-menu.tsx";
import type { Board } from "./use-board.ts";
import { useDragWords } from "./use-drag-words.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** The stops of the round in hand, in order, each with its times; moved by pointer, keyboard or menu. */
export function StopList({ board, round }: { readonly board: Board; readonly round: WeekRound }) {
  const say = useRoundsWords();
  const stops = round.stops ?? [];
  const times = timesOf(round);
  const isOpen = isOpenPlan(round) && round.team === board.team;
  const list = useKeptFocus(stops.length);
  if (stops.length === 0) return <p className="stops-none">{say("noStops")}</p>;
  const ids = stops.map(({ cell }) => dragId({ kind: "stop", round: round.id, cell }));
  return (
    <SortableContext items={ids} strategy={verticalListSortingStrategy}>
      <ol ref={list} className="stops" aria-label={say("stopList")}>
        {stops.map((stop, at) => (
          <StopLine
            key={stop.id}
            board={board}
            round={round}
            stop={stop}
            at={at}
            leg={times?.legs[at]}
            isOpen={isOpen}
          />
        ))}
        {times ? <Back board={board} round={round} back={times.back} total={times.total} /> : null}
      </ol>
    </SortableContext>
  );
}

/** After dnd-kit and menus have tried to give the focus back to what is gone, in ms. */
const FOCUS_AFTER_MS = 60;

/**
 * Keeps the focus in the list when the stop that had it has left: it goes to the one now in its place, so that the
 * keyboard goes on from there.
 */
function useKeptFocus(count: number) {
  const list = useRef<HTMLOListElement>(null);
  const before = useRef({ count, at: 0 });
  useEffect(() => {
    const node = list.current;
    const remember = () => {
      const items = [...(node?.children ?? [])];
      const at = items.findIndex((item) => item.contains(document.activeElement));
      if (at >= 0) before.current.at = at;
    };
    node?.addEventListener("focusin", remember);
    return () => node?.removeEventListener("focusin", remember);
  });
  useEffect(() => {
    const hasLeft = count < before.current.count;
    before.current.count = count;
    if (!hasLeft) return undefined;
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return;
      const grips = list.current?.querySelectorAll<HTMLElement>(".stop-grip");
      grips?.item(Math.min(before.current.at, grips.length - 1))?.focus();
    }, FOCUS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return list;
}

interface StopLineProps {
  readonly board: Board;
  readonly round: WeekRound;
  readonly stop: Stop;
  readonly at: number;
  readonly leg: Leg | undefined;
  readonly isOpen: boolean;
}

function StopLine({ board, round, stop, at, leg, isOpen }: StopLineProps) {
  const say = useRoundsWords();
  const sayDrag = useDragWords();
  const name = board.nameOf(stop.cell);
  const sortable = useSortable({
    id: dragId({ kind: "stop", round: round.id, cell: stop.cell }),
    disabled: !isOpen,
    attributes: { roleDescription: sayDrag("kind") },
  });
  const style = { transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition };
  return (
    <li ref={sortable.setNodeRef} style={style} className="stop" data-moved={sortable.isDragging}>
      <span className="stop-number" aria-hidden>
        {at + 1}
      </span>
      <div className="stop-facts">
        <p className="stop-name">
          {name} <span className="stop-code">{shortCode(stop.cell)}</span>
        </p>
        <p className="stop-times">
          <StopTimes round={round} stop={stop} leg={leg} />
          {stop.pinned ? (
            <span className="stop-pinned">
              <IconPinFilled aria-hidden size={14} /> {say("pinned")}
            </span>
          ) : null}
        </p>
      </div>
      {isOpen ? (
        <>
          <StopMenu board={board} round={round} stop={stop} at={at} />
          <button
            ref={sortable.setActivatorNodeRef}
            type="button"
            className="stop-grip"
            {...sortable.attributes}
            {...sortable.listeners}
            aria-label={say("moveStop", { name })}
          >
            <IconGripVertical aria-hidden size={20} />
          </button>
        </>
      ) : null}
    </li>
  );
}

function StopTimes({ round, stop, leg }: Pick<StopLineProps, "round" | "stop" | "leg">) {
  const say = useRoundsWords();
  const format = useFormat();
  const stay = <span title={say("stayMinutes")}>{say("stay", { count: stop.minutes })}</span>;
  if (!leg) return stay;
  return (
    <>
      {say("arrival", { time: format.clock(round.leavesAt + leg.begins) })} · {stay} ·{" "}
      {say("travelTo", { count: Math.round(leg.travel) })}
    </>
  );
}

function Back({
  board,
  round,
  back,
  total,
}: {
  readonly board: Board;
  readonly round: WeekRound;
  readonly back: Minutes;
  readonly total: Minutes;
}) {
  const say = useRoundsWords();
  const format = useFormat();
  const name = round.end === null ? "" : board.nameOf(round.end);
  const words = [
    say("arrival", { time: format.clock(round.leavesAt + total) }),
    say("travelTo", { count: Math.round(back) }),
  ];
  return (
    <li className="stop stop-end">
      <span className="stop-number" aria-hidden data-end="true" />
      <div className="stop-facts">
        <p className="stop-name">{`${say("end")}, ${name}`}</p>
        <p className="stop-times">{words.join(" · ")}</p>
      </div>
    </li>
  );
}
