import { lazy, Suspense, useMemo } from "react";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchPublishStatus } from "../../data/publishing.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import type { ReleasePolicy } from "../../data/windows.ts";
import type { Cell } from "../../domain/grid.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { type MapGrid, mapGrid } from "../../map/map-grid.ts";
import { MapScreen } from "../../ui/map-screen.tsx";
import { type CoverageView, useCoverage } from "./coverage-view.ts";
import { HeatPanel } from "./heat-panel.tsx";
import type { LeafRow } from "./leaf-rows.ts";
import { Legend, type LegendKind } from "./legend.tsx";
import { type MapNotices, Notices, useNotices } from "./notices.tsx";
import { PublishBox } from "./publish-box.tsx";
import { surfaceBreaks } from "./surface-image.ts";
import { type HeatModel, type HeatValues, useHeat } from "./use-heat.ts";
import { useHeatWords } from "./use-heat-words.ts";
import { useHome } from "./use-home.ts";
import { type LeafName, useLeafNames } from "./use-leaf-names.ts";
import { useCellNames, useSayCoverage, useSayHeat } from "./use-say-cell.ts";
import { WindowBar, type WindowBarProps } from "./window-bar.tsx";
import "./heatmap.css";

/** MapLibre and deck.gl come while the first answers do. */
const HeatMap = lazy(async () => ({ default: (await import("./heat-map.tsx")).HeatMap }));

export interface HeatScreenProps {
  readonly member: Member;
  readonly links: ScreenLinks;
}

/** Carte: the protected heatmap of encounters, the same values as a table, and the coverage. */
export function HeatScreen({ member, links }: HeatScreenProps) {
  const say = useHeatWords();
  const model = useHeat(member);
  const grid = useGrid(member);
  const nameOf = useLeafNames(grid);
  const due = useDue(member);
  const notices = useNotices();
  const coverage = useCoverage(grid, model.state.coverage);
  const nameOfCell = useCellNames(nameOf);
  const { state, published } = model;
  const known = published.kind === "ready" ? published.value : undefined;
  const empty = known?.windows.length === 0;
  const picked = pickedRow(model);
  return (
    <MapScreen
      panelTitle={say("title")}
      opensFor={empty ? "empty" : state.leaf}
      map={
        <>
          <h1 className="rp-hidden">{say("title")}</h1>
          <MapPart {...{ member, model, grid, nameOf, nameOfCell, coverage, notices }} />
        </>
      }
      legend={known && (!empty || state.coverage) ? <LegendPart model={model} policy={known.policy} /> : null}
      bar={known ? <BarPart model={model} windows={known.windows} /> : null}
      panel={
        <HeatPanel
          {...{ member, links, model, due, nameOf, nameOfCell, picked, coverage }}
          onlyTable={notices.failure !== undefined}
        />
      }
      foot={member.role === "lead" ? <PublishBox due={due} /> : null}
    />
  );
}

interface MapPartProps {
  readonly member: Member;
  readonly model: HeatModel;
  readonly grid: MapGrid;
  readonly nameOf: LeafName;
  readonly nameOfCell: (cell: Cell) => string;
  readonly coverage: Answer<CoverageView> | undefined;
  readonly notices: MapNotices;
}

function MapPart({ member, model, grid, nameOf, nameOfCell, coverage, notices }: MapPartProps) {
  const { state, change, published } = model;
  const known = published.kind === "ready" ? published.value : undefined;
  const values = valuesOf(model);
  const covered = coverage?.kind === "ready" ? coverage.value : undefined;
  const sayHeat = useSayHeat(values, nameOf, known?.policy);
  const sayCoverage = useSayCoverage(covered, nameOfCell);
  const breaks = useMemo(() => known && surfaceBreaks(known.policy.classes), [known]);
  const home = useHome(member, grid, known?.windows.length === 0);
  return (
    <Suspense fallback={null}>
      {notices.isKnown ? (
        <HeatMap
          grid={grid}
          styleUrl={notices.styleUrl}
          values={values}
          coverage={covered}
          surfaceBreaks={state.surface && !model.other ? breaks : undefined}
          picked={pickedRow(model)?.leaf}
          sayCell={state.coverage ? sayCoverage : sayHeat}
          view={state.view}
          home={home}
          onView={(view) => change({ view })}
          onPick={(leaf) => change({ leaf })}
          onUnavailable={notices.onUnavailable}
          onForeignHosts={notices.onForeignHosts}
        />
      ) : null}
      <Notices notices={notices} />
    </Suspense>
  );
}

function LegendPart({ model, policy }: { readonly model: HeatModel; readonly policy: ReleasePolicy }) {
  const windows = valuesOf(model)?.windows ?? 1;
  return <Legend kind={legendKind(model)} policy={policy} windows={windows} slot={model.state.coverage} />;
}

function BarPart({ model, windows }: Omit<WindowBarProps, "span">) {
  const { span, state } = model;
  // Coverage is live: no window changes it.
  return span && !state.coverage ? <WindowBar model={model} windows={windows} span={span} /> : null;
}

function valuesOf({ values }: HeatModel): HeatValues | undefined {
  return values.kind === "ready" ? values.value : undefined;
}

function pickedRow(model: HeatModel): LeafRow | undefined {
  const values = valuesOf(model);
  const at = values?.index.indexOfId.get(model.state.leaf ?? -1);
  return at === undefined ? undefined : values?.rows[at];
}

function legendKind({ state, other }: HeatModel): LegendKind {
  if (state.coverage) return "coverage";
  if (other) return "change";
  return state.surface ? "surface" : "classes";
}

function useGrid({ organisation }: Member) {
  return useMemo(() => {
    const { proj4, ...grid } = gridOf(organisation);
    return mapGrid(grid, proj4);
  }, [organisation]);
}

/** Windows that wait to be published; a lead alone learns it and publishes. */
function useDue({ role }: Member): number {
  const status = useAnswer(["publish_status"], fetchPublishStatus, { enabled: role === "lead" });
  return status.kind === "ready" ? status.value.due : 0;
}
