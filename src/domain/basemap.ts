/**
 * What the map's background can be made of, bottom first. Rivers and names ship; the rest is built. `areas` are not
 * drawn: communes and arrondissements whole, for sectors that are chosen by them.
 */
export const BASEMAP_KINDS = [
  "rivers",
  "communes",
  "arrondissements",
  "lines",
  "stations",
  "names",
  "areas",
] as const;
export type BasemapKind = (typeof BASEMAP_KINDS)[number];

/** One GeoJSON file of the basemap and whom it comes from. */
export interface BasemapLayer {
  readonly kind: BasemapKind;
  /** File name beside the manifest. */
  readonly file: string;
  readonly features: number;
  readonly bytes: number;
  readonly attribution: string;
  readonly licence: string;
}

/** `basemap/manifest.json`: the page asks for what is listed here and for nothing else. */
export interface BasemapManifest {
  readonly version: 1;
  /** Day on which it was built, `YYYY-MM-DD`. */
  readonly made: string;
  /** West, south, east, north in degrees: what the names and rivers cover. */
  readonly bbox: readonly [number, number, number, number];
  readonly layers: readonly BasemapLayer[];
}

/** Reads a manifest from parsed JSON, or undefined when it is none: parsed once, at the door. */
export function readManifest(value: unknown): BasemapManifest | undefined {
  if (!isRecord(value) || value["version"] !== 1 || !Array.isArray(value["layers"])) return undefined;
  const { made, bbox } = value;
  const layers = value["layers"].map(readLayer).filter((layer) => layer !== undefined);
  if (typeof made !== "string" || !isBox(bbox)) return undefined;
  return { version: 1, made, bbox, layers };
}

function readLayer(value: unknown): BasemapLayer | undefined {
  if (!isRecord(value)) return undefined;
  const { file, features, bytes, attribution, licence } = value;
  const kind = BASEMAP_KINDS.find((known) => known === value["kind"]);
  const words = typeof attribution === "string" && typeof licence === "string";
  const counts = typeof features === "number" && typeof bytes === "number";
  // A file name and nothing else: the manifest cannot send the page to another folder or host.
  if (!kind || typeof file !== "string" || !/^[a-z-]+\.json$/.test(file) || !words || !counts)
    return undefined;
  return { kind, file, features, bytes, attribution, licence };
}

function isBox(value: unknown): value is [number, number, number, number] {
  return Array.isArray(value) && value.length === 4 && value.every((part) => Number.isFinite(part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
