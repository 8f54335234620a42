import { useMemo } from "react";
import { fetchHeat, type Heat } from "../../data/heat.ts";
import { fetchLeaves } from "../../data/leaves.ts";
import type { Member } from "../../data/me.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import { fetchWindows, type Tier, type Windows } from "../../data/windows.ts";
import { indexLeaves, type LeafIndex } from "../../domain/leaf-index.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { type HeatState, heatAddress, type Period } from "./heat-address.ts";
import { type LeafRow, leafRows } from "./leaf-rows.ts";
import { periodOf, type Span, spansOf } from "./periods.ts";

/** A window never changes once published. */
const FOR_EVER = Number.POSITIVE_INFINITY;

/** Tiers whose releases a role reads, its own first. */
function tiersOf(member: Member): readonly Tier[] {
  if (member.role !== "lead") return ["educator"];
  return member.teamId === null ? ["lead"] : ["lead", "educator"];
}

/** Values of the range on the screen, leaf by leaf. */
export interface HeatValues {
  readonly index: LeafIndex;
  readonly rows: readonly LeafRow[];
  /** Windows of the range. */
  readonly windows: number;
}

export interface HeatModel {
  readonly state: HeatState;
  readonly change: (part: Partial<HeatState>, how?: "push" | "replace") => void;
  readonly tiers: readonly Tier[];
  readonly tier: Tier;
  readonly published: Answer<Windows>;
  /** Undefined before anything is published. */
  readonly span: Span | undefined;
  /** The period compared with; `foreign` when it is of another season. */
  readonly other: Span | undefined;
  readonly foreign: boolean;
  readonly values: Answer<HeatValues>;
}

/** The address → questions → what is on the screen. */
export function useHeat(member: Member): HeatModel {
  const [state, change] = useUrlState(heatAddress);
  const tiers = tiersOf(member);
  const tier = tiers.find((each) => each === state.tier) ?? tiers[0] ?? "educator";
  const published = useAnswer(["windows", tier], (signal) => fetchWindows(tier, signal), { keep: true });
  const windows = published.kind === "ready" ? published.value.windows : [];
  const { span, other, foreign, season } = spansOf(windows, state.period, state.other);
  const leaves = useAnswer(["leaves", season], (signal) => fetchLeaves(season ?? 0, signal), {
    enabled: season !== undefined,
    freshMs: FOR_EVER,
  });
  const now = useRange(state, tier, span && periodOf(windows, span));
  const before = useRange(state, tier, other && periodOf(windows, other));
  const partition = leaves.kind === "ready" ? leaves.value : undefined;
  const index = useMemo(() => partition && indexLeaves(partition), [partition]);
  const values = useValues({ index, season, now, before: other ? before : undefined });
  const failed = leaves.kind === "failed" ? leaves : undefined;
  return { state, change, tiers, tier, published, span, other, foreign, values: failed ?? values };
}

function useRange(state: HeatState, tier: Tier, period: Period | undefined): Answer<Heat> {
  const { breakdown, category } = state;
  const { from = "", to = "" } = period ?? {};
  return useAnswer(
    ["heat", tier, breakdown, category, from, to],
    (signal) => fetchHeat({ tier, breakdown, category, from, to }, signal),
    { enabled: period !== undefined, keep: true, freshMs: FOR_EVER },
  );
}

interface Parts {
  readonly index: LeafIndex | undefined;
  readonly season: number | undefined;
  readonly now: Answer<Heat>;
  readonly before: Answer<Heat> | undefined;
}

function useValues({ index, season, now, before }: Parts): Answer<HeatValues> {
  const heat = now.kind === "ready" && now.value.seasonId === season ? now.value : undefined;
  const earlier = before?.kind === "ready" && before.value.seasonId === season ? before.value : undefined;
  const waits = before !== undefined && earlier === undefined;
  const value = useMemo(() => {
    if (!index || !heat || waits) return undefined;
    return { index, rows: leafRows(index, heat, earlier), windows: heat.windows };
  }, [index, heat, earlier, waits]);
  if (now.kind === "failed") return now;
  if (before?.kind === "failed") return before;
  if (!value) return { kind: "waiting" };
  return { kind: "ready", value, refreshing: now.kind === "ready" && now.refreshing };
}
