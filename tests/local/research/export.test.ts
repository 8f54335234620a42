import { beforeAll, expect, test } from "vitest";
import { exportResearch, exportResearchFigure } from "../../../src/data/research-exports.ts";
import { BREAKDOWNS } from "../../../src/domain/release.ts";
import { ROLES } from "../../../src/domain/role.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { stranger, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { publishQuarter, QUARTERS, TODAY, withTerritory } from "./quarters.ts";

const OPTIONS = { today: TODAY };

eachDatabase("research values as a file", (db) => {
  let ours: TestOrganisation;
  let theirs: TestOrganisation;
  beforeAll(async () => {
    ours = await withTerritory(db());
    theirs = await withTerritory(db());
    for (const quarter of QUARTERS.slice(0, 2)) await publishQuarter(db(), ours.id, quarter);
  });

  const days = QUARTERS.map(([startsOn]) => startsOn);
  const ask = (args: Record<string, unknown>, who: string | null = ours.account("researcher")) =>
    call<Record<"method" | "windows" | "tables" | "flows" | "profiles", never>>(
      db(),
      who,
      "export_research",
      args,
      OPTIONS,
    );
  const read = (name: string, args: Record<string, unknown>) =>
    call<Record<string, unknown>>(db(), ours.account("researcher"), name, args, {
      ...OPTIONS,
      readOnly: true,
    });
  const written = () =>
    owned(
      db(),
      "select action, counts from audit.event where organisation_id = $1 and action like 'research%' order by id",
      [ours.id],
    );

  test("a file says what the screen's own functions say, table by table, and nothing else", async () => {
    const file = await ask({ quarters: days, breakdowns: [...BREAKDOWNS], flows: true });
    const { method, windows } = await read("research_windows", {});
    expect(file.method).toEqual(method);
    expect(file.windows).toEqual(windows);
    const tables = [];
    for (const quarter of days.slice(0, 2)) {
      for (const breakdown of BREAKDOWNS.toSorted()) {
        tables.push({ ...(await read("research_table", { quarter, breakdown })), breakdown });
      }
    }
    expect(file.tables).toEqual(tables);
    const flows = [];
    for (const quarter of days.slice(0, 2)) flows.push(await read("research_flows", { quarter }));
    expect(file.flows).toEqual(flows);
    const profiles = [];
    for (const quarter of days.slice(0, 2)) profiles.push(await read("research_profile", { quarter }));
    expect(file.profiles).toEqual(profiles);
  });

  test("every file and every picture is written down, with numbers of windows and tables and no cell", async () => {
    const before = (await written()).length;
    pageOf(db(), ours.account("researcher"), TODAY);
    const file = await exportResearch({
      quarters: days.slice(0, 1),
      breakdowns: ["total", "gender"],
      flows: false,
    });
    const figure = await exportResearchFigure(days.slice(0, 2));
    if (!file.ok || !figure.ok) throw new Error("the page was refused");
    expect(file.value.tables.map(({ quarter, breakdown }) => `${quarter} ${breakdown}`)).toEqual([
      "2024-01-01 gender",
      "2024-01-01 total",
    ]);
    expect(file.value.tables[0]?.leaves.length).toBeGreaterThan(0);
    expect(figure.value).toMatchObject({ tables: [], flows: [] });
    expect(figure.value.windows.map(({ starts_on: day }) => day)).toEqual(days.slice(0, 2));
    expect((await written()).slice(before)).toEqual([
      { action: "research_exported", counts: { windows: 1, tables: 2 } },
      { action: "research_figure_exported", counts: { windows: 2, tables: 0 } },
    ]);
  });

  test("a researcher takes out, and nobody else: no other role, no stranger, no one without an account", async () => {
    const others = ROLES.filter((role) => role !== "researcher").map((role) => ours.account(role));
    for (const who of [null, stranger(), ...others]) {
      expect(await refusal(ask({ quarters: days }, who))).toBe("42501");
    }
    expect(await refusal(ask({ quarters: days }, theirs.account("researcher")))).toBe("RP002");
  });

  test("odd questions are refused, take nothing out and write nothing down", async () => {
    const before = (await written()).length;
    const odd = [
      { quarters: [] },
      { quarters: null },
      { quarters: Array.from({ length: 41 }, () => "2024-01-01") },
      { quarters: days, breakdowns: ["nonsense"] },
      { quarters: days, breakdowns: null },
      { quarters: days, breakdowns: [null] },
      { quarters: days, breakdowns: Array.from({ length: 5 }, () => "total") },
      { quarters: days, form: "nonsense" },
      { quarters: days, form: null },
      { quarters: days, flows: null },
    ];
    for (const args of odd) expect([args, await refusal(ask(args))]).toEqual([args, "RP001"]);
    for (const quarters of [["2024-01-02"], ["x'"], [null], ["🙂"]])
      expect(await refusal(ask({ quarters }))).toBe("RP002");
    expect(await written()).toHaveLength(before);
  });
});
