import type { Cell } from "../domain/grid.ts";
import type { Gazetteer, NamedPlace } from "../domain/place-name.ts";
import { cellAt, type MapGrid } from "./map-grid.ts";
import { useGazetteer } from "./use-gazetteer.ts";

/** A place of the gazetteer as it is looked for, with the cell it stands in. */
export interface FoundPlace {
  readonly name: string;
  readonly cell: Cell;
}

/** Most places offered at once. */
const MOST = 12;

/**
 * Finds places by a part of their name, case and accents aside; stations first. All of it on the device. Undefined
 * while the names are not there: that none was found cannot be said yet.
 */
export function usePlaces(grid: MapGrid): (typed: string) => readonly FoundPlace[] | undefined {
  const gazetteer = useGazetteer();
  const isThere = gazetteer && gazetteer.stations.length + gazetteer.places.length > 0;
  return (typed) => (isThere ? findPlaces(gazetteer, grid, typed) : undefined);
}

/** Places whose name holds what was typed, those that begin with it first; each name once. */
export function findPlaces(gazetteer: Gazetteer, grid: MapGrid, typed: string): readonly FoundPlace[] {
  const wanted = plain(typed);
  if (wanted.length < 2) return [];
  const named = searchable(gazetteer).flatMap(({ place, words }) => {
    const at = words.indexOf(wanted);
    return at < 0 ? [] : [{ place, name: fullName(place), at }];
  });
  const first = named.filter(({ at }) => at === 0);
  const found = new Map<string, FoundPlace>();
  for (const { name, place } of [...first, ...named.filter(({ at }) => at > 0)]) {
    if (found.size === MOST) break;
    const cell = found.has(name) ? undefined : cellAt(grid, place);
    if (cell !== undefined) found.set(name, { name, cell });
  }
  return [...found.values()];
}

interface Searchable {
  readonly place: NamedPlace;
  readonly words: string;
}

const prepared = new WeakMap<Gazetteer, readonly Searchable[]>();

/** The names as they are compared, made once: each letter typed goes through all of them. */
function searchable(gazetteer: Gazetteer): readonly Searchable[] {
  const known = prepared.get(gazetteer);
  if (known) return known;
  const made = [...gazetteer.stations, ...gazetteer.places].map((place) => ({
    ...{ place, words: plain(place.name) },
  }));
  prepared.set(gazetteer, made);
  return made;
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
