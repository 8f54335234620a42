import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import { usePlaces } from "../../map/use-places.ts";
import type { FieldGrid } from "./field-grid.ts";
import { useFieldWords } from "./use-field-words.ts";

/** As many as stand above a phone's keyboard. */
const MOST = 6;

/** Finds a cell by the name of a place or station that ships with the page; nothing typed leaves the phone. */
export function NameSearch({
  label,
  help,
  grid,
  onPick,
}: {
  readonly label: string;
  readonly help?: string;
  readonly grid: FieldGrid;
  readonly onPick: (cell: Cell, name: string) => void;
}) {
  const say = useFieldWords();
  const [typed, setTyped] = useState("");
  const found = usePlaces(grid.drawn)(typed)?.slice(0, MOST);
  return (
    <div className="field-search">
      <TextInput
        size="md"
        label={label}
        description={help}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {typed.trim().length >= 2 && !found?.length ? (
        <p role="status">{say(found ? "noPlace" : "noNames")}</p>
      ) : null}
      <ul className="field-list">
        {found?.map(({ name, cell }) => (
          <li key={name}>
            <button type="button" onClick={() => onPick(cell, name)}>
              <span className="field-grow">{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
