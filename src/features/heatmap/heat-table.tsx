import { useMemo } from "react";
import type { ReleasePolicy } from "../../data/windows.ts";
import { partsOf } from "../../domain/grid.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/format.ts";
import type { LeafRow } from "./leaf-rows.ts";
import { useHeatWords } from "./use-heat-words.ts";
import type { LeafName } from "./use-leaf-names.ts";
import { changeInWords, valueInWords } from "./values-in-words.ts";

export interface HeatTableProps {
  readonly rows: readonly LeafRow[];
  readonly nameOf: LeafName;
  readonly policy: ReleasePolicy;
  readonly selected: number | undefined;
  readonly onSelect: (leaf: number) => void;
}

/** The values of the map, row by row; picking a row picks its leaf on the map, and the other way round. */
export function HeatTable({ rows, nameOf, policy, selected, onSelect }: HeatTableProps) {
  const say = useHeatWords();
  const compared = rows[0]?.before !== undefined;
  const columns = useColumns(compared, nameOf, policy);
  return (
    <DataTable
      key={String(compared)}
      caption={say("tableCaption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.leaf.id}
      start={{ key: compared ? "change" : "at_least", down: true }}
      selected={selected}
      onSelect={(row) => onSelect(row.leaf.id)}
    />
  );
}

function useColumns(compared: boolean, nameOf: LeafName, policy: ReleasePolicy): readonly Column<LeafRow>[] {
  const say = useHeatWords();
  const format = useFormat();
  return useMemo(() => {
    const words = (value: Pick<LeafRow, "heatClass" | "atLeast">) =>
      valueInWords(say, format, policy.classes, value);
    const base: Column<LeafRow>[] = [
      {
        key: "name",
        title: say("colName"),
        value: (row) => nameOf(row.leaf),
        copy: (row) => `${nameOf(row.leaf)} [${codeOf(row)}]`,
      },
      { key: "area", title: say("colArea"), numeric: true, value: (row) => row.leaf.areaKm2 },
      {
        key: "class",
        title: say("colClass"),
        numeric: true,
        value: ({ heatClass }) => heatClass,
        show: words,
        copy: words,
      },
    ];
    return [...base, ...(compared ? comparing() : [atLeast()])];

    function atLeast(): Column<LeafRow> {
      return {
        key: "at_least",
        title: say("colAtLeast"),
        numeric: true,
        value: (row) => row.atLeast,
        show: (row) => (row.atLeast > 0 ? format.number(row.atLeast) : "–"),
        copy: (row) => (row.atLeast > 0 ? String(row.atLeast) : ""),
      };
    }

    function comparing(): Column<LeafRow>[] {
      const before = (row: LeafRow) => (row.before ? words(row.before) : "");
      return [
        {
          key: "before",
          title: say("colBefore"),
          numeric: true,
          value: (row) => row.before?.heatClass ?? 0,
          show: before,
          copy: before,
        },
        {
          key: "change",
          title: say("colChange"),
          value: stepOf,
          show: (row) => changeInWords(say, row),
          copy: (row) => changeInWords(say, row),
        },
      ];
    }
  }, [say, format, policy, nameOf, compared]);
}

function stepOf({ before }: LeafRow): number {
  const change = before?.change;
  if (change?.kind === "step") return change.step;
  if (change?.kind === "one_side") return change.side === "after" ? 8 : -8;
  return -9;
}

/** Squares of the leaf by size and lower-left corner, to join with other gridded figures. */
function codeOf({ leaf }: LeafRow): string {
  const codes = leaf.squares.map(({ square, sizeKm }) => {
    const { eKm, nKm } = partsOf(square);
    return `${sizeKm}kmN${nKm}E${eKm}`;
  });
  return codes.join(" ");
}
