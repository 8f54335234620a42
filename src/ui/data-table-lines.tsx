import { Table } from "@mantine/core";
import { memo, type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef } from "react";
import type { Column } from "./data-table.tsx";

/** Rows that are drawn in the very frame of a change; those below follow as soon as the page is free. */
const AT_ONCE = 12;

interface LineOf<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}

/** The rows to draw, each with the columns that it is drawn by: for a moment those further down are still the old ones. */
export function useLines<Row>(
  sorted: readonly Row[],
  columns: readonly Column<Row>[],
  rowKey: (row: Row) => number | string,
  count: number,
): LineOf<Row>[] {
  const now = useMemo(() => ({ sorted, columns, count }), [sorted, columns, count]);
  const settled = useDeferredValue(now);
  const lines = (view: typeof now, from: number, to: number) =>
    view.sorted.slice(from, to).map((row) => ({ row, columns: view.columns }));
  if (settled === now) return lines(now, 0, count);
  const first = lines(now, 0, Math.min(AT_ONCE, count));
  const taken = new Set(first.map(({ row }) => rowKey(row)));
  const below = lines(settled, 0, settled.count).filter(({ row }) => !taken.has(rowKey(row)));
  // Never more rows than there are now: what was taken away goes at once.
  const room = Math.min(count, sorted.length) - first.length;
  return [...first, ...below.slice(0, Math.max(0, room))];
}

/** A function that stays the same while what it calls changes. */
export function useStable<Row>(call: ((row: Row) => void) | undefined): (row: Row) => void {
  const latest = useRef(call);
  latest.current = call;
  return useCallback((row: Row) => latest.current?.(row), []);
}

interface LineProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly chosen: boolean;
  readonly still: boolean;
  readonly under?: (row: Row) => ReactNode;
  readonly onSelect?: (row: Row) => void;
}

/** Drawn anew only when its row, its columns or its choice change. */
export const Line = memo(TableLine) as typeof TableLine;

function TableLine<Row>({ row, columns, chosen, still, under, onSelect }: LineProps<Row>) {
  const [first, ...others] = columns;
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (chosen && !still) line.current?.scrollIntoView({ block: "nearest" });
  }, [chosen, still]);
  if (!first) return null;
  const shown = (column: Column<Row>) => column.show?.(row) ?? column.value(row);
  return (
    <>
      <Table.Tr ref={line} data-chosen={chosen} data-led={under !== undefined}>
        <Table.Th scope="row">
          {onSelect ? (
            <button
              type="button"
              className="data-table-pick"
              aria-pressed={chosen}
              onClick={() => onSelect(row)}
            >
              {shown(first)}
            </button>
          ) : (
            shown(first)
          )}
        </Table.Th>
        {others.map((column) => (
          <Table.Td key={column.key} data-numeric={column.numeric}>
            {shown(column)}
          </Table.Td>
        ))}
      </Table.Tr>
      {under ? (
        <Table.Tr data-chosen={chosen} className="data-table-under">
          <Table.Td colSpan={columns.length}>{under(row)}</Table.Td>
        </Table.Tr>
      ) : null}
    </>
  );
}
