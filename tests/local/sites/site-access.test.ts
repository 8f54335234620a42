import { beforeAll, expect, test } from "vitest";
import { fetchSiteHeat, fetchSiteLeaves, fetchSiteWindows } from "../../../src/data/sites-layer.ts";
import { ROLES } from "../../../src/domain/role.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { stranger, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { CELL, insertSites, publishSites, withTerritory } from "./places.ts";

eachDatabase("who sees the layer of living sites", (db) => {
  let own: TestOrganisation;
  let other: TestOrganisation;

  beforeAll(async () => {
    for (const make of [0, 1]) {
      const organisation = await withTerritory(db());
      await insertSites(
        db(),
        organisation.id,
        Array.from({ length: 14 }, (_, at) => ({ cell: CELL + (at % 8) })),
      );
      await publishSites(db(), organisation.id);
      if (make === 0) own = organisation;
      else other = organisation;
    }
  });

  const today = { today: "2024-05-02", readOnly: true };
  const range = { from_window: "2024-01-01", to_window: "2024-01-01" };
  const season = async (organisation: string) => {
    const [row] = await owned(db(), "select season_id from release.window where organisation_id = $1", [
      organisation,
    ]);
    return Number(row?.["season_id"]);
  };

  test("educators and leads get the same bytes: every square of the territory, hidden or not", async () => {
    const answers: string[] = [];
    for (const role of ["educator", "lead"] as const) {
      const who = own.account(role);
      const windows = await call(db(), who, "site_windows", {}, today);
      const leaves = await call<{ leaf: number[] }>(
        db(),
        who,
        "site_leaves",
        { season: await season(own.id) },
        today,
      );
      const heat = await call<{ leaf: number[]; class: number[]; at_least: number[] }>(
        db(),
        who,
        "site_heat",
        range,
        today,
      );
      expect(leaves.leaf).toHaveLength(9);
      expect(heat.leaf).toEqual(leaves.leaf);
      expect(heat.class.filter((each) => each > 0)).toEqual([3]);
      expect(heat.at_least.filter((each) => each > 0)).toEqual([11]);
      answers.push(JSON.stringify([windows, leaves, heat]));
    }
    expect(answers[1]).toBe(answers[0]);
    expect(JSON.parse(answers[0] ?? "")[0]).toMatchObject({
      policy: { k0: 3, d: 2, weeks: 13, lag_days: 14 },
      windows: [{ starts_on: "2024-01-01", shown_leaves: 1, at_least: 11 }],
      next: { starts_on: "2024-04-01", ends_on: "2024-06-30", due_on: "2024-07-15" },
    });
  });

  test("other roles, strangers and nobody are refused; other organisations and odd questions get the empty shape", async () => {
    const others = ROLES.filter((role) => role !== "educator" && role !== "lead").map((role) =>
      own.account(role),
    );
    for (const who of [null, stranger(), ...others]) {
      expect(await refusal(call(db(), who, "site_windows", {}, today))).toBe("42501");
      expect(await refusal(call(db(), who, "site_leaves", { season: 1 }, today))).toBe("42501");
      expect(await refusal(call(db(), who, "site_heat", range, today))).toBe("42501");
    }
    const foreign = await call(
      db(),
      own.account("lead"),
      "site_leaves",
      { season: await season(other.id) },
      today,
    );
    expect(foreign).toEqual({ season_id: 0, leaf: [], square_leaf_index: [], square: [], size_km: [] });
    for (const odd of [null, "", "2024-01-02", "x'", "2023-10-02"]) {
      const answer = await call(db(), own.account("lead"), "site_heat", { ...range, to_window: odd }, today);
      expect(answer).toMatchObject({ season_id: null, windows: 0, leaf: [], class: [], at_least: [] });
    }
  });

  test("the page reads what the database says", async () => {
    pageOf(db(), own.account("educator"), "2024-05-02");
    const windows = await fetchSiteWindows();
    const heat = await fetchSiteHeat({ from: "2024-01-01", to: "2024-01-01" });
    const leaves = await fetchSiteLeaves(await season(own.id));
    if (!windows.ok || !heat.ok || !leaves.ok) throw new Error("the page was refused");
    expect(windows.value.windows).toMatchObject([{ starts_on: "2024-01-01", shown_leaves: 1 }]);
    expect(heat.value.leaves.filter(({ heatClass }) => heatClass > 0)).toEqual([
      { leaf: CELL, heatClass: 3, atLeast: 11 },
    ]);
    expect(leaves.value.squares).toContainEqual({ leaf: CELL, square: CELL, sizeKm: 8 });
  });

  test("a quarter is withdrawn from view a year after its end", async () => {
    const ask = (day: string) => call(db(), own.account("lead"), "site_windows", {}, { today: day });
    expect(await ask("2025-03-30")).toMatchObject({ windows: [{ starts_on: "2024-01-01" }] });
    expect(await ask("2025-03-31")).toMatchObject({ windows: [] });
  });

  test("quarters that would be withdrawn at once are not published", async () => {
    const organisation = await withTerritory(db());
    const due = await owned(
      db(),
      "select starts_on from release.due_work($1) where layer = 'sites' order by 1",
      [organisation.id],
      { "repere.today": "2026-02-01" },
    );
    // 2025-02-02 is 52 weeks earlier: the quarter that ended on 2024-12-29 is gone, the next one is shown for two months more.
    expect(due.map((row) => row["starts_on"])).toEqual([
      "2024-12-30",
      "2025-03-31",
      "2025-06-30",
      "2025-09-29",
    ]);
  });
});
