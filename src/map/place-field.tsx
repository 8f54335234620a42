import { Autocomplete, Text } from "@mantine/core";
import { useState } from "react";
import type { Cell } from "../domain/grid.ts";
import type { MapGrid } from "./map-grid.ts";
import { type CellName, shortCode } from "./use-cell-names.ts";
import { usePlaces } from "./use-places.ts";

/** What a field for a place says. */
export interface PlaceWords {
  readonly label: string;
  readonly placeholder: string;
  /** Nothing is chosen yet: how to. */
  readonly none: string;
  /** No place has the name that was typed. */
  readonly nothing: string;
  readonly chosen: (name: string) => string;
}

/** A cell by the name of a place; the map beside it chooses one too. */
export function PlaceField({
  words,
  grid,
  cell,
  nameOf,
  onCell,
  error,
}: {
  readonly words: PlaceWords;
  readonly grid: MapGrid;
  readonly cell: Cell | undefined;
  readonly nameOf: CellName;
  readonly onCell: (cell: Cell) => void;
  readonly error?: string | undefined;
}) {
  const places = usePlaces(grid);
  const [typed, setTyped] = useState("");
  const found = places(typed);
  return (
    <div>
      <Autocomplete
        label={words.label}
        placeholder={words.placeholder}
        value={typed}
        error={error}
        data={found?.map(({ name }) => name) ?? []}
        filter={({ options }) => options}
        onChange={setTyped}
        onOptionSubmit={(name) => {
          const place = found?.find((each) => each.name === name);
          if (place) onCell(place.cell);
        }}
      />
      <Text size="sm" mt={4} role="status">
        {cell === undefined
          ? typed.trim().length >= 2 && found?.length === 0
            ? words.nothing
            : words.none
          : words.chosen(`${nameOf(cell)} (${shortCode(cell)})`)}
      </Text>
    </div>
  );
}
