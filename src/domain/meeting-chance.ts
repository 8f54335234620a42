/**
 * Chance of meeting someone in a cell and slot, from the visits of the last weeks: a Beta posterior whose prior is
 * borrowed from cells around and from the release, then optimism where little is known (planning.md, "Priority").
 * `field.memory_of` does the same in SQL and gives its class alone; a property test holds the two together.
 */
import { type Chance, chanceClass } from "./chance.ts";
import { CHANCE_TUNING, type ChanceTuning, HEAT_CENTRES, MEMORY_TUNING } from "./chance-tuning.ts";
import { type Cell, cellOfParts, partsOf } from "./grid.ts";
import { fitOccupancy, type Occupancy, presenceAfterMisses, type VisitHistory } from "./occupancy.ts";
import { type Pattern, patternOf, type SlotWeights, type Weight } from "./pattern.ts";
import { SLOTS, type Slot } from "./slot.ts";

/** A complete visit outside living sites whose outcome is known. */
export interface RememberedVisit {
  readonly cell: Cell;
  readonly slot: Slot;
  /** Whole days before today, 0 or more. */
  readonly daysAgo: number;
  /** Somebody was met, or seen and turned away. */
  readonly met: boolean;
}

/** Days within which a place is taken to stay as it is, for the occupancy model. */
const CLOSURE_DAYS = 90;
/** What cells around lend: a Gaussian of 1 km, cut at 2 km each way. */
const KERNEL = [-2, -1, 0, 1, 2].flatMap((north) =>
  [-2, -1, 0, 1, 2].map((east) => ({ east, north, kernel: Math.exp(-(north ** 2 + east ** 2) / 2) })),
);

/** What is remembered, ready to be asked cell by cell. */
export interface Memory {
  /** Whether the sector's meetings cluster. */
  readonly pattern: Pattern;
  readonly tuning: ChanceTuning;
  readonly weights: Weights;
  readonly occupancy: Occupancy;
  readonly misses: ReadonlyMap<string, number>;
}

type Weights = ReadonlyMap<Cell, SlotWeights>;
type Tunings = Readonly<Record<Pattern, ChanceTuning>>;

const NONE: Weight = { visits: 0, met: 0 };
const UNVISITED: SlotWeights = { morning: NONE, afternoon: NONE, evening: NONE, night: NONE };

/**
 * Gathers an organisation's visits into the memory of a sector: weights by cell and slot, the occupancy model fitted
 * to them, and the pattern of the sector's own cells.
 */
export function remember(
  visits: readonly RememberedVisit[],
  sector: readonly Cell[],
  tunings: Tunings = CHANCE_TUNING,
): Memory {
  const closed = groupBy(
    visits.filter(({ daysAgo }) => daysAgo <= CLOSURE_DAYS),
    keyOf,
  );
  const weights = weigh(visits);
  const pattern = patternOf(
    sector.map((cell) => ({
      own: weights.get(cell) ?? UNVISITED,
      withAround: withAround(weights, cell),
    })),
  );
  return {
    ...{ pattern, weights, tuning: tunings[pattern] },
    occupancy: fitOccupancy([...closed.values()].map(historyOf)),
    misses: new Map([...closed].map(([key, group]) => [key, missesOf(group)])),
  };
}

/** The chance of meeting someone, 0–1, with optimism. `heatClass`: class of the newest lead window, 0–5. */
export function meetingChance(memory: Memory, cell: Cell, slot: Slot, heatClass: number): number {
  const { optimism, borrowedVisits, heatVisits } = memory.tuning;
  const own = (memory.weights.get(cell) ?? UNVISITED)[slot];
  const lent = lentTo(memory, cell, slot);
  const share = Math.min(1, borrowedVisits / Math.max(lent.visits, borrowedVisits));
  const centre = HEAT_CENTRES[heatClass] ?? HEAT_CENTRES[0];
  const visits = own.visits + share * lent.visits + heatVisits;
  const mean = (own.met + share * lent.met + heatVisits * centre) / visits;
  const deviation = Math.sqrt(Math.max(0, mean * (1 - mean)) / (visits + 1));
  return Math.min(1, mean + optimism * deviation);
}

/** Its class: what a lead is told. Unlikely only where emptiness is likely too. */
export function meetingClass(memory: Memory, cell: Cell, slot: Slot, heatClass: number): Chance {
  const misses = memory.misses.get(`${cell} ${slot}`) ?? 0;
  const chance = meetingChance(memory, cell, slot, heatClass);
  // To nine digits: sums in another order differ in the last ones.
  return chanceClass(Math.round(chance * 1e9) / 1e9, presenceAfterMisses(memory.occupancy, misses));
}

/** What other visits lend to a cell and slot: those of other slots their part, and of cells around where they tell. */
function lentTo({ pattern, weights }: Memory, cell: Cell, slot: Slot): Weight {
  const own = weights.get(cell) ?? UNVISITED;
  const lenders = pattern === "clustered" ? withAround(weights, cell) : own;
  const lent = (key: keyof Weight) => {
    const others = SLOTS.reduce((sum, each) => sum + (each === slot ? 0 : lenders[each][key]), 0);
    // What the cell itself has in the slot is no loan.
    return Math.max(0, lenders[slot][key] - own[slot][key] + MEMORY_TUNING.otherSlots * others);
  };
  return { visits: lent("visits"), met: lent("met") };
}

/** Visits of a cell and those around, by their kernel. */
function withAround(weights: Weights, cell: Cell): SlotWeights {
  const { eKm, nKm } = partsOf(cell);
  const near = KERNEL.flatMap(({ east, north, kernel }) => {
    const other = cellOfParts(eKm + east, nKm + north);
    const there = other === undefined ? undefined : weights.get(other);
    return there ? [{ there, kernel }] : [];
  });
  const sum = (slot: Slot): Weight => ({
    visits: near.reduce((total, { there, kernel }) => total + kernel * there[slot].visits, 0),
    met: near.reduce((total, { there, kernel }) => total + kernel * there[slot].met, 0),
  });
  return {
    morning: sum("morning"),
    afternoon: sum("afternoon"),
    evening: sum("evening"),
    night: sum("night"),
  };
}

function weigh(visits: readonly RememberedVisit[]): Map<Cell, SlotWeights> {
  const recent = visits.filter(({ daysAgo }) => daysAgo <= MEMORY_TUNING.memoryDays);
  const cells = groupBy(recent, ({ cell }) => cell);
  return new Map([...cells].map(([cell, group]) => [cell, slotWeights(group)]));
}

function slotWeights(visits: readonly RememberedVisit[]): SlotWeights {
  const weightOf = (slot: Slot): Weight => {
    const inSlot = visits.filter((visit) => visit.slot === slot);
    const sum = (some: readonly RememberedVisit[]) =>
      some.reduce((total, { daysAgo }) => total + 2 ** (-daysAgo / MEMORY_TUNING.halfLifeDays), 0);
    return { visits: sum(inSlot), met: sum(inSlot.filter(({ met }) => met)) };
  };
  return {
    morning: weightOf("morning"),
    afternoon: weightOf("afternoon"),
    evening: weightOf("evening"),
    night: weightOf("night"),
  };
}

function historyOf(group: readonly RememberedVisit[]): VisitHistory {
  return { visits: group.length, met: group.filter(({ met }) => met).length };
}

/** Fruitless visits on days after the last meeting. */
function missesOf(group: readonly RememberedVisit[]): number {
  const lastMet = Math.min(...group.filter(({ met }) => met).map(({ daysAgo }) => daysAgo));
  return group.filter(({ met, daysAgo }) => !met && daysAgo < lastMet).length;
}

function keyOf({ cell, slot }: RememberedVisit): string {
  return `${cell} ${slot}`;
}

function groupBy<Item, Key>(items: readonly Item[], keyOfItem: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOfItem(item));
    if (group) group.push(item);
    else groups.set(keyOfItem(item), [item]);
  }
  return groups;
}
