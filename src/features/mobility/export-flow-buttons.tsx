import { Group } from "@mantine/core";
import { useFormat } from "../../ui/format.ts";
import { FLOW_COLOUR, figureSvg } from "./export-figure.ts";
import { figureLabels } from "./export-labels.ts";
import { arcsOf, districtPlaces } from "./export-places.ts";
import { SaveFigure } from "./export-save.tsx";
import type { DistrictFlow } from "./flow-rows.ts";
import type { PartProps } from "./parts.tsx";
import { useExportWords } from "./use-export-words.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

export interface FlowButtonsProps extends Pick<PartProps, "member" | "released" | "grid"> {
  /** Flows that the map shows. */
  readonly flows: readonly DistrictFlow[];
  readonly subtitle: string;
}

/** The flows on the map as a picture: arrows between districts, as wide as they are large. */
export function FlowButtons({ member, released, grid, flows, subtitle }: FlowButtonsProps) {
  const say = useExportWords();
  const mobility = useMobilityWords();
  const format = useFormat();
  const { shown } = released;
  const { starts_on: from, ends_on: to } = shown.window;
  const most = Math.max(1, ...flows.map(({ value }) => value));
  const outside = flows.filter(({ origin }) => origin === undefined).length;
  const draw = async (source: readonly string[]) =>
    figureSvg({
      title: mobility("part_flows"),
      subtitle: `${subtitle} · ${format.dayRange(from, to)}`,
      legendTitle: mobility("flowsValue"),
      legend: [{ label: say("flowWidest", { value: most }), fill: FLOW_COLOUR, pattern: undefined }],
      places: districtPlaces(shown.index.squares.map(({ square }) => square)),
      arcs: arcsOf(flows, most),
      labels: await figureLabels(grid, shown.index),
      source: outside === 0 ? source : [...source, say("flowsFromOutside", { count: outside })],
      scale: say("kmScale", { km: 8 }),
    });
  return (
    <Group gap="xs">
      <SaveFigure member={member} quarters={[from]} disabled={flows.length === 0} draw={draw} />
    </Group>
  );
}
