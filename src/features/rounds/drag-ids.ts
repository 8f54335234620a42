import type { Cell } from "../../domain/grid.ts";
import type { CalendarPlace } from "../../domain/new-round.ts";
import { type ServiceDate, SLOTS } from "../../domain/slot.ts";

/** What can be dragged, and what it can be dropped on. */
export type DragThing =
  | { readonly kind: "round"; readonly round: string }
  | { readonly kind: "stop"; readonly round: string; readonly cell: Cell }
  | ({ readonly kind: "place" } & CalendarPlace)
  /** A round's card, as a place for stops. */
  | { readonly kind: "into"; readonly round: string };

/** Ids as dnd-kit wants them: one text a thing. */
export function dragId(thing: DragThing): string {
  switch (thing.kind) {
    case "round":
    case "into":
      return `${thing.kind}|${thing.round}`;
    case "stop":
      return `stop|${thing.round}|${thing.cell}`;
    case "place":
      return `place|${thing.team}|${thing.date}|${thing.slot}`;
  }
}

/** The thing of an id, or undefined for none of ours. */
export function dragThing(id: string | number): DragThing | undefined {
  const [kind, first = "", second = "", third] = String(id).split("|");
  if (kind === "round" || kind === "into") return { kind, round: first };
  if (kind === "stop") return { kind, round: first, cell: Number(second) as Cell };
  const slot = SLOTS.find((each) => each === third);
  return kind === "place" && slot ? { kind, team: first, date: second as ServiceDate, slot } : undefined;
}
