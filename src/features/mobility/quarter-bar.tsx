import { NativeSelect } from "@mantine/core";
import { useFormat } from "../../ui/format.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Under the map: the quarter shown, and the one it is compared with. */
export function QuarterBar({
  model,
  released,
}: {
  readonly model: MobilityModel;
  readonly released: Released;
}) {
  const say = useMobilityWords();
  const format = useFormat();
  const { change } = model;
  const { quarters, shown, compared } = released;
  const options = quarters
    .map(({ window: { starts_on, ends_on } }) => ({
      value: starts_on,
      label: format.shortRange(starts_on, ends_on),
    }))
    .toReversed();
  const others = options.filter(({ value }) => value !== shown.window.starts_on);
  return (
    <div className="mobility-bar">
      <NativeSelect
        label={say("quarter")}
        data={options}
        value={shown.window.starts_on}
        onChange={({ currentTarget }) => {
          const quarter = currentTarget.value;
          // A quarter is not compared with itself: the two change places.
          const other = quarter === compared?.window.starts_on ? shown.window.starts_on : undefined;
          change(other ? { quarter, other } : { quarter });
        }}
      />
      {quarters.length > 1 ? (
        <NativeSelect
          label={say("compareWith")}
          data={[{ value: "", label: say("noCompare") }, ...others]}
          value={compared?.window.starts_on ?? ""}
          onChange={({ currentTarget }) => change({ other: currentTarget.value || undefined })}
        />
      ) : (
        <p className="mobility-note">{say("oneQuarter")}</p>
      )}
    </div>
  );
}
