import { beforeAll, expect, test } from "vitest";
import { fetchResearchLeaves, fetchResearchTable, fetchResearchWindows } from "../../../src/data/research.ts";
import { ROLES } from "../../../src/domain/role.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { stranger, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { publishQuarter, TODAY, withTerritory } from "./quarters.ts";

const EMPTY_TABLE = { quarter: null, season_id: null, leaf: [], categories: [], values: [], minutes: [] };
const EMPTY_LEAVES = { season_id: 0, leaf: [], square_leaf_index: [], square: [], size_km: [] };

eachDatabase("who sees research releases", (db) => {
  let own: TestOrganisation;
  let other: TestOrganisation;
  let season = 0;

  beforeAll(async () => {
    own = await withTerritory(db());
    other = await withTerritory(db());
    season = (await publishQuarter(db(), own.id)).season;
  });

  const readings = () =>
    [
      ["research_windows", {}],
      ["research_leaves", { season }],
      ["research_table", { quarter: "2024-01-01", breakdown: "total" }],
      ["research_flows", { quarter: "2024-01-01" }],
    ] as const;
  const options = { today: TODAY, readOnly: true };

  test("a researcher of the organisation, and nobody else: no other role, no stranger, no one without an account", async () => {
    const who = own.account("researcher");
    for (const [name, args] of readings())
      expect(await call(db(), who, name, args, options)).toBeTypeOf("object");
    const others = ROLES.filter((role) => role !== "researcher").map((role) => own.account(role));
    for (const refused of [null, stranger(), ...others]) {
      for (const [name, args] of readings()) {
        expect(await refusal(call(db(), refused, name, args, options))).toBe("42501");
      }
    }
  });

  test("a researcher reaches nothing operational", async () => {
    for (const [name, args] of [
      ["heat", { tier: "lead" }],
      ["windows", { tier: "lead" }],
      ["coverage", {}],
      ["site_windows", {}],
      ["follow_up", {}],
      ["publish_status", {}],
      ["batches", {}],
    ] as const) {
      expect(await refusal(call(db(), own.account("researcher"), name, args, options))).toBe("42501");
    }
  });

  test("another organisation's researcher, and odd questions, get the empty shape", async () => {
    const foreign = other.account("researcher");
    expect(await call(db(), foreign, "research_windows", {}, options)).toMatchObject({ windows: [] });
    expect(await call(db(), foreign, "research_leaves", { season }, options)).toEqual(EMPTY_LEAVES);
    const args = { quarter: "2024-01-01", breakdown: "total" };
    expect(await call(db(), foreign, "research_table", args, options)).toEqual(EMPTY_TABLE);
    const who = own.account("researcher");
    for (const odd of [null, "", "2024-01-02", "2024-13-01", "x'", "🙂"]) {
      expect(await call(db(), who, "research_table", { ...args, quarter: odd }, options)).toEqual(
        EMPTY_TABLE,
      );
      expect(await call(db(), who, "research_table", { ...args, breakdown: odd }, options)).toEqual(
        EMPTY_TABLE,
      );
      expect(await call(db(), who, "research_flows", { quarter: odd }, options)).toMatchObject({
        quarter: null,
      });
    }
    for (const odd of [null, 0, -1, 2147483647]) {
      expect(await call(db(), who, "research_leaves", { season: odd }, options)).toEqual(EMPTY_LEAVES);
    }
  });

  test("the page reads what the database says, and how values are made", async () => {
    pageOf(db(), own.account("researcher"), TODAY);
    const windows = await fetchResearchWindows();
    const table = await fetchResearchTable("2024-01-01", "age_band");
    const leaves = await fetchResearchLeaves(season);
    if (!windows.ok || !table.ok || !leaves.ok) throw new Error("the page was refused");
    expect(windows.value).toMatchObject({
      method: { hidden_below: 20, flow_hidden_below: 15, minutes_a_visit: 25, budget: 4.5 },
      windows: [{ starts_on: "2024-01-01", leaf_km: 4, unit: "first_in_4_weeks", policy_version: 1 }],
      // Quarters of over 52 weeks ago without records are nobody's: the next one is of the last year.
      next: { starts_on: "2025-03-31", due_on: "2025-09-29" },
    });
    const alphas = windows.value.method.tables.map(
      ({ breakdown, alpha: [a, b] }) => `${breakdown} ${a}/${b}`,
    );
    expect(alphas).toEqual(["total 3/4", "place_kind 7/8", "age_band 7/8", "gender 7/8"]);
    expect([...table.value.byCategory.keys()]).toEqual(["0-5", "10-12", "13-15", "16-17", "18+", "6-9"]);
    expect(table.value.leaves).toEqual(leaves.value.ids);
    expect(table.value.minutes).toHaveLength(leaves.value.ids.length);
  });

  test("a researcher has a release only once a quarter is published", async () => {
    const has = async (organisation: TestOrganisation) => {
      const me = await call<{ counts: { has_release: boolean } }>(
        db(),
        organisation.account("researcher"),
        "me",
      );
      return me.counts.has_release;
    };
    expect([await has(own), await has(other)]).toEqual([true, false]);
    const rows = await owned(
      db(),
      "select count(*)::integer as n from release.window where organisation_id = $1",
      [other.id],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});
