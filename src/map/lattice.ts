import type { MapGrid } from "./map-grid.ts";

/**
 * The corners of the 1 km cells in degrees, each projected once: neighbours share their vertices
 * exactly, so no seam shows between squares, and 10,000 squares cost about 10,000 projections.
 */
export interface Lattice {
  /** Writes longitude and latitude of the corner at grid parts (km, offset included). */
  readonly write: (eKm: number, nKm: number, target: Float64Array, at: number) => void;
}

/** Makes an empty lattice over a grid; it fills as corners are asked for. */
export function makeLattice(grid: MapGrid): Lattice {
  const places = new Map<number, number>();
  let known = new Float64Array(2048);
  const place = (eKm: number, nKm: number): number => {
    const key = nKm * 16_384 + eKm;
    const found = places.get(key);
    if (found !== undefined) return found;
    const made = places.size * 2;
    if (made + 2 > known.length) known = grown(known);
    const [lng, lat] = grid.toLngLat((eKm - grid.offsetEKm) * 1000, (nKm - grid.offsetNKm) * 1000);
    known[made] = lng;
    known[made + 1] = lat;
    places.set(key, made);
    return made;
  };
  return {
    write: (eKm, nKm, target, at) => {
      const from = place(eKm, nKm);
      target[at] = known[from] ?? 0;
      target[at + 1] = known[from + 1] ?? 0;
    },
  };
}

function grown(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
