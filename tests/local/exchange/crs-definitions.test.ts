import proj4 from "proj4";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allCrs, crsOf } from "../../../src/exchange/crs.ts";
import type { Database, Row } from "../../../supabase/local/database/database.ts";
import { preparePlatform } from "../../../supabase/local/database/migrate.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";

let db: Database;

beforeAll(async () => {
  db = await openDatabase({});
  await preparePlatform(db);
});
afterAll(() => db?.close());

const ask = (sql: string, params: readonly unknown[] = []): Promise<Row[]> =>
  db.transaction({}, null, async (query) => (await query(sql, params)).rows);

/** Four points inside an area of use, moved by PostGIS into many systems at once. */
const MOVED = `
  select srid, lon, lat, extensions.st_x(p) as x, extensions.st_y(p) as y
  from (
    select srid, lon, lat,
      extensions.st_transform(extensions.st_setsrid(extensions.st_makepoint(lon, lat), 4326), srid) as p
    from unnest($1::int[], $2::float8[], $3::float8[]) as sample (srid, lon, lat)
  ) moved`;

/** Metres in one unit of a definition. */
function unitOf(definition: string): number {
  if (definition.includes("+proj=longlat")) return 111_320;
  const factor = /\+to_meter=([\d.]+)/.exec(definition)?.[1];
  if (factor !== undefined) return Number(factor);
  return /\+units=(us-)?ft/.test(definition) ? 0.3048 : 1;
}

async function samplesOf(srids: readonly number[]): Promise<[number, number, number][]> {
  const points = await Promise.all(
    srids.map(async (srid) => {
      const [west = 0, south = 0, east = 0, north = 0] = (await crsOf(srid))?.area ?? [];
      return [0.2, 0.8].flatMap((a) =>
        [0.3, 0.7].map((b): [number, number, number] => [
          srid,
          west + (east - west) * a,
          south + (north - south) * b,
        ]),
      );
    }),
  );
  return points.flat();
}

async function distanceOf({ srid, lon, lat, x, y }: Row): Promise<number> {
  const crs = await crsOf(Number(srid));
  if (!crs) return Number.NaN;
  const [ownX = Number.NaN, ownY = Number.NaN] = proj4("+proj=longlat +datum=WGS84 +no_defs", crs.proj4, [
    Number(lon),
    Number(lat),
  ]);
  return Math.hypot(ownX - Number(x), ownY - Number(y)) * unitOf(crs.proj4);
}

async function worstOf(srids: readonly number[]): Promise<{ srid: number; metres: number; points: number }> {
  const samples = await samplesOf(srids);
  const columns = [0, 1, 2].map((at) => samples.map((sample) => sample[at as 0 | 1 | 2]));
  const rows = await ask(MOVED, columns);
  let worst = { srid: 0, metres: 0, points: rows.length };
  for (const row of rows) {
    const metres = await distanceOf(row);
    if (!(metres <= worst.metres)) worst = { ...worst, srid: Number(row["srid"]), metres };
  }
  return worst;
}

/** What detection tries by itself, and what grids outside France use. */
const USUAL = [4326, 2154, 27572, 32631, 3857, 3035, 2230, 3942, 3950, 5070, 32610, 32611];

test("the usual coordinate systems move points to where PostGIS moves them, within a millimetre", async () => {
  expect(await worstOf(USUAL)).toMatchObject({ points: USUAL.length * 4, metres: expect.closeTo(0, 3) });
});

/** PROJ takes some 40 ms for each system: all 4,000 of them take minutes, so a plain run asks every fiftieth. */
const step = process.env["REPERE_FULL"] === "1" ? 1 : 50;

test("coordinate systems of the whole table move points to where PostGIS moves them, within 1 m", {
  timeout: 900_000,
}, async () => {
  const all = await allCrs();
  expect(all.length).toBeGreaterThan(4000);
  const srids = all.map(({ srid }) => srid).filter((_, at) => at % step === 0);
  for (let at = 0; at < srids.length; at += 100) {
    const part = srids.slice(at, at + 100);
    const worst = await worstOf(part);
    expect(worst.points).toBe(part.length * 4);
    expect(worst.metres, `EPSG:${worst.srid}`).toBeLessThanOrEqual(1);
  }
});

test("the definitions are PostGIS's own words", async () => {
  const srids = [2154, 27572, 3035, 2230, 5070, 32610];
  const rows = await ask(
    "select srid, trim(proj4text) as proj4 from extensions.spatial_ref_sys where srid = any ($1)",
    [srids],
  );
  const own = await Promise.all(srids.map(crsOf));
  expect(own.map((crs) => [crs?.srid, crs?.proj4]).sort()).toEqual(
    rows.map((row) => [row["srid"], row["proj4"]]).sort(),
  );
});
