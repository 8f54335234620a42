import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, coarsen } from "../../../src/domain/grid.ts";
import type { PlaceKind } from "../../../src/domain/place-kind.ts";
import { cellKeyOf, recordKey } from "../../attacks/port/keys.ts";
import { owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "../release/meetings.ts";
import { PUBLISHING, publishNext } from "../release/publishing.ts";
import { CELL, insertSites, type Place, publishSites, QUARTER, TODAY, withTerritory } from "./places.ts";

const BOUNDS = [221388768, 1268568980, 3026398316, 4073578528, 4294967296];
const RESIDENTS = [5, 20, 55, 140, 300];
const TABLE = join(
  import.meta.dirname,
  "../../../../shared/data/disclosure/conf_ptable_vignette_D2_V0.9_js0.csv",
);

/** The rules of privacy.md, "Living sites", written a second time. */
function shownOf(organisation: string, places: readonly (Place & { readonly id: string })[]) {
  const open = places.filter(
    ({ openedOn = "2023-01-02", closedOn }) =>
      openedOn <= QUARTER.endsOn && (!closedOn || closedOn >= QUARTER.startsOn),
  );
  const shown: Record<number, number> = {};
  for (const square of new Set(open.map(({ cell }) => coarsen(cell as Cell, 8)))) {
    const here = open.filter(({ cell }) => coarsen(cell as Cell, 8) === square);
    const keySum = here.reduce((sum, { id }) => sum + recordKey(id), 0);
    const place = { organisation, tier: "lead", team: null, ...QUARTER, squares: [[square, 8]] } as const;
    const key = cellKeyOf(place, keySum, "sites");
    const y = here.length + BOUNDS.findIndex((bound) => bound > key) - 2;
    const sizes = here.map(({ band = 2 }) => RESIDENTS[band - 1] ?? 0);
    const dominated = Math.max(...sizes) > 0.6 * sizes.reduce((sum, size) => sum + size, 0);
    if (y >= 5 && !dominated) shown[square] = y > 10 ? 3 : y >= 7 ? 2 : 1;
  }
  return shown;
}

eachDatabase("the layer of living sites", (db) => {
  test("its noise is symmetric, at most 2, of variance .9, and follows e^(-b v²)", async () => {
    const weights = [-2, -1, 0, 1, 2].map((v) => Math.exp(-0.517978677211241 * v * v));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const p = BOUNDS.map((bound, at) => (bound - (BOUNDS[at - 1] ?? 0)) / 2 ** 32);
    const variance = p.reduce((sum, each, at) => sum + each * (at - 2) ** 2, 0);
    expect(Math.abs(variance - 0.9)).toBeLessThan(1e-8);
    for (const [at, each] of p.entries()) {
      expect(Math.abs(each - (weights[at] ?? 0) / total)).toBeLessThan(1e-9);
      expect(Math.abs(each - (p[4 - at] ?? 0))).toBeLessThan(1e-9);
    }
    const edges = BOUNDS.flatMap((bound) => [bound - 1, bound]).filter((key) => key < 2 ** 32);
    const rows = await owned(db(), "select release.site_noise(k) as v from unnest($1::text::bigint[]) k", [
      `{0,${edges.join(",")}}`,
    ]);
    expect(rows.map((row) => row["v"])).toEqual([-2, -2, -1, -1, 0, 0, 1, 1, 2, 2]);
  });

  test.skipIf(!existsSync(TABLE))("its noise is the row of ptable's table for D = 2, V = .9", () => {
    const lines = readFileSync(TABLE, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    const bounds = lines.filter(([i]) => i === "2").map((line) => Number(line[5]) * 2 ** 32);
    expect(bounds).toHaveLength(5);
    // The file has 8 decimals: 43 parts of 2^32.
    for (const [at, bound] of bounds.entries()) expect(Math.abs(bound - (BOUNDS[at] ?? 0))).toBeLessThan(80);
  });

  test("a quarter shows exactly what the rules, written a second time, show", async () => {
    const place = fc.record({
      cell: fc
        .tuple(fc.constantFrom(0, 0, 0, 0, 8, 8, 16, 80_000), fc.integer({ min: 0, max: 63 }))
        .map(([square, at]) => CELL + square + (at % 8) + Math.floor(at / 8) * 10_000),
      band: fc.constantFrom(1, 1, 2, 2, 3, 3, 4, 5),
      openedOn: fc.constantFrom("2023-01-02", "2023-06-01", "2024-03-31", "2024-04-01"),
      closedOn: fc.constantFrom(null, null, null, "2024-04-02", "2024-01-01", "2023-12-31"),
    });
    const real = place.filter(({ openedOn, closedOn }) => closedOn === null || closedOn >= openedOn);
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(real, { minLength: 20, maxLength: 60 }), async (places) => {
        const organisation = await withTerritory(db());
        const ids = await insertSites(db(), organisation.id, places);
        const known = places.map((each, at) => ({ ...each, id: ids[at] ?? "" }));
        const expected = shownOf(organisation.id, known);
        // Two squares east lies outside the territory: whatever stands there, no row.
        delete expected[CELL + 16];
        const stored = await publishSites(db(), organisation.id);
        shown += Object.keys(stored).length;
        expect(stored).toEqual(expected);
      }),
      { numRuns: 40 },
    );
    expect(shown).toBeGreaterThan(10);
  });

  test("a quarter is due with the leads' window, published once, audited, and nobody changes it", async () => {
    const organisation = await withTerritory(db());
    await insertSites(
      db(),
      organisation.id,
      Array.from({ length: 12 }, (_, at) => ({ cell: CELL + (at % 8) })),
    );
    const published: string[] = [];
    for (let next = await publishNext(db(), organisation.id, TODAY); next; ) {
      published.push(`${next.layer} ${next.tier} ${next.startsOn}`);
      next = await publishNext(db(), organisation.id, TODAY);
    }
    expect(published).not.toContain("sites lead 2024-01-01");
    const later = await publishNext(db(), organisation.id, "2024-04-15").then(async (first) => [
      first,
      await publishNext(db(), organisation.id, "2024-04-15"),
    ]);
    expect(later.map((each) => `${each?.layer} ${each?.startsOn}`).sort()).toEqual([
      "encounters 2024-01-01",
      "sites 2024-01-01",
    ]);
    const again = owned(
      db(),
      "select release.publish_sites($1, '2024-01-01', '2024-03-31', null)",
      [organisation.id],
      { ...PUBLISHING, "repere.today": "2024-04-20" },
    );
    expect(await refusal(again)).toBe("RP012");
    const audited = await owned(
      db(),
      "select counts ->> 'layer' as layer from audit.event where organisation_id = $1 and counts ? 'layer'",
      [organisation.id],
    );
    expect(audited).toEqual([{ layer: "sites" }]);
    for (const statement of [
      "update release.site_cell set class = 1",
      "delete from release.site_cell",
      "truncate release.site_cell",
    ]) {
      expect(await refusal(owned(db(), statement))).toBe("42501");
    }
  });

  test("visits, meetings and contacts at living sites change no release of encounters", async () => {
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    const recorders = await makeRecorders(db(), organisation.id, 6);
    const meeting = (nth: number) => ({
      recorder: recorders[nth % 6] ?? "",
      team: organisation.team(),
      cell: CELL + (nth % 8),
      day: `2024-01-${String(2 + (nth % 20)).padStart(2, "0")}`,
      youths: youths(1, { gender: "girl", age_band: "16-17" }),
    });
    await insertMeetings(
      db(),
      organisation.id,
      Array.from({ length: 90 }, (_, nth) => meeting(nth)),
    );
    const [window] = await owned(
      db(),
      "select id from release.publish_window($1, 'lead', null, '2024-01-01', '2024-03-31', null)",
      [organisation.id],
      { ...PUBLISHING, "repere.today": TODAY },
    );
    const shown = () =>
      owned(
        db(),
        `select c.* from release.window w, release.policy p, release.shown_cells(w, p, decode($2, 'hex')) c
         where w.id = $1 and p.id = w.policy_id order by 1, 2, 3`,
        [window?.["id"], PUBLISHING["repere.release_secret"]],
        { "repere.today": TODAY },
      );
    const before = await shown();
    expect(before.length).toBeGreaterThan(3);
    const [site = ""] = await insertSites(db(), organisation.id, [{ cell: CELL }]);
    const thirty = (about: Partial<ReturnType<typeof meeting> & { site: string; place_kind: PlaceKind }>) =>
      Array.from({ length: 30 }, (_, nth) => ({ ...meeting(nth), ...about }));
    const received_at = "2024-03-31T01:02:03Z";
    await insertMeetings(db(), organisation.id, [
      ...thirty({ site, place_kind: "living" }),
      ...thirty({ site, place_kind: "wandering" }),
      ...thirty({ place_kind: "living" }),
      // An import knows that a visit was at a living site, not which.
      ...thirty({ place_kind: "wandering" }).map((each) => ({ ...each, received_at })),
    ]);
    await owned(
      db(),
      "update field.visit set at_living_site = true where organisation_id = $1 and received_at = $2",
      [organisation.id, received_at],
    );
    expect(await shown()).toEqual(before);
  });
});
