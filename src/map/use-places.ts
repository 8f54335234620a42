import { useEffect, useState } from "react";
import type { Cell } from "../domain/grid.ts";
import type { Gazetteer, NamedPlace } from "../domain/place-name.ts";
import { loadGazetteer } from "./gazetteer.ts";
import { cellAt, type MapGrid } from "./map-grid.ts";

/** A place of the gazetteer as it is looked for, with the cell it stands in. */
export interface FoundPlace {
  readonly name: string;
  readonly cell: Cell;
}

/** Most places offered at once. */
const MOST = 12;

/** Finds places by a part of their name, case and accents aside; stations first. All of it on the device. */
export function usePlaces(grid: MapGrid): (typed: string) => readonly FoundPlace[] {
  const [gazetteer, setGazetteer] = useState<Gazetteer>();
  useEffect(() => {
    let stays = true;
    void loadGazetteer().then((found) => {
      if (stays) setGazetteer(found);
    });
    return () => {
      stays = false;
    };
  }, []);
  return (typed) => (gazetteer ? findPlaces(gazetteer, grid, typed) : []);
}

/** Places whose name holds what was typed, those that begin with it first; each name once. */
export function findPlaces(gazetteer: Gazetteer, grid: MapGrid, typed: string): readonly FoundPlace[] {
  const wanted = plain(typed);
  if (wanted.length < 2) return [];
  const named = [...gazetteer.stations, ...gazetteer.places].map((place) => ({
    ...{ place, name: fullName(place), at: plain(place.name).indexOf(wanted) },
  }));
  const first = named.filter(({ at }) => at === 0);
  const found = new Map<string, FoundPlace>();
  for (const { name, place } of [...first, ...named.filter(({ at }) => at > 0)]) {
    if (found.size === MOST) break;
    const cell = found.has(name) ? undefined : cellAt(grid, place);
    if (cell !== undefined) found.set(name, { name, cell });
  }
  return [...found.values()];
}

function fullName({ name, within }: NamedPlace): string {
  return within === undefined || within === name ? name : `${name}, ${within}`;
}

/** Lower case without accents, words apart by one space. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
