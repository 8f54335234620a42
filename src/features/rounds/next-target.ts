/** Where the arrow keys take what is being moved. Pure, so that every way through the board can be tried. */
import { type EditedWeek, roundOf } from "../../domain/week-edit.ts";
import { isOpenPlan } from "../../domain/week-rounds.ts";
import { daysOfWeek, inReadingOrder, placeBeside } from "./calendar.ts";
import type { DragThing } from "./drag-ids.ts";

/** What the keys move on: the week, and the team whose rounds may change. */
export interface KeyBoard {
  readonly monday: string;
  readonly team: string;
  readonly week: EditedWeek;
}

/** The thing under the moved one after an arrow key; undefined where there is none that way. */
export function nextTarget(
  board: KeyBoard,
  moved: DragThing,
  over: DragThing | undefined,
  key: string,
): DragThing | undefined {
  if (moved.kind === "round") return nextPlace(board, moved.round, over, key);
  if (moved.kind !== "stop") return undefined;
  return key === "ArrowUp" || key === "ArrowDown"
    ? nextStop(board, moved, over ?? moved, key === "ArrowUp" ? -1 : 1)
    : nextRound(board, moved.round, over, key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0);
}

function nextPlace(
  { week, monday, team }: KeyBoard,
  id: string,
  over: DragThing | undefined,
  key: string,
): DragThing | undefined {
  const round = roundOf(week, id);
  const at = over?.kind === "place" ? over : round;
  const place = at && placeBeside(at, key, daysOfWeek(monday), [team]);
  return place && { kind: "place", team: place.team, date: place.date, slot: place.slot };
}

/** Up and down go through the stops of the round in hand; from another round's card they come back to them. */
function nextStop(
  { week }: KeyBoard,
  moved: Extract<DragThing, { kind: "stop" }>,
  over: DragThing,
  step: number,
): DragThing | undefined {
  if (over.kind !== "stop") return moved;
  const stops = roundOf(week, moved.round)?.stops ?? [];
  const at = stops.findIndex(({ cell }) => cell === over.cell) + step;
  const stop = stops[at];
  return stop && { kind: "stop", round: moved.round, cell: stop.cell };
}

/** Left and right go from round to round, as the calendar is read. */
function nextRound(
  { week, team }: KeyBoard,
  from: string,
  over: DragThing | undefined,
  step: number,
): DragThing | undefined {
  const rounds = inReadingOrder(week, [team]).filter(isOpenPlan);
  const at = over?.kind === "into" ? over.round : from;
  const next = step === 0 ? undefined : rounds[rounds.findIndex(({ id }) => id === at) + step];
  return next && { kind: "into", round: next.id };
}
