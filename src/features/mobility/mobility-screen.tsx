import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { readConfig } from "../../data/client.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import type { Cell } from "../../domain/grid.ts";
import { succeed } from "../../domain/outcome.ts";
import { PALETTES } from "../../map/heat-palette.ts";
import { type MapGrid, mapGrid } from "../../map/map-grid.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { MapScreen } from "../../ui/map-screen.tsx";
import { useTheme } from "../../ui/theme-choice.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { TableControls } from "./controls.tsx";
import { NothingYet } from "./empty-states.tsx";
import { figureInWords, unitInWords } from "./figures-in-words.ts";
import type { DistrictFlow } from "./flow-rows.ts";
import { Legend } from "./legend.tsx";
import { type MobilityState, PARTS, type Part } from "./mobility-address.ts";
import { PartBody, type PartProps, PartTabs } from "./parts.tsx";
import { QuarterBar } from "./quarter-bar.tsx";
import { districtOf } from "./slices.ts";
import type { Figures } from "./use-figures.ts";
import { useFlows } from "./use-flows.ts";
import { type LeafName, useLeafNames } from "./use-leaf-names.ts";
import { type Released, useMobility } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";
import { useMove } from "./use-move.ts";
import { useShownFigures } from "./use-shown-figures.ts";
import { useWorkedAhead } from "./use-worked-ahead.ts";
import "./mobility.css";

/** MapLibre and deck.gl come while the first answers do. */
const LeavesMap = lazy(async () => ({ default: (await import("./leaves-map.tsx")).LeavesMap }));

/** Mobilités: what released research tables tell, each figure with the interval of its noise. */
export function MobilityScreen({ member }: { readonly member: Member }) {
  const say = useMobilityWords();
  const model = useMobility();
  const grid = useGrid(member);
  const nameOf = useLeafNames(grid);
  const known = model.released.kind === "ready" ? model.released.value : undefined;
  const figures = useShownFigures(model, known);
  useWorkedAhead(model.state, known);
  const flows = useFlows(model, known);
  const move = useMove(model, known);
  const empty = model.published.kind === "ready" && model.published.value.windows.length === 0;
  return (
    <MapScreen
      panelTitle={say("title")}
      opensFor={empty ? "empty" : model.state.leaf}
      map={
        <>
          <h1 className="rp-hidden">{say("title")}</h1>
          <MapPart {...{ model, known, figures, flows, move, grid, nameOf }} />
        </>
      }
      legend={
        known ? (
          <Legend
            released={known}
            figures={figures}
            part={model.state.part}
            epsilon={epsilonOf(model, known)}
          />
        ) : null
      }
      bar={known ? <QuarterBar model={model} released={known} /> : null}
      panel={
        <div className="mobility-panel">
          <Panel {...{ member, model, figures, flows, move, grid, nameOf }} />
        </div>
      }
    />
  );
}

type PanelProps = Omit<PartProps, "released">;

function Panel(props: PanelProps) {
  const { published, released } = props.model;
  if (published.kind !== "ready") return lackOf(published) ?? null;
  if (published.value.windows.length === 0) return <NothingYet published={published.value} />;
  return (
    <>
      <PartTabs model={props.model} />
      {TABLE_PARTS.includes(props.model.state.part) ? <TableControls model={props.model} /> : null}
      {released.kind === "ready" ? (
        <div className="mobility-body" aria-busy={released.refreshing || props.figures.working}>
          <PartBody {...props} released={released.value} />
        </div>
      ) : (
        lackOf(released)
      )}
    </>
  );
}

/** Parts that look at the chosen table; flows are a table of their own. */
const TABLE_PARTS: readonly Part[] = PARTS.filter((part) => part !== "flows");

/** What stands in the place of an answer that is not there. */
function lackOf(answer: Answer<unknown>) {
  if (answer.kind === "waiting") return <Waiting />;
  return answer.kind === "failed" ? <Failure code={answer.error} retry={answer.retry} /> : undefined;
}

interface MapPartProps extends Omit<PanelProps, "member"> {
  readonly known: Released | undefined;
}

function MapPart({ model, known, figures, flows, move, grid, nameOf }: MapPartProps) {
  const say = useMobilityWords();
  const [theme] = useTheme();
  const [failure, onUnavailable] = useState<MapFailure>();
  const config = useAnswer(["config"], async () => succeed(await readConfig()), {
    freshMs: Number.POSITIVE_INFINITY,
  });
  const style = config.kind === "ready" ? config.value.style : "";
  const sayCell = useSayCell(known, figures, nameOf);
  const { state, change } = model;
  if (failure)
    return (
      <p role="alert" className="mobility-no-map">
        {say(failure === "no-webgl" ? "noMap" : "noStyle")}
      </p>
    );
  return (
    <Suspense fallback={null}>
      {config.kind === "waiting" ? null : (
        <LeavesMap
          released={known}
          figures={figures}
          flows={flowsOf(flows, state.allFlows)}
          flow={state.flow}
          move={move}
          centre={state.part === "rings" ? state.district : undefined}
          palette={PALETTES[theme]}
          grid={grid}
          styleUrl={style === "" ? undefined : style}
          leaf={state.leaf}
          sayCell={sayCell}
          view={state.view}
          onView={(view) => change({ view })}
          onPick={(leaf) => change(picked(leaf, state.part, known))}
          onUnavailable={onUnavailable}
        />
      )}
    </Suspense>
  );
}

/** What the table on the map cost. */
function epsilonOf({ state, published }: PartProps["model"], known: Released): number {
  const flows = published.kind === "ready" ? published.value.method.flows.epsilon : undefined;
  return state.part === "flows" && flows !== undefined ? flows : known.epsilon;
}

/** What a click on the map chooses: a leaf, and where rings are laid its district too. */
function picked(leaf: number | undefined, part: Part, known: Released | undefined): Partial<MobilityState> {
  const index = known?.shown.index;
  const found = index?.leaves[index.indexOfId.get(leaf ?? -1) ?? -1];
  return part === "rings" && found ? { leaf, district: districtOf(found) } : { leaf };
}

/** Flows to draw: undefined while their part is closed, none where they were not accepted. */
function flowsOf(answer: PartProps["flows"], all: boolean): readonly DistrictFlow[] | undefined {
  if (!answer) return undefined;
  if (answer.kind !== "ready" || answer.value.kind !== "accepted") return NO_FLOWS;
  return all ? answer.value.flows : answer.value.distinct;
}

const NO_FLOWS: readonly DistrictFlow[] = [];

/** The name and the figure of the leaf that holds a cell; undefined outside the territory. */
function useSayCell(known: Released | undefined, figures: Figures, nameOf: LeafName) {
  const say = useMobilityWords();
  const format = useFormat();
  return useCallback(
    (cell: Cell) => {
      const leaf = known?.shown.index.at(cell);
      const figure = leaf && figures.figures[known?.shown.index.indexOfId.get(leaf.id) ?? -1];
      if (!leaf || !figure) return undefined;
      const unit =
        figure.kind === "shown"
          ? ` ${unitInWords(say, figures.measure, figures.counts, figures.column)}`
          : "";
      return say("say", { name: nameOf(leaf), value: figureInWords(say, format, figure) + unit });
    },
    [known, figures, nameOf, say, format],
  );
}

function useGrid({ organisation }: Member): MapGrid {
  return useMemo(() => {
    const { proj4, ...grid } = gridOf(organisation);
    return mapGrid(grid, proj4);
  }, [organisation]);
}
