import { beforeAll, expect, test } from "vitest";
import { as, call, owned, refusal, type Who } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "./meetings.ts";
import { PUBLISHING, publishAll } from "./publishing.ts";

const TODAY = "2024-06-01";
const FIRST = { educator: "2024-01-29", lead: "2024-01-01" } as const;

const EMPTY_HEAT = { season_id: null, windows: 0, from: null, to: null, leaf: [], class: [], at_least: [] };
const EMPTY_LEAVES = { season_id: 0, leaf: [], square_leaf_index: [], square: [], size_km: [] };
const EMPTY_HISTORY = { windows: [], class: [] };

eachDatabase("access to releases", (db) => {
  let own: TestOrganisation;
  let other: TestOrganisation;
  let season: number;
  let leaf: number;

  beforeAll(async () => {
    own = await makeOrganisation(db(), {
      members: { educator: 2, lead: 2, researcher: 1, dpo: 1, admin: 1 },
    });
    other = await makeOrganisation(db());
    for (const organisation of [own, other]) {
      const recorders = await makeRecorders(db(), organisation.id, 8);
      const meetings = Array.from({ length: 300 }, (_, n) => ({
        recorder: recorders[n % 8] ?? "",
        team: organisation.team(0),
        cell: 28883760,
        day: new Date(Date.UTC(2024, 0, 29) + (n % 20) * 86_400_000).toISOString().slice(0, 10),
        youths: youths(1, { gender: n % 3 === 0 ? "girl" : "boy", age_band: "16-17" }),
      }));
      await insertMeetings(db(), organisation.id, meetings);
      await publishAll(db(), organisation.id, TODAY);
    }
    const [row] = await owned(
      db(),
      `select s.id, (select min(leaf_id) from release.cell c join release.window w on w.id = c.window_id
         where w.season_id = s.id) as leaf
       from release.season s where s.organisation_id = $1`,
      [own.id],
    );
    season = Number(row?.["id"]);
    leaf = Number(row?.["leaf"]);
  });

  const ask = (who: Who, name: string, args: Record<string, unknown>) =>
    call<{ windows?: unknown[]; class?: number[] }>(db(), who, name, args, { today: TODAY, readOnly: true });
  const heatArgs = (tier: "educator" | "lead") => ({
    tier,
    breakdown: "total",
    category: "all",
    from_window: FIRST[tier],
    to_window: FIRST[tier],
  });
  const readings = (tier: "educator" | "lead") =>
    [
      ["windows", { tier }],
      ["leaves", { season }],
      ["heat", heatArgs(tier)],
      ["leaf_history", { tier, leaf, breakdown: "total", category: "all" }],
    ] as const;

  test("a member of the team and a lead see the release; nobody, strangers and other roles are refused", async () => {
    for (const [who, tier] of [
      [own.account("educator"), "educator"],
      [own.account("lead"), "educator"],
      [own.account("lead"), "lead"],
      [own.account("lead", 1), "lead"],
    ] as const) {
      expect((await ask(who, "heat", heatArgs(tier))).class).toContain(tier === "lead" ? 5 : 4);
      expect(
        (await ask(who, "leaf_history", { tier, leaf, breakdown: "total", category: "all" })).windows,
      ).not.toEqual([]);
    }
    const refused = [null, stranger(), own.account("researcher"), own.account("dpo"), own.account("admin")];
    for (const who of refused) {
      for (const [name, args] of readings("educator"))
        expect(await refusal(ask(who, name, args))).toBe("42501");
    }
  });

  test("an educator of another team, and another organisation, get the empty shape", async () => {
    const elsewhere = own.account("educator", 1);
    expect(await ask(elsewhere, "heat", heatArgs("educator"))).toEqual(EMPTY_HEAT);
    expect((await ask(elsewhere, "windows", { tier: "educator" })).windows).toEqual([]);
    expect(await ask(elsewhere, "leaves", { season })).toEqual(EMPTY_LEAVES);
    expect(await ask(own.account("lead", 1), "heat", heatArgs("educator"))).toEqual(EMPTY_HEAT);
    for (const who of [other.account("educator"), other.account("lead")]) {
      expect(await ask(who, "leaves", { season })).toEqual(EMPTY_LEAVES);
      const history = { tier: "educator", leaf, breakdown: "total", category: "all" };
      expect(await ask(who, "leaf_history", history)).toEqual(EMPTY_HISTORY);
    }
  });

  test("an educator gets nothing of the organisation's release, nor of ages and genders", async () => {
    const who = own.account("educator");
    expect((await ask(who, "windows", { tier: "lead" })).windows).toEqual([]);
    expect(await ask(who, "heat", heatArgs("lead"))).toEqual(EMPTY_HEAT);
    expect(await ask(who, "heat", { ...heatArgs("educator"), breakdown: "gender", category: "boy" })).toEqual(
      EMPTY_HEAT,
    );
    const [row] = await owned(
      db(),
      `select count(*)::integer as n from release.cell c join release.window w on w.id = c.window_id
       where w.tier = 'educator' and c.breakdown not in ('total', 'place_kind')`,
    );
    expect(row?.["n"]).toBe(0);
  });

  test("whatever is unknown gets one and the same empty shape", async () => {
    const who = own.account("lead");
    const odd = [null, "", "x", "lead'", "🙂", "2024-01-02", "2024-02-31", "all", "?", "living"];
    for (const value of odd) {
      for (const name of ["tier", "breakdown", "category", "from_window", "to_window"]) {
        if (name === "category" && value === "all") continue;
        expect(await ask(who, "heat", { ...heatArgs("lead"), [name]: value })).toEqual(EMPTY_HEAT);
      }
      const unknown = await ask(who, "windows", { tier: value });
      expect(unknown).toMatchObject({ windows: [], next: null });
      expect(Object.keys(unknown).sort()).toEqual(["next", "policy", "windows"]);
      const history = { tier: value, leaf, breakdown: "total", category: "all" };
      expect(await ask(who, "leaf_history", history)).toEqual(EMPTY_HISTORY);
    }
    for (const number of [null, 0, -1, 2147483647]) {
      expect(await ask(who, "leaves", { season: number })).toEqual(EMPTY_LEAVES);
      const history = { tier: "lead", leaf: number, breakdown: "total", category: "all" };
      expect(await ask(who, "leaf_history", history)).toEqual(EMPTY_HISTORY);
    }
  });

  test("only leads publish, for their own organisation, and a lead is not told what another team's release shows", async () => {
    const later = { today: "2024-06-24", settings: PUBLISHING };
    for (const who of [null, stranger(), own.account("educator"), own.account("dpo"), own.account("admin")]) {
      expect(await refusal(call(db(), who, "publish", {}, later))).toBe("42501");
    }
    const step = await call<{ published: { team_id: string; shown: number | null } }>(
      db(),
      own.account("lead", 1),
      "publish",
      {},
      later,
    );
    expect(step.published).toMatchObject({ team_id: own.team(0), shown: null });
  });

  test("no account reaches a table or a function of the pipeline", async () => {
    const functions = await owned(
      db(),
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.pronamespace = 'release'::regnamespace and p.prokind = 'f'
         and (has_function_privilege('anon', p.oid, 'execute') or has_function_privilege('authenticated', p.oid, 'execute'))`,
    );
    expect(functions).toEqual([]);
    for (const statement of [
      "select * from release.cell",
      "select release.secret()",
      "select * from release.tally(null, 'every_contact', '\\x00')",
      "insert into release.window default values",
    ]) {
      const attempt = as(db(), own.account("lead"), (query) => query(statement), { settings: PUBLISHING });
      expect(await refusal(attempt)).toBe("42501");
    }
  });
});
