import { Button } from "@mantine/core";
import type { ComponentType } from "react";
import type { Member } from "../../data/me.ts";
import type { Answer } from "../../data/use-answer.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { CellsPart } from "./cells-part.tsx";
import { ExportPart } from "./export-part.tsx";
import { FlowsPart } from "./flows-part.tsx";
import { JoinPart } from "./join-part.tsx";
import { PARTS, type Part } from "./mobility-address.ts";
import type { Move } from "./move-figures.ts";
import { MovePart } from "./move-part.tsx";
import { RingsPart } from "./rings-part.tsx";
import { TimePart } from "./time-part.tsx";
import type { Figures } from "./use-figures.ts";
import type { FlowState } from "./use-flows.ts";
import type { LeafName } from "./use-leaf-names.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** What every part of the panel gets. */
export interface PartProps {
  readonly member: Member;
  readonly model: MobilityModel;
  readonly released: Released;
  readonly figures: Figures;
  readonly grid: MapGrid;
  readonly nameOf: LeafName;
  /** Undefined while the part of flows is closed. */
  readonly flows: Answer<FlowState> | undefined;
  /** Undefined elsewhere than in its part, and where there is no displacement to tell. */
  readonly move: Move | undefined;
}

/** Parts of the panel. To add one: its name in `PARTS` (mobility-address.ts), its words `part_NAME`, its line here. */
const COMPONENTS: Readonly<Record<Part, ComponentType<PartProps>>> = {
  cells: CellsPart,
  time: TimePart,
  rings: RingsPart,
  move: MovePart,
  flows: FlowsPart,
  join: JoinPart,
  export: ExportPart,
};

/** The chosen part. */
export function PartBody(props: PartProps) {
  const Part = COMPONENTS[props.model.state.part];
  return <Part {...props} />;
}

/** Which part of the analysis is open. */
export function PartTabs({ model }: { readonly model: MobilityModel }) {
  const say = useMobilityWords();
  return (
    <nav className="mobility-parts" aria-label={say("parts")}>
      {PARTS.map((part) => (
        <Button
          key={part}
          size="compact-sm"
          variant={part === model.state.part ? "filled" : "default"}
          aria-current={part === model.state.part ? "page" : undefined}
          onClick={() => model.change({ part }, "push")}
        >
          {say(`part_${part}`)}
        </Button>
      ))}
    </nav>
  );
}
