import { SegmentedControl } from "@mantine/core";
import { useDeferredValue, useMemo } from "react";
import { DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useLanguage } from "../../ui/words.ts";
import { comparedInWords, comparedRank, pointDecimals, pointInWords } from "./compared-in-words.ts";
import { ChartButtons } from "./export-chart-buttons.tsx";
import { numberInWords, unitInWords } from "./figures-in-words.ts";
import { IntervalChart } from "./interval-chart.tsx";
import { SCOPES, type Scope } from "./mobility-address.ts";
import type { PartProps } from "./parts.tsx";
import { ProfilePart } from "./profile-part.tsx";
import { type PublishedQuarter, type Quarter, shortQuarter } from "./quarters.ts";
import { type TrendAsked, trendQuestion } from "./questions.ts";
import type { TrendPoint } from "./series-figures.ts";
import { useAnalysis } from "./use-analysis.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Quarter after quarter: the sum over the territory, a district or a leaf, and its differences. */
export function TimePart(props: PartProps) {
  const { all } = props.released;
  return all ? <Quarters {...props} quarters={all} /> : <Waiting />;
}

interface QuartersProps extends PartProps {
  readonly quarters: readonly Quarter[];
}

function Quarters(props: QuartersProps) {
  const say = useMobilityWords();
  const { model, released, quarters, nameOf } = props;
  const { scope, leaf, counts } = model.state;
  const picked = released.shown.index.indexOfId.has(leaf ?? -1);
  const used: Scope = picked ? scope : "territory";
  const asked = useMemo(
    () => trendQuestion(released, quarters, used, leaf, counts),
    [released, quarters, used, leaf, counts],
  );
  const own = released.shown.index.leaves[released.shown.index.indexOfId.get(leaf ?? -1) ?? -1];
  const about =
    own && used !== "territory" ? `${say(`scope_${used}`)} · ${nameOf(own)}` : say("scope_territory");
  const trend = useAnalysis("trend", asked.question);
  // The profile below follows as soon as the trend is drawn.
  const isDrawn = useDeferredValue(true, false);
  return (
    <>
      <h2>{say("part_time")}</h2>
      <SegmentedControl
        fullWidth
        aria-label={say("scope")}
        data={SCOPES.map((value) => ({
          value,
          label: say(`scope_${value}`),
          disabled: value !== "territory" && !picked,
        }))}
        value={used}
        onChange={(value) => model.change({ scope: SCOPES.find((each) => each === value) ?? "territory" })}
      />
      {picked ? null : <p className="mobility-note">{say("scopeHelp")}</p>}
      {trend.kind === "broken" ? <p role="alert">{say("broken")}</p> : null}
      {trend.kind === "done" && trend.value.length === asked.windows.length ? (
        <div className="mobility-trend" aria-busy={trend.old}>
          <Trend {...props} points={trend.value} windows={asked.windows} about={about} />
        </div>
      ) : (
        <Waiting />
      )}
      {isDrawn ? <ProfilePart {...props} /> : null}
    </>
  );
}

interface Row extends TrendPoint {
  readonly window: PublishedQuarter;
}

interface TrendProps extends PartProps {
  readonly points: readonly TrendPoint[];
  readonly windows: TrendAsked["windows"];
  /** What the sums are over, in words. */
  readonly about: string;
}

function Trend({ member, model, points, windows, about }: TrendProps) {
  const say = useMobilityWords();
  const format = useFormat();
  const [language] = useLanguage();
  const { counts } = model.state;
  const rows = points.flatMap((point, at): Row[] => {
    const window = windows[at];
    return window ? [{ ...point, window }] : [];
  });
  const marks = points.map(({ value, low, high, most }) =>
    value === undefined ? undefined : { value, low, high, most },
  );
  const leavesInWords = ({ shown, hidden: masked }: Row) =>
    say("leavesShown", { count: shown, all: shown + masked });
  const chart = {
    unit: unitInWords(say, "value", counts),
    slots: windows.map(({ starts_on }) => shortQuarter(starts_on, language)),
    series: [{ kind: "first" as const, name: "", marks }],
    number: (value: number) => numberInWords(format, value),
  };
  const decimals = pointDecimals(points);
  const hidden = points.some((point) => point.hidden > 0);
  return (
    <>
      <IntervalChart label={say("trendLabel", { count: points.length })} {...chart} />
      <ChartButtons
        member={member}
        model={model}
        title={say("part_time")}
        about={about}
        quarters={windows.map(({ starts_on }) => starts_on)}
        chart={chart}
      />
      <p className="mobility-note">
        {say("trendHelp")} {hidden ? say(counts ? "trendHiddenCounts" : "trendHiddenRates") : null}{" "}
        {points.length < 2 ? say("oneQuarter") : null}
      </p>
      <DataTable
        caption={say("trendCaption")}
        rows={rows}
        rowKey={({ window }) => window.id}
        start={{ key: "quarter", down: true }}
        columns={[
          {
            key: "quarter",
            title: say("quarter"),
            value: ({ window }) => window.starts_on,
            show: ({ window }) => format.shortRange(window.starts_on, window.ends_on),
            copy: ({ window }) => `${window.starts_on}/${window.ends_on}`,
          },
          {
            key: "value",
            title: say("colValue"),
            value: ({ value }) => value ?? -1,
            show: (row) => `${pointInWords(say, format, row, decimals)} · ${leavesInWords(row)}`,
            copy: (row) => pointInWords(say, format, row, decimals),
          },
          ...(["previous", "year"] as const).map((key) => ({
            key,
            title: say(key === "previous" ? "colPrevious" : "colYear"),
            value: (row: Row) => comparedRank(row[key]),
            show: (row: Row) => comparedInWords(say, format, row[key], decimals),
            copy: (row: Row) => comparedInWords(say, format, row[key], decimals),
          })),
        ]}
      />
    </>
  );
}
