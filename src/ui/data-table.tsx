import { Button, Table } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconCopy } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { Line, useLines, useStable } from "./data-table-lines.tsx";
import { type SortBy, sortRows, toTsv } from "./table-rows.ts";
import { toast } from "./toast.ts";
import { useUiWords } from "./use-ui-words.ts";
import "./data-table.css";

/** A column: how a row's value is sorted, shown and copied. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly value: (row: Row) => number | string;
  /** Left out: the value itself. */
  readonly show?: (row: Row) => ReactNode;
  /** Text in the copied table; left out: the value. */
  readonly copy?: (row: Row) => string;
  readonly numeric?: boolean;
  /** Shown, never copied: what must not leave the page (privacy.md, "Working memory"). */
  readonly secret?: boolean;
  /** Holds a button: nothing to sort by, nothing to copy. */
  readonly action?: boolean;
}

export interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => number | string;
  readonly start: SortBy;
  readonly selected?: number | string | undefined;
  readonly onSelect?: ((row: Row) => void) | undefined;
  /** Name of the button that selects a row: in the first column. */
  readonly page?: number;
  /** A row's further words, over the whole width. */
  readonly under?: (row: Row) => ReactNode;
  /** The table stays where it is when a row is selected elsewhere: something else shows it. */
  readonly still?: boolean;
}

/** A sortable table: headers are buttons, the first cell selects its row, and all of it can be copied. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, start, selected, page = 100 } = props;
  const say = useUiWords();
  const [by, setBy] = useState(start);
  const [shown, setShown] = useState(page);
  const sorted = useMemo(() => sortRows(rows, columns, by), [rows, columns, by]);
  const at = selected === undefined ? -1 : sorted.findIndex((row) => rowKey(row) === selected);
  // What is picked elsewhere is shown here, however far down it stands.
  const count = Math.max(shown, at + 1);
  const rest = sorted.length - count;
  const lines = useLines(sorted, columns, rowKey, count);
  const select = useStable(props.onSelect);
  return (
    <div className="data-table">
      <Button
        variant="default"
        size="sm"
        leftSection={<IconCopy aria-hidden size={18} />}
        onClick={() => void copy(toTsv(sorted, columns), say("copied"), say("copyRefused"))}
      >
        {say("copy")}
      </Button>
      <Table className="data-table-grid" stickyHeader>
        <Table.Caption className="rp-hidden">{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Header key={column.key} column={column} by={by} onSort={setBy} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ row, columns: own }) => (
            <Line
              key={rowKey(row)}
              row={row}
              columns={own}
              chosen={rowKey(row) === selected}
              still={props.still ?? false}
              {...(props.under ? { under: props.under } : {})}
              {...(props.onSelect ? { onSelect: select } : {})}
            />
          ))}
        </Table.Tbody>
      </Table>
      {rest > 0 ? (
        <Button variant="default" onClick={() => setShown(count + page)}>
          {say("showMore", { count: Math.min(page, rest) })}
        </Button>
      ) : null}
    </div>
  );
}

interface HeaderProps<Row> {
  readonly column: Column<Row>;
  readonly by: SortBy;
  readonly onSort: (by: SortBy) => void;
}

function Header<Row>({ column, by, onSort }: HeaderProps<Row>) {
  const say = useUiWords();
  if (column.action) {
    return (
      <Table.Th>
        <span className="rp-hidden">{column.title}</span>
      </Table.Th>
    );
  }
  const here = by.key === column.key;
  const Icon = !here ? IconArrowsSort : by.down ? IconArrowDown : IconArrowUp;
  const state = here ? (by.down ? "descending" : "ascending") : "none";
  return (
    <Table.Th aria-sort={state} data-numeric={column.numeric}>
      <button
        type="button"
        className="data-table-sort"
        title={say("sortBy", { column: column.title })}
        onClick={() => onSort({ key: column.key, down: here ? !by.down : (column.numeric ?? false) })}
      >
        {column.title}
        <Icon aria-hidden size={16} />
      </button>
    </Table.Th>
  );
}

async function copy(tsv: string, done: string, refused: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(tsv);
    toast(done);
  } catch {
    toast(refused, "failed");
  }
}
