import type { Leaves } from "../../data/leaves.ts";
import type { ResearchTable, ResearchWindows } from "../../data/research.ts";
import { indexLeaves, type LeafIndex } from "../../domain/leaf-index.ts";
import type { QuarterValues } from "./measures.ts";

export type PublishedQuarter = ResearchWindows["windows"][number];

/** A published quarter with one category of one breakdown, aligned with its season's leaves. */
export interface Quarter extends QuarterValues {
  readonly window: PublishedQuarter;
  readonly index: LeafIndex;
}

/** The index of every season, each made once. */
export function indexSeasons(seasons: ReadonlyMap<number, Leaves>): ReadonlyMap<number, LeafIndex> {
  return new Map([...seasons].map(([id, leaves]) => [id, indexLeaves(leaves)]));
}

/** Quarters in the order of their windows; one whose table or season is not there is left out. */
export function quartersOf(
  windows: readonly PublishedQuarter[],
  seasons: ReadonlyMap<number, LeafIndex>,
  series: ReadonlyMap<string, ResearchTable | undefined>,
  category: string,
): Quarter[] {
  return windows.flatMap((window) => {
    const index = seasons.get(window.season_id);
    const table = series.get(window.starts_on);
    if (!index || !table) return [];
    return [quarterOf(window, index, table, category)];
  });
}

/** Quarters by their table: what was worked out from one is known again by its identity. */
const made = new WeakMap<ResearchTable, Map<string, Quarter>>();

function quarterOf(
  window: PublishedQuarter,
  index: LeafIndex,
  table: ResearchTable,
  category: string,
): Quarter {
  const known = made.get(table) ?? new Map<string, Quarter>();
  made.set(table, known);
  const found = known.get(category);
  if (found?.index === index && found.window === window) return found;
  const quarter = { window, index, ...aligned(table, index, category) };
  known.set(category, quarter);
  return quarter;
}

/** A table's columns in the order of the index: a leaf that the table lacks is hidden, without visits. */
function aligned(table: ResearchTable, { leaves }: LeafIndex, category: string): QuarterValues {
  const column = table.byCategory.get(category) ?? [];
  if (isSame(table.leaves, leaves)) {
    return {
      values: Array.from(column, (value) => value ?? undefined),
      hours: Array.from(table.minutes, (minutes) => minutes / 60),
    };
  }
  const placeOf = new Map(Array.from(table.leaves, (id, place) => [id, place]));
  const places = leaves.map(({ id }) => placeOf.get(id) ?? -1);
  return {
    values: places.map((place) => column[place] ?? undefined),
    hours: places.map((place) => (table.minutes[place] ?? 0) / 60),
  };
}

/** Whether a table has the leaves of the index, no more, no less: it mostly has, and is then read as it is. */
function isSame(ids: Int32Array, leaves: LeafIndex["leaves"]): boolean {
  return ids.length === leaves.length && leaves.every(({ id }, at) => ids[at] === id);
}

/** Which quarter is shown and which it is compared with, by what the address says. */
export interface Chosen {
  readonly at: number;
  readonly other: number | undefined;
}

/** An unknown quarter is the last one; a quarter is not compared with itself. */
export function chosenQuarters(
  windows: readonly Pick<PublishedQuarter, "starts_on">[],
  quarter: string | undefined,
  other: string | undefined,
): Chosen {
  const find = (day: string | undefined) => windows.findIndex(({ starts_on }) => starts_on === day);
  const asked = find(quarter);
  const at = asked < 0 ? windows.length - 1 : asked;
  const beside = find(other);
  return { at, other: beside < 0 || beside === at ? undefined : beside };
}

const MONTHS = {
  fr: new Intl.DateTimeFormat("fr-FR", { month: "short", year: "2-digit", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" }),
} as const;

/** A quarter by the month in which it begins: "mars 26". */
export function shortQuarter(startsOn: string, language: "fr" | "en"): string {
  return MONTHS[language].format(new Date(`${startsOn}T12:00:00Z`));
}
