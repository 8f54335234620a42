import { Switch } from "@mantine/core";
import { useMemo } from "react";
import type { FlowRequest } from "../../data/flows.ts";
import { valueInterval } from "../../domain/noise-interval.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { FlowButtons } from "./export-flow-buttons.tsx";
import { intervalInWords, numberInWords } from "./figures-in-words.ts";
import { type DistrictFlow, flowKey } from "./flow-rows.ts";
import type { PartProps } from "./parts.tsx";
import { useDistrictNames } from "./use-leaf-names.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

interface TableProps extends PartProps {
  readonly request: FlowRequest;
  readonly rows: readonly DistrictFlow[];
  /** Those that noise alone can hardly have made. */
  readonly distinct: readonly DistrictFlow[];
}

/** Accepted flows, row by row; picking a row brings its arc forward. */
export function FlowsTable({ member, model, released, grid, request, rows, distinct, nameOf }: TableProps) {
  const say = useMobilityWords();
  const format = useFormat();
  const method = model.published.kind === "ready" ? model.published.value.method : undefined;
  const alpha = method?.flows.alpha ?? [7, 8];
  const districtOf = useDistrictNames(nameOf);
  const columns = useMemo((): readonly Column<DistrictFlow>[] => {
    const origin = (flow: DistrictFlow) =>
      flow.origin === undefined ? say("flowsOutside") : districtOf(flow.origin);
    const code = (cell: DistrictFlow["origin"]) => (cell === undefined ? "" : ` [${shortCode(cell)}]`);
    const told = ({ value }: DistrictFlow) =>
      `${format.number(value)} (${intervalInWords(say, format, valueInterval(value, alpha))})`;
    return [
      {
        key: "origin",
        title: say("flowsFrom"),
        value: origin,
        copy: (flow) => origin(flow) + code(flow.origin),
      },
      {
        key: "destination",
        title: say("flowsTo"),
        value: ({ destination }) => districtOf(destination),
        copy: ({ destination }) => districtOf(destination) + code(destination),
      },
      {
        key: "value",
        title: say("flowsValue"),
        numeric: true,
        value: ({ value }) => value,
        show: told,
        copy: told,
      },
      {
        key: "verdict",
        title: say("colVerdict"),
        value: (flow) => (distinct.includes(flow) ? say("flowSure") : say("hotUnsure")),
      },
    ];
  }, [say, format, alpha, districtOf, distinct]);
  return (
    <>
      <p role="status" className="mobility-note">
        {say("flowsShown", {
          count: rows.length,
          origin: say(`origin_${request.origin ?? "living"}`).toLowerCase(),
          least: method?.flow_hidden_below ?? 15,
          epsilon: numberInWords(format, request.epsilon),
          left: numberInWords(format, request.budget_left),
        })}
      </p>
      <p>
        {say("flowsDistinct", { count: distinct.length })} {say("flowsGhosts")}
      </p>
      <Switch
        label={say("flowsAll")}
        checked={model.state.allFlows}
        onChange={({ currentTarget }) => model.change({ allFlows: currentTarget.checked })}
      />
      <FlowButtons
        member={member}
        released={released}
        grid={grid}
        flows={model.state.allFlows ? rows : distinct}
        subtitle={say(`origin_${request.origin ?? "living"}`)}
      />
      {rows.length === 0 ? (
        <p>{say("flowsEmpty", { least: method?.flow_hidden_below ?? 15 })}</p>
      ) : (
        <DataTable
          caption={say("flowsCaption")}
          columns={columns}
          rows={rows}
          rowKey={flowKey}
          start={{ key: "value", down: true }}
          selected={model.state.flow}
          onSelect={(flow) =>
            model.change({ flow: model.state.flow === flowKey(flow) ? undefined : flowKey(flow) })
          }
        />
      )}
    </>
  );
}
