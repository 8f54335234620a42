import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import type { Cell } from "../../domain/grid.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { comparedInWords, comparedRank, pointDecimals, pointInWords } from "./compared-in-words.ts";
import { Lacking } from "./empty-states.tsx";
import { ChartButtons } from "./export-chart-buttons.tsx";
import { numberInWords, unitInWords } from "./figures-in-words.ts";
import { IntervalChart } from "./interval-chart.tsx";
import type { PartProps } from "./parts.tsx";
import type { Quarter } from "./quarters.ts";
import type { RingFigures, SeriesPoint } from "./series-figures.ts";
import { districtsOf, RINGS, ringSlices } from "./slices.ts";
import { useAnalysis } from "./use-analysis.ts";
import { useDistrictNames } from "./use-leaf-names.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Before and after an eviction that the person knows of, by ring of 8 km districts around it. */
export function RingsPart(props: PartProps) {
  const say = useMobilityWords();
  const { model, released, nameOf } = props;
  const { shown, compared } = released;
  const nameOfDistrict = useDistrictNames(nameOf);
  const districts = useMemo(() => districtsOf(shown.index.leaves), [shown]);
  const centre = districts.find((each) => each === model.state.district);
  const options = districts
    .map((district) => ({ value: String(district), label: nameOfDistrict(district) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <>
      <h2>{say("part_rings")}</h2>
      <p className="mobility-note">{say("ringsWhat")}</p>
      <NativeSelect
        label={say("ringsDistrict")}
        data={[{ value: "", label: say("ringsChoose") }, ...options]}
        value={centre === undefined ? "" : String(centre)}
        onChange={({ currentTarget }) =>
          model.change({ district: districts.find((each) => String(each) === currentTarget.value) })
        }
      />
      {compared ? null : <Lacking lack="needs_other" model={model} released={released} />}
      {compared && centre !== undefined ? (
        <Rings {...props} centre={centre} about={nameOfDistrict(centre)} pair={inOrder(shown, compared)} />
      ) : null}
      <p className="mobility-note">{say("ringsCare")}</p>
    </>
  );
}

/** The earlier of two quarters is before, whichever is the one shown. */
function inOrder(shown: Quarter, compared: Quarter): readonly [before: Quarter, after: Quarter] {
  return shown.window.starts_on < compared.window.starts_on ? [shown, compared] : [compared, shown];
}

interface RingsProps extends PartProps {
  readonly centre: Cell;
  /** Name of the district in the middle. */
  readonly about: string;
  readonly pair: readonly [before: Quarter, after: Quarter];
}

function Rings({ member, model, released, centre, about, pair: [before, after] }: RingsProps) {
  const say = useMobilityWords();
  const format = useFormat();
  const { counts } = model.state;
  const { mechanism } = released;
  const question = useMemo(
    () => ({ rings: ringSlices(before, after, centre), mechanism, counts }),
    [before, after, centre, mechanism, counts],
  );
  const found = useAnalysis("rings", question);
  if (found.kind === "broken") return <p role="alert">{say("broken")}</p>;
  if (found.kind !== "done") return <Waiting />;
  const rows = found.value.map((each, ring) => ({ ...each, ring, name: say(`ring_${ring as 0}`) }));
  const decimals = pointDecimals(found.value.flatMap(({ before: from, after: to }) => [from, to]));
  const chart = {
    unit: unitInWords(say, "value", counts),
    slots: rows.map(({ ring }) => say(`ringShort_${ring as 0}`)),
    series: [
      { kind: "second" as const, name: nameOf(before), marks: marksOf(found.value, "before") },
      { kind: "first" as const, name: nameOf(after), marks: marksOf(found.value, "after") },
    ],
    number: (value: number) => numberInWords(format, value),
  };
  return (
    <>
      <IntervalChart label={say("ringsLabel")} {...chart} />
      <ChartButtons
        member={member}
        model={model}
        title={say("part_rings")}
        about={about}
        quarters={[before, after].map(({ window }) => window.starts_on)}
        chart={chart}
      />
      <DataTable
        caption={say("ringsCaption")}
        rows={rows}
        rowKey={({ ring }) => ring}
        start={{ key: "ring", down: false }}
        page={RINGS}
        columns={[
          {
            key: "ring",
            title: say("colRing"),
            value: ({ ring }) => ring,
            show: ({ name }) => name,
            copy: ({ name }) => name,
          },
          ...(["before", "after"] as const).map((key) => ({
            key,
            title: say(key === "before" ? "colBefore" : "colAfter"),
            value: (row: RingFigures) => row[key].value ?? -1,
            show: (row: RingFigures) => pointInWords(say, format, row[key], decimals),
            copy: (row: RingFigures) => pointInWords(say, format, row[key], decimals),
          })),
          {
            key: "change",
            title: say("colChange"),
            value: ({ change }) => comparedRank(change),
            show: ({ change }) => comparedInWords(say, format, change, decimals),
            copy: ({ change }) => comparedInWords(say, format, change, decimals),
          },
        ]}
      />
    </>
  );

  function nameOf({ window }: Quarter): string {
    return format.shortRange(window.starts_on, window.ends_on);
  }
}

function marksOf(rings: readonly RingFigures[], side: "before" | "after") {
  return rings.map((ring) => {
    const { value, low, high, most }: SeriesPoint = ring[side];
    return value === undefined ? undefined : { value, low, high, most };
  });
}
