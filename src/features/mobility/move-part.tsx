import { useMemo } from "react";
import { cellOfParts } from "../../domain/grid.ts";
import { type Centre, reachKm } from "../../domain/statistics/centre-of-mass.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { Lacking } from "./empty-states.tsx";
import { decimalsOf, numberInWords } from "./figures-in-words.ts";
import type { Move } from "./move-figures.ts";
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
      {lack ? null : <Found {...props} />}
    </>
  );
}

function Found(props: PartProps) {
  const say = useMobilityWords();
  return props.move ? <Told {...props} move={props.move} /> : <p>{say("moveNone")}</p>;
}

function Told({ released, nameOf, move }: PartProps & { readonly move: Move }) {
  const say = useMobilityWords();
  const format = useFormat();
  const { moved } = move;
  // The distance, its interval and the radii bear the same decimals: they are read together.
  const decimals = Math.max(1, decimalsOf([moved.km, moved.highKm]));
  const km = (value: number) => say("km", { value: numberInWords(format, value, decimals) });
  const rows = useMemo(() => {
    const place = ({ eKm, nKm }: Centre) => {
      const square = cellOfParts(Math.floor(eKm), Math.floor(nKm));
      return square === undefined ? "" : nameOf({ squares: [{ square, sizeKm: 1 }] });
    };
    const dayOf = (quarter: typeof released.compared) => quarter?.window.starts_on ?? "";
    return [
      {
        key: "before",
        day: dayOf(released.compared),
        place: place(move.before),
        reach: reachKm(move.before),
      },
      { key: "after", day: dayOf(released.shown), place: place(move.after), reach: reachKm(move.after) },
    ];
  }, [released, nameOf, move]);
  return (
    <>
      <p role="status">
        <strong>
          {say("moveDistance", { distance: km(moved.km), low: km(moved.lowKm), high: km(moved.highKm) })}
        </strong>{" "}
        {say(moved.isDistinguishable ? "moveDistinct" : "moveNotDistinct")}
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
      <p className="mobility-note">{say("moveLeaves", { count: move.leaves })}</p>
    </>
  );
}
