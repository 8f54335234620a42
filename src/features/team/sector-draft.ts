import type { Sector } from "../../data/sectors.ts";
import { makeStore } from "../../data/store.ts";
import { type Brush, type Painting, paintingOf } from "./sector-edit.ts";

/** A sector being drawn. It outlives the screen: a visit elsewhere loses nothing. */
export interface Draft {
  readonly name: string;
  readonly teamId: string | null;
  readonly targetDays: number | null;
  readonly painting: Painting;
  readonly brush: Brush;
  /** What dragging on the map does. */
  readonly hand: "paint" | "move";
}

/** Drafts by the sector's id, or `new`. Only those that somebody changed. */
export const drafts = makeStore<ReadonlyMap<string, Draft>>(new Map());

/** A draft as it begins: the sector's own values, or those of a new one of `teamId`. */
export function draftOf(sector: Sector | undefined, teamId: string | null): Draft {
  return {
    name: sector?.name ?? "",
    teamId: sector?.team_id ?? teamId,
    targetDays: sector?.target_days ?? 14,
    painting: paintingOf(sector?.cells ?? []),
    brush: 1,
    hand: "paint",
  };
}

export function keepDraft(id: string, draft: Draft): void {
  drafts.set(new Map(drafts.get()).set(id, draft));
}

export function dropDraft(id: string): void {
  const rest = new Map(drafts.get());
  rest.delete(id);
  drafts.set(rest);
}

export type DraftComplaint = "nameNeeded" | "teamNeeded" | "cellsNeeded" | "targetNeeded";

/** What must be filled before a draft can be saved, in the order of the form. */
export function complaintsOf(draft: Draft): readonly DraftComplaint[] {
  const { name, teamId, targetDays, painting } = draft;
  const target = targetDays !== null && Number.isInteger(targetDays) && targetDays >= 1 && targetDays <= 365;
  return [
    ...(name.trim() === "" ? (["nameNeeded"] as const) : []),
    ...(teamId === null ? (["teamNeeded"] as const) : []),
    ...(target ? [] : (["targetNeeded"] as const)),
    ...(painting.cells.size === 0 ? (["cellsNeeded"] as const) : []),
  ];
}
