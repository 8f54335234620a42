import { useMemo } from "react";
import type { Breakdown } from "../../data/heat.ts";
import { fetchResearchWindows, type ResearchWindows } from "../../data/research.ts";
import { fetchResearchSeasons, fetchResearchSeries } from "../../data/research-series.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import type { Mechanism } from "../../domain/noisy-sums.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { type MobilityState, mobilityAddress } from "./mobility-address.ts";
import { chosenQuarters, indexSeasons, type Quarter, quartersOf } from "./quarters.ts";

/** A published quarter never changes. */
const FOR_EVER = Number.POSITIVE_INFINITY;

/** Released values of every quarter in the category chosen, and which quarters are looked at. */
export interface Released {
  readonly quarters: readonly Quarter[];
  readonly shown: Quarter;
  readonly compared: Quarter | undefined;
  /** The quarter before the one shown, if one is published. */
  readonly before: Quarter | undefined;
  readonly mechanism: Mechanism;
  readonly epsilon: number;
}

export interface MobilityModel {
  readonly state: MobilityState;
  readonly change: (part: Partial<MobilityState>, how?: "push" | "replace") => void;
  readonly published: Answer<ResearchWindows>;
  /** Waiting too while nothing is published. */
  readonly released: Answer<Released>;
}

/** The address → questions → released tables. */
export function useMobility(): MobilityModel {
  const [state, change] = useUrlState(mobilityAddress);
  const published = useAnswer(["research_windows"], fetchResearchWindows);
  const known = published.kind === "ready" ? published.value : undefined;
  const days = known?.windows.map(({ starts_on }) => starts_on) ?? [];
  const ids = [...new Set(known?.windows.map(({ season_id }) => season_id) ?? [])];
  const asking = { enabled: days.length > 0, freshMs: FOR_EVER, keep: true };
  // A sector added since gives a season more leaves, and a new quarter comes with them.
  const seasons = useAnswer(
    ["research_seasons", ids, days.length],
    (signal) => fetchResearchSeasons(ids, signal),
    asking,
  );
  const { breakdown, category } = state;
  const series = useAnswer(
    ["research_series", breakdown, days],
    (signal) => fetchResearchSeries(days, breakdown, signal),
    asking,
  );
  const partitions = seasons.kind === "ready" ? seasons.value : undefined;
  const indexes = useMemo(() => partitions && indexSeasons(partitions), [partitions]);
  // While the next breakdown comes, the last one stays: in a category that it does not have, it would show as hidden.
  const tables = series.kind === "ready" && !series.refreshing ? series.value : undefined;
  const quarters = useMemo(
    () => (known && indexes && tables ? quartersOf(known.windows, indexes, tables, category) : undefined),
    [known, indexes, tables, category],
  );
  const made = useMemo(() => known && howMade(known, breakdown), [known, breakdown]);
  const { quarter, other } = state;
  const value = useMemo(
    () => (quarters && made ? releasedOf(quarters, made, quarter, other) : undefined),
    [quarters, made, quarter, other],
  );
  const failed = [seasons, series].find((each) => each.kind === "failed");
  const released: Answer<Released> =
    failed?.kind === "failed"
      ? failed
      : value
        ? { kind: "ready", value, refreshing: false }
        : { kind: "waiting" };
  return { state, change, published, released };
}

type Made = Pick<Released, "mechanism" | "epsilon">;

function howMade({ method }: ResearchWindows, breakdown: Breakdown): Made | undefined {
  const table = method.tables.find((each) => each.breakdown === breakdown);
  const hiddenBelow = method.hidden_below;
  return table && { mechanism: { alpha: table.alpha, hiddenBelow }, epsilon: table.epsilon };
}

function releasedOf(
  quarters: readonly Quarter[],
  made: Made,
  quarter: string | undefined,
  other: string | undefined,
): Released | undefined {
  const windows = quarters.map(({ window }) => window);
  const { at, other: beside } = chosenQuarters(windows, quarter, other);
  const shown = quarters[at];
  const compared = beside === undefined ? undefined : quarters[beside];
  return shown && { quarters, shown, compared, before: quarters[at - 1], ...made };
}
