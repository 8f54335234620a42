/**
 * `npm run crs-definitions`: writes src/exchange/crs-definitions.json, the coordinate systems that files may use.
 *
 * Source: `spatial_ref_sys` and `postgis_srs()` of PostGIS (in PGlite, started here in memory). A definition
 * ships only where proj4 agrees with `ST_Transform` within 1 m on 25 points of its area of use: those that need
 * shift grids, or methods that proj4 lacks, stay out.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { postgis } from "@electric-sql/pglite-postgis";
import proj4 from "proj4";

const OUT = fileURLToPath(new URL("../exchange/crs-definitions.json", import.meta.url));
const TOLERANCE_M = 1;
const WGS84 = "+proj=longlat +datum=WGS84 +no_defs";

const CANDIDATES = `
  select srid, proj4text as proj4 from spatial_ref_sys
  where auth_name = 'EPSG' and proj4text <> '' and proj4text !~ 'geocent|nadgrids=(?!@null)' order by srid`;

/** Asked one by one: PGlite 0.5.8 answers nothing where this function stands beside a table. */
const AREA = `
  select srname as name, st_x(point_sw) as west, st_y(point_sw) as south, st_x(point_ne) as east, st_y(point_ne) as north
  from postgis_srs('EPSG', $1) where point_sw is not null`;

const POINTS = `
  select lon, lat, st_x(p) as x, st_y(p) as y
  from (
    select lon, lat, st_transform(st_setsrid(st_makepoint(lon, lat), 4326), $1::int) as p
    from (
      select $2::float8 + ($4::float8 - $2::float8) * i / 10.0 as lon, $3::float8 + ($5::float8 - $3::float8) * j / 10.0 as lat
      from generate_series(1, 9, 2) i cross join generate_series(1, 9, 2) j
    ) sample
  ) moved`;

interface Candidate {
  readonly srid: number;
  readonly proj4: string;
}

interface Area {
  readonly name: string;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

interface Sample {
  readonly lon: number;
  readonly lat: number;
  readonly x: number;
  readonly y: number;
}

/** Largest distance in metres between proj4 and PostGIS over the samples; NaN where proj4 has no answer. */
function worstOf(definition: string, samples: readonly Sample[]): number {
  const convert = proj4(WGS84, definition);
  const unit = unitOf(definition);
  return samples.reduce((worst, { lon, lat, x, y }) => {
    const [ownX = Number.NaN, ownY = Number.NaN] = convert.forward([lon, lat]);
    const distance = Math.hypot(ownX - x, ownY - y) * unit;
    return Number.isNaN(distance) ? Number.NaN : Math.max(worst, distance);
  }, 0);
}

/** Metres in one unit of a definition. */
function unitOf(definition: string): number {
  if (/\+proj=longlat/.test(definition)) return 111_320;
  const factor = /\+to_meter=([\d.]+)/.exec(definition)?.[1];
  if (factor !== undefined) return Number(factor);
  return /\+units=(us-)?ft/.test(definition) ? 0.3048 : 1;
}

/** The JSON line of a coordinate system, or undefined where proj4 and PostGIS differ. */
async function entryOf(db: PGlite, { srid, proj4: text }: Candidate): Promise<string | undefined> {
  const [area] = (await db.query<Area>(AREA, [String(srid)])).rows;
  if (!area || !(area.west < area.east && area.south < area.north)) return undefined;
  const box = [area.west, area.south, area.east, area.north];
  try {
    const { rows } = await db.query<Sample>(POINTS, [srid, ...box]);
    if (!(worstOf(text, rows) <= TOLERANCE_M)) return undefined;
  } catch {
    return undefined;
  }
  const rounded = box.map((degrees) => Math.round(degrees * 100) / 100);
  return `${JSON.stringify(String(srid))}: ${JSON.stringify([area.name, text.trim(), rounded])}`;
}

const db = await PGlite.create({ extensions: { postgis } });
await db.exec("create extension postgis");
const { rows: candidates } = await db.query<Candidate>(CANDIDATES);
const entries: string[] = [];
for (const candidate of candidates) {
  const entry = await entryOf(db, candidate);
  if (entry !== undefined) entries.push(entry);
}
await db.close();
await writeFile(OUT, `{\n${entries.join(",\n")}\n}\n`);
process.stderr.write(`${OUT}: ${entries.length} of ${candidates.length} coordinate systems\n`);
