import type { CrsName } from "./reader-protocol.ts";

const MOST = 30;

/** Letters without accents or case, for searching. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Coordinate systems whose number or name holds every word of a query; `also` first; 30 at most. */
export function crsMatching(
  all: readonly CrsName[],
  query: string,
  also: readonly number[],
): readonly CrsName[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const first = also
    .map((srid) => all.find((each) => each.srid === srid))
    .filter((each) => each !== undefined);
  const matching = all.filter(({ srid, name }) => {
    const text = plain(`epsg:${srid} ${name}`);
    return words.every((word) => text.includes(word));
  });
  const rest = matching.filter(({ srid }) => !also.includes(srid));
  return [...first, ...(words.length > 0 ? rest : [])].slice(0, MOST);
}
