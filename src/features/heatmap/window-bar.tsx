import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowsLeftRight, IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { PublishedWindow } from "../../data/windows.ts";
import { useFormat } from "../../ui/format.ts";
import { RangeBars } from "../../ui/range-bars.tsx";
import { histogramOf } from "./histogram.ts";
import { daysOf, moveEnd, periodOf, type Span, spanToCompare } from "./periods.ts";
import type { HeatModel } from "./use-heat.ts";
import { useHeatWords } from "./use-heat-words.ts";
import { usePlay } from "./use-play.ts";

type Which = "after" | "before";

/** Everything that changes the time the map shows: histogram with a range, play, comparison. */
export function WindowBar({ model, windows, span }: WindowBarProps) {
  const say = useHeatWords();
  const format = useFormat();
  const [which, setWhich] = useState<Which>("after");
  const { other, change } = model;
  const setting = which === "before" && other ? other : span;
  const set = (next: Span) => {
    const period = periodOf(windows, next);
    change(setting === span ? { period } : { other: period });
  };
  const play = usePlay(windows, span, (next) => change({ period: periodOf(windows, next) }));
  const bars = useBars(windows);
  const days = daysOf(windows, span);
  return (
    <div className="window-bar">
      <div className="window-bar-head">
        <Button
          variant="default"
          className="window-bar-play"
          aria-label={say(play.playing ? "pause" : "play")}
          title={say(play.playing ? "pause" : "play")}
          disabled={windows.length < 2}
          onClick={play.toggle}
        >
          {play.playing ? (
            <IconPlayerPauseFilled aria-hidden size={18} />
          ) : (
            <IconPlayerPlayFilled aria-hidden size={18} />
          )}
        </Button>
        <p className="window-bar-range">
          <strong>{days ? format.shortRange(days.from, days.to) : ""}</strong>
          <span>{say("windowCount", { count: span.last - span.first + 1 })}</span>
        </p>
        <Compare model={model} windows={windows} span={span} which={which} onWhich={setWhich} />
      </div>
      <RangeBars
        bars={bars}
        span={setting}
        other={other ? (setting === span ? other : span) : undefined}
        onOnly={(at) => set({ first: at, last: at })}
        onEnd={(end, to) => set(moveEnd(windows, setting, end, to))}
        label={say("windows")}
        endLabels={[say("first"), say("last")]}
      />
    </div>
  );
}

export interface WindowBarProps {
  readonly model: HeatModel;
  readonly windows: readonly PublishedWindow[];
  readonly span: Span;
}

function useBars(windows: readonly PublishedWindow[]) {
  const say = useHeatWords();
  const format = useFormat();
  return useMemo(
    () =>
      histogramOf(windows).map(({ window, height, breakBefore }) => {
        const range = format.shortRange(window.starts_on, window.ends_on);
        const count = format.number(window.at_least);
        const label = window.at_least > 0 ? say("bar", { range, count }) : say("barEmpty", { range });
        return { key: String(window.id), height, breakBefore, label };
      }),
    [windows, say, format],
  );
}

interface CompareProps extends WindowBarProps {
  readonly which: Which;
  readonly onWhich: (which: Which) => void;
}

function Compare({ model, windows, span, which, onWhich }: CompareProps) {
  const say = useHeatWords();
  const format = useFormat();
  const { other, foreign, change } = model;
  const start = spanToCompare(windows, span);
  const on = model.state.other !== undefined;
  const days = other && daysOf(windows, other);
  return (
    <>
      {foreign ? <p className="window-bar-note">{say("compareSeason")}</p> : null}
      {days ? (
        <p className="window-bar-range">
          <span>{say("beforeValue", { value: format.shortRange(days.from, days.to) })}</span>
        </p>
      ) : null}
      {other ? (
        <SegmentedControl
          size="xs"
          aria-label={say("compareWhich")}
          data={[
            { value: "before", label: say("before") },
            { value: "after", label: say("after") },
          ]}
          value={which}
          onChange={(value) => onWhich(value === "before" ? "before" : "after")}
        />
      ) : null}
      <Button
        variant={on ? "light" : "default"}
        aria-pressed={on}
        disabled={!on && !start}
        title={start ? undefined : say("oneWindow")}
        leftSection={<IconArrowsLeftRight aria-hidden size={18} />}
        onClick={() => change({ other: on || !start ? undefined : periodOf(windows, start) })}
      >
        {say(on ? "compareEnd" : "compare")}
      </Button>
    </>
  );
}
