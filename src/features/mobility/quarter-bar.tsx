import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { useFormat } from "../../ui/format.ts";
import { chosenQuarters } from "./quarters.ts";
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
  const { windows, shown } = released;
  const options = useMemo(
    () =>
      windows
        .map(({ starts_on, ends_on }) => ({ value: starts_on, label: format.shortRange(starts_on, ends_on) }))
        .toReversed(),
    [windows, format],
  );
  // What the person chose stands here at once, also while its table is still on its way.
  const chosen = chosenQuarters(windows, model.state.quarter, model.state.other);
  const at = windows[chosen.at]?.starts_on ?? shown.window.starts_on;
  const beside = chosen.other === undefined ? undefined : windows[chosen.other]?.starts_on;
  const others = options.filter(({ value }) => value !== at);
  return (
    <div className="mobility-bar">
      <NativeSelect
        label={say("quarter")}
        data={options}
        value={at}
        onChange={({ currentTarget }) => {
          const quarter = currentTarget.value;
          // A quarter is not compared with itself: the two change places.
          const other = quarter === beside ? at : undefined;
          change(other ? { quarter, other } : { quarter });
        }}
      />
      {windows.length > 1 ? (
        <NativeSelect
          label={say("compareWith")}
          data={[{ value: "", label: say("noCompare") }, ...others]}
          value={beside ?? ""}
          onChange={({ currentTarget }) => change({ other: currentTarget.value || undefined })}
        />
      ) : (
        <p className="mobility-note">{say("oneQuarter")}</p>
      )}
    </div>
  );
}
