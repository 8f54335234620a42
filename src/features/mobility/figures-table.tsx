import { useMemo } from "react";
import type { Leaf } from "../../domain/leaf-index.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { figureDecimals, figureInWords, intervalInWords, verdictInWords } from "./figures-in-words.ts";
import type { LeafFigure } from "./measures.ts";
import type { Figures } from "./use-figures.ts";
import type { LeafName } from "./use-leaf-names.ts";
import type { Released } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

interface Row {
  readonly leaf: Leaf;
  readonly figure: LeafFigure;
  readonly hours: number;
}

export interface FiguresTableProps {
  readonly released: Released;
  readonly figures: Figures;
  readonly nameOf: LeafName;
  readonly selected: number | undefined;
  readonly onSelect: (leaf: number) => void;
}

/** Rows at first: what a change of filter redraws. */
const ROWS = 40;

/** The figures of the map, row by row, each with its interval and the effort it is measured against. */
export function FiguresTable({ released, figures, nameOf, selected, onSelect }: FiguresTableProps) {
  const say = useMobilityWords();
  const { shown } = released;
  const rows = useMemo(
    () =>
      shown.index.leaves.map(
        (leaf, at): Row => ({
          leaf,
          figure: figures.figures[at] ?? { kind: "hidden" },
          hours: shown.hours[at] ?? 0,
        }),
      ),
    [shown, figures],
  );
  const columns = useColumns(figures, nameOf);
  return (
    <DataTable
      key={figures.measure}
      caption={say("tableCaption")}
      columns={columns}
      rows={rows}
      rowKey={({ leaf }) => leaf.id}
      start={{ key: "value", down: true }}
      page={ROWS}
      selected={selected}
      onSelect={({ leaf }) => onSelect(leaf.id)}
    />
  );
}

function useColumns({ measure, figures: all }: Figures, nameOf: LeafName): readonly Column<Row>[] {
  const say = useMobilityWords();
  const format = useFormat();
  const decimals = useMemo(() => figureDecimals(all), [all]);
  return useMemo(() => {
    const interval = ({ figure }: Row) =>
      figure.kind === "shown" ? intervalInWords(say, format, figure, decimals) : "–";
    const verdict: Column<Row> = {
      key: "verdict",
      title: say("colVerdict"),
      value: ({ figure }) => verdictInWords(say, measure, figure),
    };
    const hours: Column<Row> = {
      key: "hours",
      title: say("colHours"),
      numeric: true,
      value: ({ hours }) => hours,
      show: ({ hours }) => format.number(Math.round(hours)),
    };
    const hasVerdict = measure === "change" || measure === "hot";
    return [
      {
        key: "name",
        title: say("colName"),
        value: ({ leaf }) => nameOf(leaf),
        copy: ({ leaf }) => `${nameOf(leaf)} [${codeOf(leaf)}]`,
      },
      {
        key: "value",
        title: say("colValue"),
        numeric: true,
        value: rankOf,
        show: ({ figure }) => figureInWords(say, format, figure, decimals),
        copy: ({ figure }) => (figure.kind === "shown" ? String(figure.value) : ""),
      },
      {
        key: "interval",
        title: say("colInterval"),
        numeric: true,
        value: ({ figure }) => (figure.kind === "shown" ? figure.low : -1),
        show: interval,
        copy: interval,
      },
      // Beside a verdict there is no room: the effort of a leaf is told where it is picked.
      hasVerdict ? verdict : hours,
    ];
  }, [say, format, measure, nameOf, decimals]);
}

/** Where there is no figure a row stands below all others. */
function rankOf({ figure }: Row): number {
  return figure.kind === "shown" ? figure.value : Number.NEGATIVE_INFINITY;
}

/** Squares of a leaf by size and lower-left corner, to join with other gridded figures. */
function codeOf({ squares }: Leaf): string {
  return squares.map(({ square, sizeKm }) => `${sizeKm} km ${shortCode(square)}`).join(", ");
}
