import { Select } from "@mantine/core";
import { useMemo } from "react";
import type { Cell } from "../../domain/grid.ts";
import { type CellName, shortCode } from "../../map/use-cell-names.ts";

/** Most places offered at once; typing narrows them. */
const MOST_OPTIONS = 20;

/** Chooses a cell by the name of its place. */
export function CellSelect({
  label,
  description,
  placeholder,
  cells,
  value,
  nameOf,
  onChange,
}: {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly cells: readonly Cell[];
  readonly value: Cell | null;
  readonly nameOf: CellName;
  readonly onChange: (cell: Cell) => void;
}) {
  const options = useMemo(
    () =>
      [...new Set(value === null ? cells : [value, ...cells])]
        .map((cell) => ({ value: String(cell), label: `${nameOf(cell)} (${shortCode(cell)})` }))
        .toSorted((one, other) => one.label.localeCompare(other.label)),
    [cells, value, nameOf],
  );
  return (
    <Select
      label={label}
      description={description}
      placeholder={placeholder ?? ""}
      searchable
      allowDeselect={false}
      limit={MOST_OPTIONS}
      data={options}
      value={value === null ? null : String(value)}
      comboboxProps={{ withinPortal: true }}
      onChange={(chosen) => {
        if (chosen !== null) onChange(Number(chosen) as Cell);
      }}
    />
  );
}
