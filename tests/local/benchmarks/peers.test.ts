import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countInBrowser, loadPoints } from "../../benchmarks/peers/browser.ts";
import { countByDuckdb, openDuckdb } from "../../benchmarks/peers/duckdb.ts";
import { countByPostgis, pointsAsCsv } from "../../benchmarks/peers/raw-points.ts";
import { eachDatabase } from "../harness/each-database.ts";

const ORGANISATION = "00000000-0000-4000-8000-000000000001";
const DAYS = { from: "2026-03-02", to: "2026-03-29" };

/** Invented points: 300 spread over 5 × 5 km and 60 days; every third seen recently, every fifth at a living site. */
const POINTS = `
create schema bench;
create table bench.raw as
select '${ORGANISATION}'::uuid as organisation_id, date '2026-02-20' + n % 60 as service_date, n % 3 = 0 as seen_recently,
  case when n % 5 = 0 then 'living' else 'wandering' end::field.place_kind as place_kind,
  extensions.st_setsrid(
    extensions.st_makepoint(3750000.25 + n * 37 * 61 % 5000, 2880000.25 + n * 53 * 89 % 5000), 3035
  ) as point
from generate_series(1, 300) n;
grant usage on schema bench to repere_owner;
grant select on bench.raw to repere_owner;`;

eachDatabase("tools side by side", (db) => {
  test("PostGIS, DuckDB and a map in the browser count the same youths in the same squares", async () => {
    const folder = mkdtempSync(join(tmpdir(), "repere-peers-"));
    try {
      await db().exec(POINTS);
      const csv = await pointsAsCsv(db(), ORGANISATION);
      const file = join(folder, "points.csv");
      writeFileSync(file, csv);
      const duckdb = await openDuckdb(file, 1);
      const byPostgis = sorted(await countByPostgis(db(), ORGANISATION, DAYS));
      expect(sorted(await countByDuckdb(duckdb, DAYS))).toEqual(byPostgis);
      expect(sorted(countInBrowser(loadPoints(csv), DAYS))).toEqual(byPostgis);
      duckdb.disconnectSync();
      // By hand: of 300 points those of the 28 days, neither seen recently nor at a living site.
      const kept = Array.from({ length: 300 }, (_, at) => at + 1).filter(
        (n) => n % 60 >= 10 && n % 60 < 38 && n % 3 !== 0 && n % 5 !== 0,
      );
      expect(byPostgis.reduce((sum, [, youths]) => sum + youths, 0)).toBe(kept.length);
      expect(byPostgis.map(([cell]) => cell).every((cell) => cell >= 28803750 && cell <= 28843754)).toBe(
        true,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function sorted({ counts }: { readonly counts: ReadonlyMap<number, number> }): [number, number][] {
  return [...counts].toSorted(([one], [other]) => one - other);
}
