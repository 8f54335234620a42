import { Alert, NativeSelect, SegmentedControl, Text } from "@mantine/core";
import { BREAKDOWNS } from "../../data/heat.ts";
import { categoryInWords } from "./figures-in-words.ts";
import { MEASURES } from "./measures.ts";
import { CATEGORIES } from "./mobility-address.ts";
import { isRateOnly } from "./use-figures.ts";
import type { MobilityModel } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Which released table is looked at, and whether as rates or as counts. */
export function TableControls({ model }: { readonly model: MobilityModel }) {
  const say = useMobilityWords();
  const { state, change } = model;
  const { breakdown, category } = state;
  return (
    <div className="mobility-controls">
      <div className="mobility-pair">
        <NativeSelect
          label={say("breakdown")}
          value={breakdown}
          data={BREAKDOWNS.map((value) => ({ value, label: say(value) }))}
          onChange={({ currentTarget }) => {
            const next = BREAKDOWNS.find((each) => each === currentTarget.value) ?? "total";
            change({ breakdown: next, category: CATEGORIES[next][0] ?? "all" });
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
      {/* A ratio to a joined table is of counts: the unit would change nothing there. */}
      {state.part === "join" ? null : <UnitControl model={model} />}
    </div>
  );
}

/** Rates by default; counts with a warning. */
function UnitControl({ model: { state, change } }: { readonly model: MobilityModel }) {
  const say = useMobilityWords();
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={say("unit")}
        data={[
          { value: "rates", label: say("rates") },
          { value: "counts", label: say("counts") },
        ]}
        value={state.counts ? "counts" : "rates"}
        onChange={(value) => change({ counts: value === "counts" })}
      />
      {state.counts ? (
        <Alert color="gray" p="xs" role="note">
          {say("countsWarning")}
        </Alert>
      ) : null}
    </>
  );
}

/** What the map and its table tell of every leaf, with one sentence on how to read it. */
export function MeasureSelect({ model }: { readonly model: MobilityModel }) {
  const say = useMobilityWords();
  const { state, change } = model;
  const { measure } = state;
  return (
    <div>
      <NativeSelect
        label={say("measure")}
        value={measure}
        data={MEASURES.map((value) => ({ value, label: say(`measure_${value}`) }))}
        onChange={({ currentTarget }) =>
          change({ measure: MEASURES.find((each) => each === currentTarget.value) ?? "value" })
        }
      />
      <Text size="sm" mt="xs" className="mobility-note">
        {say(`help_${measure}`)} {state.counts && isRateOnly(measure) ? say("ratesOnly") : null}
      </Text>
    </div>
  );
}
