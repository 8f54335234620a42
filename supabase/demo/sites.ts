import { type Cell, coarsen } from "../../src/domain/grid.ts";
import type { Random } from "../../src/domain/random.ts";
import { addDays } from "../../src/domain/slot.ts";
import type { DemoSite, DemoSiteEvent, SiteState } from "./records.ts";
import { fromCentreKm, middleOf, territory } from "./territory.ts";

const SITES = 25;
/** Days before today on which a site closed, and how: six evictions, of which one is recent, two leave, one is rehoused. */
const CLOSINGS: readonly (readonly [daysAgo: number, state: Exclude<SiteState, "active">])[] = [
  [17, "evicted"],
  [96, "evicted"],
  [160, "left"],
  [230, "evicted"],
  [290, "rehoused"],
  [330, "evicted"],
  [410, "evicted"],
  [450, "left"],
  [500, "evicted"],
];

/** The register of living sites: 25, of which nine have closed; people of an evicted one often appear elsewhere. */
export function sites(random: Random, today: string, firstDay: string): DemoSite[] {
  const outskirts = territory().filter((cell) => fromCentreKm(middleOf(cell)) > 5.5);
  const cells = Array.from({ length: SITES }, () => random.pick(outskirts));
  const closings = CLOSINGS.map(([daysAgo, state]) => ({ on: addDays(today, -daysAgo), state }));
  // An evicted site at an even place of the list moves to a site that opens then; others to a district.
  return cells.map((cell, index) => {
    const closing = closings[index];
    const origin = closings[index - CLOSINGS.length];
    const followsMove = origin?.state === "evicted" && (index - CLOSINGS.length) % 2 === 1;
    const openedOn = followsMove
      ? addDays(origin.on, 2 + random.int(5))
      : addDays(firstDay, -30 - random.int(500));
    return site(random, { index, cell, openedOn, closing, cells });
  });
}

interface Life {
  readonly index: number;
  readonly cell: Cell;
  readonly openedOn: string;
  readonly closing: { readonly on: string; readonly state: SiteState } | undefined;
  readonly cells: readonly Cell[];
}

function site(random: Random, life: Life): DemoSite {
  const kinds = ["squat", "shantytown", "encampment", "social_hotel"] as const;
  const residentsBand = 1 + random.int(4);
  const opening: DemoSiteEvent = {
    on: life.openedOn,
    state: "active",
    movedToSite: undefined,
    movedToDistrict: undefined,
  };
  return {
    code: `LV-${String(life.index + 1).padStart(2, "0")}`,
    cell: life.cell,
    kind: kinds[random.weighted([0.35, 0.3, 0.15, 0.2])] ?? "squat",
    state: life.closing?.state ?? "active",
    residentsBand,
    minorsBand: Math.max(1, residentsBand - random.int(2)),
    openedOn: life.openedOn,
    closedOn: life.closing?.on,
    events: life.closing ? [opening, closingEvent(random, life, life.closing)] : [opening],
  };
}

function closingEvent(random: Random, life: Life, closing: { on: string; state: SiteState }): DemoSiteEvent {
  const base = { on: closing.on, state: closing.state, movedToSite: undefined, movedToDistrict: undefined };
  if (closing.state !== "evicted") return base;
  if (life.index % 2 === 1) return { ...base, movedToSite: life.index + CLOSINGS.length };
  return { ...base, movedToDistrict: coarsen(random.pick(life.cells), 8) };
}
