import fc from "fast-check";
import { expect, test } from "vitest";
import { AGE_BANDS, GENDERS, PLACE_KINDS } from "../../../src/domain/place-kind.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";
import { youths } from "../release/meetings.ts";
import { publishNext } from "../release/publishing.ts";
import { insertSites } from "../sites/places.ts";
import { CELL, meet, publishQuarter, QUARTERS, TODAY, withTerritory } from "./quarters.ts";

/** z of Google's differential-privacy tests. */
const Z = 4.417;

eachDatabase("a quarter for research", (db) => {
  test("has a value for every leaf and category, also where nobody was met, with the noise that it says", async () => {
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    await owned(
      db(),
      `with s as (insert into org.sector (organisation_id, team_id, name) values ($1, $2, 'Secteur fictif') returning id)
       insert into org.sector_cell select s.id, (2880 + n) * 10000 + 3760 + e
       from s, generate_series(0, 71, 8) n, generate_series(0, 71, 8) e`,
      [organisation.id, organisation.team()],
    );
    const { window, season } = await publishQuarter(db(), organisation.id);
    const [leaves] = await owned(
      db(),
      "select count(*)::integer as n from release.research_leaf where season_id = $1",
      [season],
    );
    const rows = await owned(
      db(),
      `select breakdown, array_agg(value) as drawn from release.research_value where window_id = $1 group by 1`,
      [window],
    );
    const drawn = new Map(rows.map((row) => [String(row["breakdown"]), row["drawn"] as number[]]));
    const categories = { total: 1, place_kind: 2, age_band: 6, gender: 3 };
    for (const [breakdown, count] of Object.entries(categories)) {
      const values = drawn.get(breakdown) ?? [];
      expect(values).toHaveLength(Number(leaves?.["n"]) * count);
      const a = breakdown === "total" ? 3 / 4 : 7 / 8;
      const variance = (2 * a) / (1 - a) ** 2;
      const fourth = (2 * a * (1 + 10 * a + a * a)) / (1 - a) ** 4;
      const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
      const square = values.reduce((sum, each) => sum + each * each, 0) / values.length;
      expect(Math.abs(mean)).toBeLessThan(Z * Math.sqrt(variance / values.length));
      expect(Math.abs(square - variance)).toBeLessThan(
        Z * Math.sqrt((fourth - variance ** 2) / values.length),
      );
    }
    // 100 squares of 8 km, some of them split: noise is measured on hundreds of values.
    expect(Number(leaves?.["n"])).toBeGreaterThan(100);
  });

  test("one more contribution adds one to at most one category of each breakdown, and nothing to any other leaf", async () => {
    const youth = fc.record({
      gender: fc.constantFrom(...GENDERS),
      age_band: fc.constantFrom(...AGE_BANDS),
      seen_recently: fc.boolean(),
    });
    const meeting = fc.record({
      place_kind: fc.constantFrom(...PLACE_KINDS),
      step: fc.integer({ min: 0, max: 20 }),
      youth,
    });
    const organisation = await withTerritory(db());
    const { window } = await publishQuarter(db(), organisation.id);
    const tally = async () => {
      const rows = await owned(
        db(),
        "select t.* from release.window w, release.research_tally(w) t where w.id = $1",
        [window],
        { "repere.today": TODAY },
      );
      return new Map(
        rows.map((row) => [`${row["leaf_id"]}/${row["breakdown"]}/${row["category"]}`, Number(row["n"])]),
      );
    };
    await fc.assert(
      fc.asyncProperty(meeting, async ({ place_kind, step, youth: about }) => {
        const before = await tally();
        await meet(db(), organisation, [{ place_kind, cell: CELL + step, youths: youths(1, about) }]);
        const after = await tally();
        const changed = [...after].filter(([name, n]) => n !== (before.get(name) ?? 0));
        const counts = place_kind !== "living" && !about.seen_recently;
        // Cells from CELL + 16 on lie outside the territory: 3 × 3 squares around CELL's.
        expect(changed.length).toBe(counts && step < 16 ? 4 : 0);
        expect(changed.every(([name, n]) => n === (before.get(name) ?? 0) + 1)).toBe(true);
        expect(new Set(changed.map(([name]) => name.split("/")[1])).size).toBe(changed.length);
        expect(new Set(changed.map(([name]) => name.split("/")[0])).size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  test("hides values below 20 on reading, tells the others as they were drawn, and never draws again", async () => {
    const organisation = await withTerritory(db());
    await meet(db(), organisation, [
      { youths: youths(120, { gender: "girl", age_band: "16-17" }) },
      { cell: CELL + 4, youths: youths(24, { gender: "boy" }) },
    ]);
    const { window } = await publishQuarter(db(), organisation.id);
    const who = organisation.account("researcher");
    for (const breakdown of ["total", "place_kind", "age_band", "gender"]) {
      const args = { quarter: "2024-01-01", breakdown };
      const answer = await call<{ categories: string[]; values: (number | null)[][] }>(
        db(),
        who,
        "research_table",
        args,
      );
      const rows = await owned(
        db(),
        `select category, array_agg(value order by leaf_id) as drawn from release.research_value
         where window_id = $1 and breakdown = $2::release.breakdown group by 1 order by 1`,
        [window, breakdown],
      );
      expect(answer.categories).toEqual(rows.map((row) => row["category"]));
      expect(answer.values).toEqual(
        rows.map((row) => (row["drawn"] as number[]).map((value) => (value < 20 ? null : value))),
      );
      expect(answer.values.flat().filter((value) => value !== null && value < 20)).toEqual([]);
      expect(JSON.stringify(await call(db(), who, "research_table", args))).toBe(JSON.stringify(answer));
    }
    const total = await call<{ values: (number | null)[][] }>(db(), who, "research_table", {
      quarter: "2024-01-01",
    });
    expect(total.values[0]?.some((value) => value !== null && value > 80)).toBe(true);
  });

  test("tells complete visits × 25 minutes of each leaf, without living sites and places not reached", async () => {
    const organisation = await withTerritory(db());
    const [site = ""] = await insertSites(db(), organisation.id, [{ cell: CELL }]);
    await meet(db(), organisation, [
      { youths: [] },
      { youths: [], cell: CELL + 1 },
      { youths: [], outcome: "not_reached" },
      { youths: [], status: "rejected" },
      { site, place_kind: "living" },
      { cell: CELL + 4, youths: [] },
    ]);
    await publishQuarter(db(), organisation.id);
    const answer = await call<{ minutes: number[] }>(
      db(),
      organisation.account("researcher"),
      "research_table",
      {
        quarter: "2024-01-01",
      },
    );
    expect(answer.minutes.filter((minutes) => minutes > 0).sort()).toEqual([25, 75]);
  });

  test("is due 13 weeks after its end and not a day before, and is published once", async () => {
    const organisation = await withTerritory(db());
    const published = async (today: string) => {
      const layers: string[] = [];
      for (let next = await publishNext(db(), organisation.id, today); next; ) {
        if (next.layer === "research") layers.push(next.startsOn);
        next = await publishNext(db(), organisation.id, today);
      }
      return layers;
    };
    expect(await published("2024-06-30")).toEqual([]);
    expect(await published("2024-07-01")).toEqual(["2024-01-01"]);
    expect(await published("2024-07-01")).toEqual([]);
    expect(await refusal(publishQuarter(db(), organisation.id, QUARTERS[0]))).toBe("RP012");
  });

  test("nobody changes what was drawn, not even its owner", async () => {
    const organisation = await withTerritory(db());
    await publishQuarter(db(), organisation.id);
    for (const table of [
      ...["research_value", "research_effort", "research_leaf", "research_square", "profile_effort"],
    ]) {
      expect(await refusal(owned(db(), `delete from release.${table}`))).toBe("42501");
      expect(await refusal(owned(db(), `truncate release.${table} cascade`))).toBe("42501");
    }
    expect(await refusal(owned(db(), "update release.research_value set value = 0"))).toBe("42501");
    expect(await refusal(owned(db(), "update release.research_effort set visits = 1"))).toBe("42501");
    await owned(db(), "delete from org.organisation where id = $1", [organisation.id]);
  });
});
