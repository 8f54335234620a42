/** What is read aloud while something is moved. Pure. */
import type { Announcements } from "@dnd-kit/core";
import type { Cell } from "../../domain/grid.ts";
import { type EditedWeek, roundOf } from "../../domain/week-edit.ts";
import { type DragThing, dragThing } from "./drag-ids.ts";
import type { DragSay } from "./use-drag-words.ts";

/** How things are called: the person's words for a day and slot, and for a cell. */
export interface DragNames {
  readonly when: (place: Pick<Extract<DragThing, { kind: "place" }>, "date" | "slot">) => string;
  readonly cell: (cell: Cell) => string;
}

type Thing = { readonly id: string | number };

/** Announcements in the person's language; `weekNow` gives the week as it stands when something is said. */
export function announcements(say: DragSay, names: DragNames, weekNow: () => EditedWeek): Announcements {
  const what = ({ id }: Thing) => whatOf(say, names, weekNow(), dragThing(id));
  const where = (over: Thing) => whereOf(say, names, weekNow(), dragThing(over.id));
  return {
    onDragStart: ({ active }) => say("grabbed", { what: what(active), where: where(active) }),
    onDragOver: ({ active, over }) => {
      if (!over) return say("overNothing", { what: what(active) });
      // Over its own place, where every move begins: what was said of the grip would else be talked over at once.
      const words = isHome(weekNow(), dragThing(active.id), dragThing(over.id)) ? "grabbed" : "over";
      return say(words, { what: what(active), where: where(over) });
    },
    onDragEnd: ({ active, over }) =>
      over
        ? say("dropped", { what: what(active), where: where(over) })
        : say("droppedNowhere", { what: what(active) }),
    onDragCancel: ({ active }) => say("cancelled", { what: what(active) }),
  };
}

/** True where a thing is over the place that it has. */
function isHome(week: EditedWeek, moved: DragThing | undefined, over: DragThing | undefined): boolean {
  if (moved?.kind === "stop") {
    return over?.kind === "stop" && over.round === moved.round && over.cell === moved.cell;
  }
  const round = moved?.kind === "round" ? roundOf(week, moved.round) : undefined;
  return over?.kind === "place" && over.date === round?.date && over.slot === round.slot;
}

function whatOf(say: DragSay, names: DragNames, week: EditedWeek, thing: DragThing | undefined): string {
  if (thing?.kind === "stop") return say("stopThing", { name: names.cell(thing.cell) });
  const round = thing?.kind === "round" ? roundOf(week, thing.round) : undefined;
  return round ? say("roundThing", { when: names.when(round) }) : "";
}

function whereOf(say: DragSay, names: DragNames, week: EditedWeek, thing: DragThing | undefined): string {
  switch (thing?.kind) {
    case "place":
      return say("place", { when: names.when(thing) });
    case "stop": {
      const stops = roundOf(week, thing.round)?.stops ?? [];
      const at = stops.findIndex(({ cell }) => cell === thing.cell) + 1;
      return say("position", { at, count: stops.length });
    }
    case "round":
    case "into": {
      const round = roundOf(week, thing.round);
      return round ? say("into", { when: names.when(round) }) : "";
    }
    default:
      return "";
  }
}
