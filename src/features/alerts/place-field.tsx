import { Autocomplete, Text } from "@mantine/core";
import { useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { type CellName, shortCode } from "../../map/use-cell-names.ts";
import { usePlaces } from "../../map/use-places.ts";
import { useAlertsWords } from "./use-alerts-words.ts";

/** A cell by the name of a place; the map chooses it too. */
export function PlaceField({
  grid,
  cell,
  nameOf,
  onCell,
  error,
}: {
  readonly grid: MapGrid;
  readonly cell: Cell | undefined;
  readonly nameOf: CellName;
  readonly onCell: (cell: Cell) => void;
  readonly error?: string | undefined;
}) {
  const say = useAlertsWords();
  const places = usePlaces(grid);
  const [typed, setTyped] = useState("");
  const found = places(typed);
  return (
    <div>
      <Autocomplete
        label={say("place")}
        placeholder={say("placeSearch")}
        value={typed}
        error={error}
        data={found.map(({ name }) => name)}
        filter={({ options }) => options}
        onChange={setTyped}
        onOptionSubmit={(name) => {
          const place = found.find((each) => each.name === name);
          if (place) onCell(place.cell);
        }}
      />
      <Text size="sm" mt={4} role="status">
        {cell === undefined
          ? say(typed.trim().length >= 2 && found.length === 0 ? "placeNothing" : "placeNone")
          : say("placeChosen", { name: `${nameOf(cell)} (${shortCode(cell)})` })}
      </Text>
    </div>
  );
}
