/**
 * Chance of meeting someone in a cell and slot, from the visits of the last weeks: a Beta posterior whose prior is
 * borrowed from cells around and from the release, then optimism where little is known (planning.md, "Priority").
 * `field.chance_of` does the same in SQL and gives its class alone; a property test holds the two together.
 */
import { type Chance, chanceClass } from "./chance.ts";
import { type Cell, cellOfParts, partsOf } from "./grid.ts";
import { fitOccupancy, type Occupancy, presenceAfterMisses, type VisitHistory } from "./occupancy.ts";
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

/** What may be tuned; SQL has the same numbers in `field.chance_tuning`. */
export interface ChanceTuning {
  /** Standard deviations added to the mean: optimism where little is known. */
  readonly optimism: number;
  readonly halfLifeDays: number;
  /** Older visits are forgotten. */
  readonly memoryDays: number;
  /** Most visits that the borrowed prior counts for. */
  readonly borrowedVisits: number;
  /** Visits that the released class counts for. */
  readonly heatVisits: number;
  /** What a visit in another slot tells, beside one in the same slot. */
  readonly otherSlots: number;
}

export const CHANCE_TUNING: ChanceTuning = {
  optimism: 0.6,
  halfLifeDays: 28,
  memoryDays: 56,
  borrowedVisits: 2.7,
  heatVisits: 1.7,
  otherSlots: 0.4,
};

/** Chance for which a released class (0, hidden, to 5) stands; a hidden leaf says little, not nothing. */
export const HEAT_CENTRES = [0.12, 0.14, 0.16, 0.18, 0.2, 0.22] as const;

/** Days within which a place is taken to stay as it is, for the occupancy model. */
const CLOSURE_DAYS = 90;
/** What cells around lend: a Gaussian of 1 km, cut at 2 km each way. */
const KERNEL = [-2, -1, 0, 1, 2].flatMap((north) =>
  [-2, -1, 0, 1, 2].map((east) => ({ east, north, kernel: Math.exp(-(north ** 2 + east ** 2) / 2) })),
);

/** Weighted visits, and those that met someone. */
interface Weight {
  readonly visits: number;
  readonly met: number;
}

type SlotWeights = Readonly<Record<Slot, Weight>>;

/** What is remembered, ready to be asked cell by cell. */
export interface Memory {
  readonly tuning: ChanceTuning;
  readonly weights: ReadonlyMap<Cell, SlotWeights>;
  readonly occupancy: Occupancy;
  readonly misses: ReadonlyMap<string, number>;
}

/** Gathers visits into a memory: weights by cell and slot, and the occupancy model fitted to them. */
export function remember(visits: readonly RememberedVisit[], tuning: ChanceTuning = CHANCE_TUNING): Memory {
  const closed = groupBy(
    visits.filter(({ daysAgo }) => daysAgo <= CLOSURE_DAYS),
    keyOf,
  );
  return {
    tuning,
    weights: weigh(visits, tuning),
    occupancy: fitOccupancy([...closed.values()].map(historyOf)),
    misses: new Map([...closed].map(([key, group]) => [key, missesOf(group)])),
  };
}

/** The chance of meeting someone, 0–1, with optimism. `heatClass`: class of the newest lead window, 0–5. */
export function meetingChance(memory: Memory, cell: Cell, slot: Slot, heatClass: number): number {
  const { optimism, borrowedVisits, heatVisits } = memory.tuning;
  const own = memory.weights.get(cell)?.[slot] ?? { visits: 0, met: 0 };
  const around = borrowed(memory, cell, slot, own);
  const share = Math.min(1, borrowedVisits / Math.max(around.visits, borrowedVisits));
  const centre = HEAT_CENTRES[heatClass] ?? HEAT_CENTRES[0];
  const visits = own.visits + share * around.visits + heatVisits;
  const mean = (own.met + share * around.met + heatVisits * centre) / visits;
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

function borrowed({ weights, tuning }: Memory, cell: Cell, slot: Slot, own: Weight): Weight {
  const { eKm, nKm } = partsOf(cell);
  // What the cell itself has in the slot is no loan.
  let [visits, met] = [-own.visits, -own.met];
  for (const { east, north, kernel } of KERNEL) {
    const near = cellOfParts(eKm + east, nKm + north);
    const there = near === undefined ? undefined : weights.get(near);
    if (!there) continue;
    for (const each of SLOTS) {
      const factor = kernel * (each === slot ? 1 : tuning.otherSlots);
      visits += factor * there[each].visits;
      met += factor * there[each].met;
    }
  }
  return { visits: Math.max(0, visits), met: Math.max(0, met) };
}

function weigh(visits: readonly RememberedVisit[], tuning: ChanceTuning): Map<Cell, SlotWeights> {
  const recent = visits.filter(({ daysAgo }) => daysAgo <= tuning.memoryDays);
  const cells = groupBy(recent, ({ cell }) => cell);
  return new Map([...cells].map(([cell, group]) => [cell, slotWeights(group, tuning)]));
}

function slotWeights(visits: readonly RememberedVisit[], { halfLifeDays }: ChanceTuning): SlotWeights {
  const weightOf = (slot: Slot): Weight => {
    const inSlot = visits.filter((visit) => visit.slot === slot);
    const sum = (some: readonly RememberedVisit[]) =>
      some.reduce((total, { daysAgo }) => total + 2 ** (-daysAgo / halfLifeDays), 0);
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
