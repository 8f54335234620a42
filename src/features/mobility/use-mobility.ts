import { useMemo, useRef } from "react";
import type { Breakdown } from "../../data/heat.ts";
import { fetchResearchWindows, type ResearchWindows } from "../../data/research.ts";
import { fetchResearchSeasons } from "../../data/research-series.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import type { LeafIndex } from "../../domain/leaf-index.ts";
import type { Mechanism } from "../../domain/noisy-sums.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { type MobilityState, mobilityAddress, type Part } from "./mobility-address.ts";
import { chosenQuarters, indexSeasons, type PublishedQuarter, type Quarter, quartersOf } from "./quarters.ts";
import { useRest, useTables } from "./use-tables.ts";

/** A published quarter never changes. */
const FOR_EVER = Number.POSITIVE_INFINITY;

/** Released values of the quarters looked at, in the category chosen. */
export interface Released {
  /** Every published quarter, oldest first. */
  readonly windows: readonly PublishedQuarter[];
  /** The leaves of every season that has a published quarter. */
  readonly indexes: readonly LeafIndex[];
  readonly shown: Quarter;
  readonly compared: Quarter | undefined;
  /** The quarter before the one shown, if one is published. */
  readonly before: PublishedQuarter | undefined;
  /** Every quarter with its values, oldest first; undefined while they come: at once where the part needs them. */
  readonly all: readonly Quarter[] | undefined;
  readonly mechanism: Mechanism;
  readonly epsilon: number;
}

export interface MobilityModel {
  readonly state: MobilityState;
  readonly change: (part: Partial<MobilityState>, how?: "push" | "replace") => void;
  readonly published: Answer<ResearchWindows>;
  /** Waiting too while nothing is published. Refreshing: still of the filter before. */
  readonly released: Answer<Released>;
}

/** Parts that look at every quarter; the others ask for those that they show, and for the rest once the page rests. */
const WHOLE_PARTS: readonly Part[] = ["time", "join"];

/** The address → questions → released tables. */
export function useMobility(): MobilityModel {
  const [state, change] = useUrlState(mobilityAddress);
  const published = useAnswer(["research_windows"], fetchResearchWindows);
  const known = published.kind === "ready" ? published.value : undefined;
  const seasons = useSeasons(known);
  const partitions = seasons.kind === "ready" ? seasons.value : undefined;
  const indexes = useMemo(() => partitions && indexSeasons(partitions), [partitions]);
  const { breakdown, category, quarter, other, part } = state;
  const all = useMemo(() => known?.windows.map(({ starts_on }) => starts_on) ?? NO_DAYS, [known]);
  const chosen = useMemo(() => known && chosenOf(known.windows, quarter, other), [known, quarter, other]);
  const isWhole = WHOLE_PARTS.includes(part);
  const wanted = useMemo(() => (isWhole ? all : daysOf(all, chosen)), [isWhole, all, chosen]);
  const series = useTables(wanted, breakdown);
  const tables = series.kind === "ready" ? series.value : undefined;
  const rest = useRest(known?.windows ?? NO_WINDOWS, breakdown, tables !== undefined);
  // Once every table is held, another part looks at the same: nothing of the map or the legend is made anew.
  const [days, held] = rest && tables ? [all, rest] : [wanted, tables];
  const value = useMemo(() => {
    if (!known || !chosen || !indexes || !held) return undefined;
    const byDay = new Map(days.map((day, at) => [day, held[at]]));
    const quarters = quartersOf(known.windows, indexes, byDay, category);
    const isAll = days.length === known.windows.length;
    return releasedOf({ known, chosen, indexes, quarters, breakdown, isAll });
  }, [known, chosen, indexes, days, held, category, breakdown]);
  // What was shown stays while the next tables come: the person's place in the panel, and the map, are kept.
  const last = useRef(value);
  if (value) last.current = value;
  const failed = [seasons, series].find((each) => each.kind === "failed");
  return { state, change, published, released: answerOf(failed, value, last.current) };
}

const NO_DAYS: readonly string[] = [];
const NO_WINDOWS: readonly PublishedQuarter[] = [];

function answerOf(
  failed: Answer<unknown> | undefined,
  value: Released | undefined,
  last: Released | undefined,
): Answer<Released> {
  if (failed?.kind === "failed") return failed;
  const shown = value ?? last;
  return shown ? { kind: "ready", value: shown, refreshing: value === undefined } : { kind: "waiting" };
}

/** The leaves of every season that has a published quarter. */
function useSeasons(known: ResearchWindows | undefined) {
  const ids = [...new Set(known?.windows.map(({ season_id }) => season_id) ?? [])];
  const count = known?.windows.length ?? 0;
  // A sector added since gives a season more leaves, and a new quarter comes with them.
  return useAnswer(["research_seasons", ids, count], (signal) => fetchResearchSeasons(ids, signal), {
    enabled: count > 0,
    freshMs: FOR_EVER,
    keep: true,
  });
}

interface Chosen {
  readonly shown: string;
  readonly compared: string | undefined;
  readonly before: PublishedQuarter | undefined;
}

/** Which quarters are looked at; undefined where none is published. */
function chosenOf(
  windows: readonly PublishedQuarter[],
  quarter: string | undefined,
  other: string | undefined,
): Chosen | undefined {
  const { at, other: beside } = chosenQuarters(windows, quarter, other);
  const shown = windows[at]?.starts_on;
  if (shown === undefined) return undefined;
  const compared = beside === undefined ? undefined : windows[beside]?.starts_on;
  return { shown, compared, before: windows[at - 1] };
}

/** The days of the quarters looked at, in their order. */
function daysOf(all: readonly string[], chosen: Chosen | undefined): readonly string[] {
  return chosen ? all.filter((day) => day === chosen.shown || day === chosen.compared) : NO_DAYS;
}

interface Found {
  readonly known: ResearchWindows;
  readonly chosen: Chosen;
  readonly indexes: ReadonlyMap<number, LeafIndex>;
  readonly quarters: readonly Quarter[];
  readonly breakdown: Breakdown;
  /** All of them are there. */
  readonly isAll: boolean;
}

function releasedOf({ known, chosen, indexes, quarters, breakdown, isAll }: Found): Released | undefined {
  const table = known.method.tables.find((each) => each.breakdown === breakdown);
  const find = (day: string | undefined) => quarters.find(({ window }) => window.starts_on === day);
  const shown = find(chosen.shown);
  if (!table || !shown) return undefined;
  return {
    ...{ windows: known.windows, indexes: [...indexes.values()] },
    ...{ shown, compared: find(chosen.compared), before: chosen.before },
    all: isAll ? quarters : undefined,
    ...{ mechanism: mechanismOf(table, known.method.hidden_below), epsilon: table.epsilon },
  };
}

type Table = ResearchWindows["method"]["tables"][number];

/** The same object for the same table: questions are known by what they hold. */
const mechanisms = new WeakMap<Table, Mechanism>();

function mechanismOf(table: Table, hiddenBelow: number): Mechanism {
  const mechanism = mechanisms.get(table) ?? { alpha: table.alpha, hiddenBelow };
  mechanisms.set(table, mechanism);
  return mechanism;
}
