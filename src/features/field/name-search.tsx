import { TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { useAnswer } from "../../data/use-answer.ts";
import type { Cell } from "../../domain/grid.ts";
import { succeed } from "../../domain/outcome.ts";
import type { Gazetteer, NamedPlace } from "../../domain/place-name.ts";
import { loadGazetteer } from "../../map/gazetteer.ts";
import { cellAt } from "../../map/map-grid.ts";
import type { FieldGrid } from "./field-grid.ts";
import { useFieldWords } from "./use-field-words.ts";

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
  const answer = useAnswer(["gazetteer"], async () => succeed(await loadGazetteer()), {
    freshMs: Number.POSITIVE_INFINITY,
  });
  const gazetteer = answer.kind === "ready" ? answer.value : undefined;
  const found = useMemo(() => placesNamed(gazetteer, typed), [gazetteer, typed]);
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
      {typed.trim().length >= 2 && found.length === 0 ? <p role="status">{say("noPlace")}</p> : null}
      <ul className="field-list">
        {found.map((place) => (
          <li key={`${place.name}${place.lng}${place.lat}`}>
            <button
              type="button"
              onClick={() => {
                const cell = cellAt(grid.drawn, place);
                if (cell !== undefined) onPick(cell, place.name);
              }}
            >
              <span className="field-grow">
                {place.name} <small>{place.within ?? ""}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Places whose name holds what was typed, whatever its accents; those that begin with it first. */
export function placesNamed(gazetteer: Gazetteer | undefined, typed: string): readonly NamedPlace[] {
  const wanted = plain(typed);
  if (!gazetteer || wanted.length < 2) return [];
  const all = [...gazetteer.stations, ...gazetteer.places];
  const hits = all.filter(({ name }) => plain(name).includes(wanted));
  const rank = ({ name }: NamedPlace) => (plain(name).startsWith(wanted) ? 0 : 1);
  const sorted = hits.toSorted(
    (one, other) => rank(one) - rank(other) || one.name.length - other.name.length,
  );
  return sorted.slice(0, MOST);
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}
