import { useMemo } from "react";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import { figureDecimals, figureInWords, intervalInWords, numberInWords } from "./figures-in-words.ts";
import type { JoinRow } from "./join-figures.ts";
import type { PartProps } from "./parts.tsx";
import { useJoinWords } from "./use-join-words.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

export interface JoinTableProps extends Pick<PartProps, "model" | "nameOf"> {
  readonly rows: readonly JoinRow[];
  readonly column: string;
  readonly caption: string;
}

/** The ratios of the map, row by row, with what they are made of and how much of each leaf the table speaks of. */
export function JoinTable({ rows, column, caption, model, nameOf }: JoinTableProps) {
  const decimals = useMemo(() => figureDecimals(rows.map(({ figure }) => figure)), [rows]);
  const columns = useColumns(column, nameOf, decimals);
  return (
    <DataTable
      key={column}
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      start={{ key: "ratio", down: true }}
      selected={model.state.leaf}
      onSelect={({ id }) => model.change({ leaf: id })}
    />
  );
}

function useColumns(
  column: string,
  nameOf: PartProps["nameOf"],
  decimals: number,
): readonly Column<JoinRow>[] {
  const say = useJoinWords();
  const mobility = useMobilityWords();
  const format = useFormat();
  return useMemo(() => {
    const interval = ({ figure }: JoinRow) =>
      figure.kind === "shown" ? intervalInWords(mobility, format, figure, decimals) : "–";
    const coverage = (covered: number) => say("covered", { share: format.percent(covered) });
    return [
      { key: "name", title: say("colPlace"), value: nameOf },
      {
        ...{ key: "ratio", title: say("colRatio"), numeric: true },
        value: ({ figure }) => (figure.kind === "shown" ? figure.value : Number.NEGATIVE_INFINITY),
        show: ({ figure }) => figureInWords(mobility, format, figure, decimals),
        copy: ({ figure }) => (figure.kind === "shown" ? String(figure.value) : ""),
      },
      {
        ...{ key: "interval", title: mobility("colInterval"), numeric: true, show: interval, copy: interval },
        value: ({ figure }) => (figure.kind === "shown" ? figure.low : -1),
      },
      {
        ...{ key: "base", title: say("colBase", { column }), numeric: true },
        value: ({ base }) => base.base,
        show: ({ base: { base, covered } }) => (
          <>
            {numberInWords(format, base)}
            {covered < 1 ? <small className="mobility-covered">{coverage(covered)}</small> : null}
          </>
        ),
        copy: ({ base: { base, covered } }) => `${base} (${coverage(covered)})`,
      },
    ];
  }, [say, mobility, format, column, nameOf, decimals]);
}
