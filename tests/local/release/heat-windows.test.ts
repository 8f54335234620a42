import { beforeAll, expect, test } from "vitest";
import type { Tier } from "../../../src/domain/release.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";
import { EMPTY_HEAT, type Heat, makeWorld, TODAY, type Windows, type World } from "./heat-world.ts";

eachDatabase("windows over time", (db) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(db());
  });
  const ask = <T>(who: Tier, name: string, args: Record<string, unknown>, today = TODAY) =>
    call<T>(db(), world.organisation.account(who), name, args, { today, readOnly: true });
  const heat = (tier: Tier, from: string, to: string, breakdown = "total", category = "all") =>
    ask<Heat>(tier, "heat", { tier, breakdown, category, from_window: from, to_window: to });

  test("windows that ended more than 52 weeks ago are withdrawn from every answer, and their leaves with them", async () => {
    const { windows } = await ask<Windows>("lead", "windows", { tier: "lead" });
    const [oldest] = windows;
    const published = await owned(
      db(),
      "select min(starts_on) as first, count(*)::integer as n from release.window where organisation_id = $1 and layer = 'encounters' and tier = 'lead'",
      [world.organisation.id],
    );
    expect(oldest?.starts_on).toBe("2024-01-01");
    expect(published).toEqual([{ first: "2023-10-02", n: 5 }]);
    expect(await heat("lead", "2023-10-02", "2024-01-01")).toEqual(EMPTY_HEAT);
    const much = "2026-06-01";
    expect((await ask<Windows>("lead", "windows", { tier: "lead" }, much)).windows).toEqual([]);
    expect(await ask("lead", "leaves", { season: oldest?.season_id }, much)).toEqual({
      season_id: 0,
      leaf: [],
      square_leaf_index: [],
      square: [],
      size_km: [],
    });
  });

  test("a leaf's history is its class in each window of its season", async () => {
    const { windows } = await ask<Windows>("lead", "windows", { tier: "lead" });
    const season = windows.filter((each) => each.season_id === windows[0]?.season_id);
    const answers = [];
    for (const { starts_on } of season)
      answers.push(await heat("lead", starts_on, starts_on, "gender", "boy"));
    let leaf = 0;
    for (const [nth, step] of (answers[0]?.leaf ?? []).entries()) {
      leaf += step;
      if (!answers.some((each) => (each.class[nth] ?? 0) > 0)) continue;
      const history = await ask("lead", "leaf_history", {
        tier: "lead",
        leaf,
        breakdown: "gender",
        category: "boy",
      });
      expect(history).toEqual({
        windows: season.map((each) => each.starts_on),
        class: answers.map((each) => each.class[nth]),
      });
    }
  });

  test("the window that comes next is the one after the last published, or for a new organisation the one of today", async () => {
    const { next } = await ask<Windows>("lead", "windows", { tier: "lead" });
    expect(next).toEqual({ starts_on: "2024-12-30", ends_on: "2025-03-30", due_on: "2025-04-14" });
    const fresh = await makeOrganisation(db());
    const answer = await call<Windows>(
      db(),
      fresh.account("educator"),
      "windows",
      { tier: "educator" },
      { today: "2024-01-05" },
    );
    expect(answer).toMatchObject({
      windows: [],
      next: { starts_on: "2024-01-01", ends_on: "2024-01-28", due_on: "2024-02-05" },
    });
  });
});
