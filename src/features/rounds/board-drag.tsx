import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  rectIntersection,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { type EditedWeek, roundOf } from "../../domain/week-edit.ts";
import { isOpenPlan } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { announcements } from "./announcements.ts";
import { boardKeys } from "./board-keys.ts";
import { type DragThing, dragThing } from "./drag-ids.ts";
import { dropped } from "./drop.ts";
import { whenInWords } from "./in-words.ts";
import type { Board } from "./use-board.ts";
import { useDragWords } from "./use-drag-words.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** A press is a drag from here on, in px: a click still opens. */
const DRAG_PX = 6;

/** Lets rounds and stops of the board be moved by pointer and keyboard; every move is read aloud. */
export function BoardDrag({ board, children }: { readonly board: Board; readonly children: ReactNode }) {
  const [moved, setMoved] = useState<DragThing>();
  const latest = useRef(board);
  latest.current = board;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: boardKeys(() => latest.current) }),
  );
  const accessibility = useAccessibility(() => latest.current.week, board);
  const collide = useMemo(() => collisionsOn(() => latest.current), []);
  const end = ({ active, over }: DragEndEvent) => {
    setMoved(undefined);
    const [thing, onto] = [dragThing(active.id), over && dragThing(over.id)];
    if (thing && onto) board.edit((week) => dropped(week, thing, onto));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collide}
      accessibility={accessibility}
      onDragStart={({ active }) => setMoved(dragThing(active.id))}
      onDragCancel={() => setMoved(undefined)}
      onDragEnd={end}
    >
      {children}
      <DragOverlay dropAnimation={null}>{moved ? <Ghost board={board} moved={moved} /> : null}</DragOverlay>
    </DndContext>
  );
}

function useAccessibility(weekNow: () => EditedWeek, { nameOf }: Board) {
  const say = useDragWords();
  const sayRounds = useRoundsWords();
  const format = useFormat();
  const names = {
    when: (place: Parameters<typeof whenInWords>[2]) => whenInWords(sayRounds, format, place),
    cell: nameOf,
  };
  return {
    announcements: announcements(say, names, weekNow),
    screenReaderInstructions: { draggable: say("keys") },
  };
}

/** A round falls on places of its team; a stop on stops of its round, or on a round that is still open. */
function collisionsOn(boardNow: () => Board): CollisionDetection {
  return (asked) => {
    const moved = dragThing(asked.active.id);
    const droppableContainers = asked.droppableContainers.filter(({ id }) =>
      fits(boardNow(), moved, dragThing(id)),
    );
    const given = { ...asked, droppableContainers };
    if (!asked.pointerCoordinates) return closestCenter(given);
    const under = pointerWithin(given);
    return under.length > 0 ? under : rectIntersection(given);
  };
}

function fits({ week, team }: Board, moved: DragThing | undefined, onto: DragThing | undefined): boolean {
  if (moved?.kind === "round") return onto?.kind === "place" && onto.team === team;
  if (moved?.kind !== "stop") return false;
  if (onto?.kind === "stop") return onto.round === moved.round;
  const round = onto?.kind === "into" ? roundOf(week, onto.round) : undefined;
  return round !== undefined && round.team === team && isOpenPlan(round);
}

function Ghost({ board, moved }: { readonly board: Board; readonly moved: DragThing }) {
  const say = useRoundsWords();
  const format = useFormat();
  const round = moved.kind === "round" ? roundOf(board.week, moved.round) : undefined;
  const words = moved.kind === "stop" ? board.nameOf(moved.cell) : round && whenInWords(say, format, round);
  return <div className="drag-ghost">{words}</div>;
}
