import { RefusedFile } from "./errors.ts";
import { MAX_ROWS } from "./limits.ts";
import type { Pace } from "./pace.ts";
import type { CellValue, RawRow } from "./table.ts";

/** Names of the columns that a feature's point becomes. */
export const POINT_COLUMNS = ["geometry.x", "geometry.y"] as const;

export interface GeojsonTable {
  /** Row 0 is the header: the properties' names in order of appearance, then the point's columns. */
  readonly rows: RawRow[];
  readonly srid: number;
}

/** What RFC 8142 puts before each feature of a sequence. */
const RECORD_SEPARATOR = String.fromCharCode(0x1e);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a FeatureCollection (RFC 7946), one Feature, or newline-delimited Features. Properties become columns;
 * a Point becomes two, other geometries leave them empty. Lines are features' numbers, from 1.
 */
export async function readGeojson(text: string, pace: Pace): Promise<GeojsonTable> {
  const { features, srid } = parse(text);
  if (features.length > MAX_ROWS) throw new RefusedFile("too_many_rows");
  const names = new Map<string, number>();
  for (const feature of features) {
    for (const name of Object.keys(fieldsOf(feature["properties"]))) {
      if (!names.has(name)) names.set(name, names.size);
    }
  }
  const columns = [...names.keys()];
  const rows: RawRow[] = [{ line: 0, cells: [...columns, ...POINT_COLUMNS] }];
  for (const [at, feature] of features.entries()) {
    const properties = fieldsOf(feature["properties"]);
    const cells = columns.map((name) => cellOf(properties[name]));
    rows.push({ line: at + 1, cells: [...cells, ...pointOf(feature["geometry"])] });
    if (at % 512 === 0) await pace.step("parse", at, features.length);
  }
  return { rows, srid };
}

function parse(text: string): { features: Fields[]; srid: number } {
  const whole = jsonOf(text);
  if (whole === undefined) return { features: featuresByLine(text), srid: 4326 };
  const root = fieldsOf(whole);
  if (root["type"] === "Feature") return { features: [root], srid: 4326 };
  const listed = root["features"];
  if (!Array.isArray(listed)) throw new RefusedFile("not_a_table");
  return { features: listed.map(fieldsOf), srid: sridOf(root["crs"]) };
}

function featuresByLine(text: string): Fields[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const features = lines.map((line) => fieldsOf(jsonOf(line.replace(RECORD_SEPARATOR, ""))));
  const isFeatures = features.length > 0 && features.every(({ type }) => type === "Feature");
  if (!isFeatures) throw new RefusedFile(text.trimEnd().endsWith("}") ? "not_a_table" : "file_damaged");
  return features;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : {};
}

/** GeoJSON is WGS 84; the 2008 draft's `crs` member still names another one now and then. */
function sridOf(crs: unknown): number {
  const name = fieldsOf(fieldsOf(crs)["properties"])["name"];
  const found = typeof name === "string" ? /EPSG:{1,2}(\d{4,5})$/i.exec(name) : null;
  return found ? Number(found[1]) : 4326;
}

function pointOf(geometry: unknown): [CellValue, CellValue] {
  const { type, coordinates } = fieldsOf(geometry);
  if (type !== "Point" || !Array.isArray(coordinates)) return [null, null];
  const [x, y] = coordinates as unknown[];
  return [typeof x === "number" ? x : null, typeof y === "number" ? y : null];
}

/** Nested values as text; those that nest beyond the stack's depth are dropped. */
function jsonText(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function cellOf(value: unknown): CellValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : jsonText(value);
}
