import { useMemo } from "react";
import type { Centre, Displacement } from "../../domain/displacement.ts";
import { cellOfParts } from "../../domain/grid.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { Lacking } from "./empty-states.tsx";
import { numberInWords } from "./figures-in-words.ts";
import type { PartProps } from "./parts.tsx";
import { useMobilityWords } from "./use-mobility-words.ts";

/** The centre of mass in two quarters, and whether it moved further than noise alone would move it. */
export function MovePart(props: PartProps) {
  const say = useMobilityWords();
  const { model, released } = props;
  const foreign = released.compared && released.compared.index !== released.shown.index;
  const lack = released.compared ? (foreign ? "foreign_season" : undefined) : "needs_other";
  return (
    <>
      <h2>{say("part_move")}</h2>
      <p className="mobility-note">{say(model.state.counts ? "moveWhatCounts" : "moveWhatRates")}</p>
      {lack ? <Lacking lack={lack} model={model} released={released} /> : null}
      {lack ? null : <Worked {...props} />}
    </>
  );
}

function Worked(props: PartProps) {
  const say = useMobilityWords();
  const { move } = props;
  if (move.kind === "broken") return <p role="alert">{say("broken")}</p>;
  if (move.kind !== "done") return <Waiting />;
  const { found, leaves } = move.value;
  return found ? <Found {...props} found={found} leaves={leaves} /> : <p>{say("moveNone")}</p>;
}

function Found({
  released,
  nameOf,
  found,
  leaves,
}: PartProps & { readonly found: Displacement; readonly leaves: number }) {
  const say = useMobilityWords();
  const format = useFormat();
  const km = (value: number) => say("km", { value: numberInWords(format, value) });
  const rows = useMemo(() => {
    const place = ({ at: [east, north] }: Centre) => {
      const square = cellOfParts(Math.floor(east), Math.floor(north));
      return square === undefined ? "" : nameOf({ squares: [{ square, sizeKm: 1 }] });
    };
    const dayOf = (quarter: typeof released.compared) => quarter?.window.starts_on ?? "";
    return [
      {
        key: "before",
        day: dayOf(released.compared),
        place: place(found.before),
        reach: found.before.reachKm,
      },
      { key: "after", day: dayOf(released.shown), place: place(found.after), reach: found.after.reachKm },
    ];
  }, [released, nameOf, found]);
  return (
    <>
      <p role="status">
        <strong>{say("moveDistance", { distance: km(found.distanceKm), reach: km(found.reachKm) })}</strong>{" "}
        {say(found.isDistinct ? "moveDistinct" : "moveNotDistinct")}
      </p>
      <DataTable
        caption={say("moveCaption")}
        rows={rows}
        rowKey={({ key }) => key}
        start={{ key: "quarter", down: false }}
        columns={[
          {
            key: "quarter",
            title: say("colFrom"),
            value: ({ day }) => day,
            show: ({ day }) => format.shortDay(day),
          },
          { key: "place", title: say("colCentre"), value: ({ place }) => place },
          {
            key: "reach",
            title: say("colReach"),
            numeric: true,
            value: ({ reach }) => reach,
            show: ({ reach }) => km(reach),
          },
        ]}
      />
      <p className="mobility-note">{say("moveLeaves", { count: leaves })}</p>
    </>
  );
}
