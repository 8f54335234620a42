import { SegmentedControl } from "@mantine/core";
import type { Member } from "../../data/me.ts";
import type { Answer } from "../../data/use-answer.ts";
import type { Windows } from "../../data/windows.ts";
import type { Cell } from "../../domain/grid.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { CoverageTable } from "./coverage-table.tsx";
import type { CoverageView } from "./coverage-view.ts";
import { AllHidden, NothingYet } from "./empty-states.tsx";
import { HeatControls } from "./heat-controls.tsx";
import { HeatTable } from "./heat-table.tsx";
import { LeafPanel } from "./leaf-panel.tsx";
import { type LeafRow, totalOf } from "./leaf-rows.ts";
import type { HeatModel, HeatValues } from "./use-heat.ts";
import { useHeatWords } from "./use-heat-words.ts";
import type { LeafName } from "./use-leaf-names.ts";

export interface HeatPanelProps {
  readonly member: Member;
  readonly links: ScreenLinks;
  readonly model: HeatModel;
  readonly due: number;
  readonly nameOf: LeafName;
  readonly picked: LeafRow | undefined;
  readonly coverage: Answer<CoverageView> | undefined;
  readonly nameOfCell: (cell: Cell) => string;
  /** The map cannot be shown: the table stands for it. */
  readonly onlyTable: boolean;
}

/** The panel: what the map shows, then the picked leaf or the table. */
export function HeatPanel(props: HeatPanelProps) {
  const { published } = props.model;
  if (published.kind === "waiting") return <Waiting />;
  if (published.kind === "failed") return <Failure code={published.error} retry={published.retry} />;
  const windows = published.value;
  return (
    <div className="heat-panel">
      <HeatControls model={props.model} hasWindows={windows.windows.length > 0} />
      <Layer {...props} windows={windows} />
    </div>
  );
}

type BodyProps = HeatPanelProps & { readonly windows: Windows };

function Layer(props: BodyProps) {
  const { model, windows, coverage, nameOfCell } = props;
  if (model.state.coverage) return <CoverageTable coverage={coverage} nameOf={nameOfCell} />;
  if (windows.windows.length > 0) return <Body {...props} />;
  return <NothingYet member={props.member} links={props.links} published={windows} due={props.due} />;
}

function Body(props: BodyProps) {
  const { values } = props.model;
  if (values.kind === "waiting") return <Waiting />;
  if (values.kind === "failed") return <Failure code={values.error} retry={values.retry} />;
  return (
    <div className="heat-body" aria-busy={values.refreshing}>
      <ViewSwitch {...props} />
      <Total rows={values.value.rows} />
      <Content {...props} values={values.value} />
    </div>
  );
}

function ViewSwitch({ model, onlyTable }: BodyProps) {
  const say = useHeatWords();
  return (
    <SegmentedControl
      fullWidth
      aria-label={say("panelView")}
      data={[
        { value: "detail", label: say("detail") },
        { value: "table", label: say("table") },
      ]}
      value={model.state.table || onlyTable ? "table" : "detail"}
      disabled={onlyTable}
      onChange={(value) => model.change({ table: value === "table" })}
    />
  );
}

function Total({ rows }: { readonly rows: readonly LeafRow[] }) {
  const say = useHeatWords();
  const format = useFormat();
  const { shown, atLeast } = totalOf(rows);
  if (shown === 0) return null;
  return (
    <p className="heat-total" role="status">
      {say("shownTotal", { count: shown, atLeast: format.number(atLeast) })}
    </p>
  );
}

function Content(props: BodyProps & { readonly values: HeatValues }) {
  const { model, windows, values, picked, nameOf, member, onlyTable } = props;
  const { policy } = windows;
  const hidden =
    totalOf(values.rows).shown === 0 ? (
      <AllHidden policy={policy} tier={model.tier} recorders={member.recorders} />
    ) : null;
  if (model.state.table || onlyTable) {
    return (
      <>
        {hidden}
        <HeatTable
          rows={values.rows}
          nameOf={nameOf}
          policy={policy}
          selected={picked?.leaf.id}
          onSelect={(leaf) => model.change({ leaf })}
        />
      </>
    );
  }
  if (!picked) return hidden ?? <PickOne />;
  return (
    <LeafPanel
      model={model}
      row={picked}
      name={nameOf(picked.leaf)}
      policy={policy}
      windows={windows.windows}
    />
  );
}

function PickOne() {
  const say = useHeatWords();
  return (
    <div className="heat-pick">
      <h2>{say("pickTitle")}</h2>
      <p>{say("pickHelp")}</p>
    </div>
  );
}
