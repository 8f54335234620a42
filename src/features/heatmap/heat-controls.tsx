import { NativeSelect, SegmentedControl } from "@mantine/core";
import { BREAKDOWNS } from "../../data/heat.ts";
import { SLOTS } from "../../domain/slot.ts";
import { CATEGORIES } from "./heat-address.ts";
import type { HeatModel } from "./use-heat.ts";
import { useHeatWords } from "./use-heat-words.ts";
import { categoryInWords } from "./values-in-words.ts";

/** Tables of each tier (privacy.md): educators have the total and the kind of place. */
const TABLES = { educator: ["total", "place_kind"], lead: BREAKDOWNS } as const;

/** The category that a breakdown opens with: one that releases show more often than not. */
const FIRST_CATEGORY = { total: "all", place_kind: "wandering", age_band: "16-17", gender: "boy" } as const;

/** What changes the map, in the panel's head: level, layer, breakdown. */
export function HeatControls({
  model,
  hasWindows,
}: {
  readonly model: HeatModel;
  readonly hasWindows: boolean;
}) {
  const breakdown = hasWindows ? <BreakdownSelect model={model} /> : null;
  return (
    <div className="heat-controls">
      {model.tiers.length > 1 ? <TierSwitch model={model} /> : null}
      <LayerSwitch model={model} />
      {model.state.coverage ? <SlotSelect model={model} /> : breakdown}
    </div>
  );
}

function TierSwitch({ model }: { readonly model: HeatModel }) {
  const say = useHeatWords();
  const { tiers, tier, change } = model;
  return (
    <SegmentedControl
      fullWidth
      aria-label={say("tier")}
      data={tiers.map((value) => ({ value, label: say(value) }))}
      value={tier}
      onChange={(value) => {
        const next = tiers.find((each) => each === value);
        // Windows, seasons and tables differ between levels: what was chosen in one names nothing in the other.
        change({
          tier: next,
          period: undefined,
          other: undefined,
          leaf: undefined,
          breakdown: "total",
          category: "all",
        });
      }}
    />
  );
}

const LAYERS = ["leaves", "surface", "coverage"] as const;

function LayerSwitch({ model }: { readonly model: HeatModel }) {
  const say = useHeatWords();
  const { state, change } = model;
  const layer = state.coverage ? "coverage" : state.surface ? "surface" : "leaves";
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      className="heat-layer"
      aria-label={say("layer")}
      data={LAYERS.map((value) => ({ value, label: say(value) }))}
      value={layer}
      onChange={(value) =>
        change({ surface: value === "surface", coverage: value === "coverage" ? "evening" : undefined })
      }
    />
  );
}

function SlotSelect({ model }: { readonly model: HeatModel }) {
  const say = useHeatWords();
  const { state, change } = model;
  return (
    <NativeSelect
      label={say("slot")}
      value={state.coverage ?? "evening"}
      data={SLOTS.map((value) => ({ value, label: say(value) }))}
      onChange={({ currentTarget }) =>
        change({ coverage: SLOTS.find((slot) => slot === currentTarget.value) ?? "evening" })
      }
    />
  );
}

function BreakdownSelect({ model }: { readonly model: HeatModel }) {
  const say = useHeatWords();
  const { state, change, tier } = model;
  const { breakdown, category } = state;
  return (
    <div className="heat-controls-pair">
      <NativeSelect
        label={say("breakdown")}
        value={breakdown}
        data={TABLES[tier].map((value) => ({ value, label: say(value) }))}
        onChange={({ currentTarget }) => {
          const next = BREAKDOWNS.find((each) => each === currentTarget.value) ?? "total";
          change({ breakdown: next, category: FIRST_CATEGORY[next] });
        }}
      />
      {breakdown === "total" ? null : (
        <NativeSelect
          label={say("category")}
          value={category}
          data={CATEGORIES[breakdown].map((value) => ({
            value,
            label: categoryInWords(say, breakdown, value),
          }))}
          onChange={({ currentTarget }) => change({ category: currentTarget.value })}
        />
      )}
    </div>
  );
}
