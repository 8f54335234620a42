/** A coordinate system as PostGIS defines it. */
export interface CrsDefinition {
  readonly srid: number;
  readonly name: string;
  readonly proj4: string;
  /** Where it is meant to be used: west, south, east, north in degrees. */
  readonly area: readonly [number, number, number, number];
}

/** Longitude and latitude, in degrees: what GPS receivers and GeoJSON give. */
export const WGS84 = 4326;

/**
 * The definition of a coordinate system (EPSG number), or undefined for one that is not known. The table (about
 * 800 kB, made by `npm run crs-definitions` from PostGIS's `spatial_ref_sys`) is loaded when first asked for.
 */
export async function crsOf(srid: number): Promise<CrsDefinition | undefined> {
  const entry = (await definitions())[String(srid)];
  if (!entry) return undefined;
  const [name, proj4, area] = entry;
  return { srid, name, proj4, area };
}

/** Every coordinate system that a file may use, by number. */
export async function allCrs(): Promise<{ readonly srid: number; readonly name: string }[]> {
  return Object.entries(await definitions()).map(([srid, [name]]) => ({ srid: Number(srid), name }));
}

type Entry = readonly [name: string, proj4: string, area: readonly [number, number, number, number]];

let loaded: Promise<Readonly<Record<string, Entry>>> | undefined;

function definitions(): Promise<Readonly<Record<string, Entry>>> {
  loaded ??= import("./crs-definitions.json").then(
    (file) => file.default as unknown as Record<string, Entry>,
  );
  return loaded;
}
