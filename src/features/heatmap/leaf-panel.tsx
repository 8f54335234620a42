import { CloseButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { fetchLeafHistory } from "../../data/heat.ts";
import { useAnswer } from "../../data/use-answer.ts";
import type { PublishedWindow, ReleasePolicy } from "../../data/windows.ts";
import { partsOf } from "../../domain/grid.ts";
import type { Leaf } from "../../domain/leaf-index.ts";
import { PALETTES } from "../../map/heat-palette.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Swatch } from "../../ui/swatch.tsx";
import { useTheme } from "../../ui/theme-choice.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { HistoryStrip } from "./history-strip.tsx";
import type { LeafRow } from "./leaf-rows.ts";
import type { HeatModel } from "./use-heat.ts";
import { useHeatWords } from "./use-heat-words.ts";
import { changeInWords, valueInWords } from "./values-in-words.ts";

export interface LeafPanelProps {
  readonly model: HeatModel;
  readonly row: LeafRow;
  readonly name: string;
  readonly policy: ReleasePolicy;
  readonly windows: readonly PublishedWindow[];
}

/** One leaf: its name and size, its class over the range, and its class in every window. */
export function LeafPanel({ model, row, name, policy, windows }: LeafPanelProps) {
  const say = useHeatWords();
  const format = useFormat();
  const section = useRef<HTMLElement>(null);
  const { id } = row.leaf;
  // On a phone the sheet is short: what was picked comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another leaf is the reason to scroll.
  useEffect(() => {
    section.current?.scrollIntoView({ block: "nearest" });
  }, [id]);
  const value = valueInWords(say, format, policy.classes, row);
  const isRange = row.heatClass > 0 || row.atLeast > 0;
  return (
    <section ref={section} className="leaf-panel" aria-label={name}>
      <div className="leaf-panel-head">
        <div>
          <h2>{name}</h2>
          <p className="leaf-panel-size">{useSize(row.leaf)}</p>
        </div>
        <CloseButton aria-label={say("close")} size="lg" onClick={() => model.change({ leaf: undefined })} />
      </div>
      <p className="leaf-panel-value">
        <ClassSwatch row={row} />
        {isRange ? say("youths", { range: value }) : say("hidden")}
      </p>
      <p className="leaf-panel-note">
        {row.atLeast > 0 ? say("atLeast", { count: format.number(row.atLeast) }) : say("noneAtLeast")}
      </p>
      {row.before ? (
        <p className="leaf-panel-note">
          {say("beforeValue", { value: valueInWords(say, format, policy.classes, row.before) })}
          {" · "}
          {changeInWords(say, row)}
        </p>
      ) : null}
      <History model={model} leaf={row.leaf} policy={policy} windows={windows} />
    </section>
  );
}

function ClassSwatch({ row }: { readonly row: LeafRow }) {
  const [theme] = useTheme();
  const palette = PALETTES[theme];
  const colour = row.heatClass === 0 ? undefined : palette.classes[row.heatClass - 1];
  return colour ? <Swatch colour={colour} /> : <Swatch colour={palette.hatch} pattern="diagonal" />;
}

function useSize({ squares, areaKm2 }: Leaf): string {
  const say = useHeatWords();
  const [only, ...others] = squares;
  if (!only) return "";
  if (others.length > 0) return say("sizeMany", { count: squares.length, area: areaKm2 });
  const { eKm, nKm } = partsOf(only.square);
  return `${say("size", { size: only.sizeKm })} · N${nKm} E${eKm}`;
}

interface HistoryProps {
  readonly model: HeatModel;
  readonly leaf: Leaf;
  readonly policy: ReleasePolicy;
  readonly windows: readonly PublishedWindow[];
}

function History({ model, leaf, policy, windows }: HistoryProps) {
  const { tier, state } = model;
  const { breakdown, category } = state;
  const answer = useAnswer(
    ["leaf_history", tier, leaf.id, breakdown, category],
    (signal) => fetchLeafHistory({ tier, leaf: leaf.id, breakdown, category }, signal),
    { freshMs: 60_000 },
  );
  if (answer.kind === "waiting") return <Waiting lines={2} />;
  if (answer.kind === "failed") return <Failure code={answer.error} retry={answer.retry} />;
  return <HistoryStrip history={answer.value} policy={policy} windows={windows} />;
}
