import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { convert } from "../../../src/exchange/exchange.ts";
import { territoryKey } from "../../../src/exchange/territories.ts";
import { encounters, type Observation, observations } from "../../fixtures/mano.ts";
import { parisSetting, readAll } from "./setting.ts";

const BARBES = 28893760 as Cell;
const NATION = 28873764 as Cell;

const ROWS: readonly Observation[] = [
  { territory: "Boulevard inventé", at: "2026-05-20 23:56", men: 3, women: 0 },
  { territory: "boulevard  Inventé", at: "2026-05-21 00:05", men: 0, women: 2, by: "Omar Fictif" },
  { territory: "Place imaginée", at: "2026-05-21 21:10", men: 0, women: 0 },
  { territory: "Place imaginée", at: "2026-05-22 21:10", men: 4, women: 1, by: "Omar Fictif" },
  { territory: "Grand secteur nord", at: "2026-05-22 22:00", men: 1, women: "" },
];
const ANSWERS = { "boulevard invente": BARBES, "place imaginee": NATION, "grand secteur nord": null };

async function rowsOf(file: Uint8Array, territories: Record<string, Cell | null> = ANSWERS) {
  const setting = await parisSetting("2026-06-01");
  const all = await readAll(file, setting, { territories });
  const rows = [];
  for await (const part of convert(all.conversion, "team")) rows.push(...part.rows);
  return { ...all, rows };
}

test("Mano's observations are recognised as they are, with an organisation's own fields", async () => {
  const setting = await parisSetting("2026-06-01");
  const { detected } = await readAll(observations(ROWS, ["Distribution de tickets"]), setting);
  expect(detected.mapping.columns).toEqual({
    id: "id",
    "Territoire - Nom": "territory",
    "Observé le": "date",
    "Nombre de personnes non connues hommes rencontrées": "count_boys",
    "Nombre de personnes non connues femmes rencontrées": "count_girls",
    "Créée par": "recorder",
  });
  expect(detected.mapping.usesClock).toBe(true);
  expect(detected.problems).toEqual(["open_territories"]);
  expect(detected.territories.map(({ name, rows }) => [name, rows])).toEqual([
    ["Boulevard inventé", 2],
    ["Place imaginée", 2],
    ["Grand secteur nord", 1],
  ]);
});

test("no row of a territory goes before somebody has said its cell, or when it was left aside", async () => {
  const none = await rowsOf(observations(ROWS), {});
  expect(none.rows).toEqual([]);
  expect(new Set(none.summary.rejected.map(({ code }) => code))).toEqual(new Set(["unknown_territory"]));
  const { rows, summary } = await rowsOf(observations(ROWS));
  expect(rows).toHaveLength(4);
  expect(summary.rejected).toEqual([{ line: 6, column: "Territoire - Nom", code: "territory_left_out" }]);
});

test("people are added up, nobody is a visit, and a night round keeps its evening's date", async () => {
  const { rows } = await rowsOf(observations(ROWS));
  expect(
    rows.map(({ cell, service_date, slot, count, gender }) => [cell, service_date, slot, count, gender]),
  ).toEqual([
    [BARBES, "2026-05-20", "evening", 3, "boy"],
    [BARBES, "2026-05-20", "night", 2, "girl"],
    [NATION, "2026-05-21", "evening", 0, null],
    // One encounter of five, not four and one: releases leave the largest encounter out as a whole.
    [NATION, "2026-05-22", "evening", 5, "?"],
  ]);
});

test("an observation that says no number at all is refused, not taken for nobody", async () => {
  const row = { territory: "Place imaginée", at: "2026-05-22 22:00" };
  const { summary } = await rowsOf(
    observations([
      { ...row, men: "", women: "" },
      { ...row, men: 2, women: "beaucoup" },
      { ...row, men: 300, women: 201 },
    ]),
  );
  expect(summary.rejected.map(({ code }) => code)).toEqual(["bad_count", "bad_count", "bad_count"]);
});

test("names, comments and authors stay behind, and each column says so", async () => {
  const { rows, summary } = await rowsOf(observations(ROWS));
  const sent = JSON.stringify(rows);
  for (const word of ["invent", "imagin", "Karim", "Omar", "Maraude", "5c0ffee0", "Tensions"]) {
    expect(sent.toLowerCase()).not.toContain(word.toLowerCase());
  }
  const reasons = Object.fromEntries(summary.leftOut.map(({ column, reason }) => [column, reason]));
  expect(reasons).toMatchObject({ Équipe: "team", Commentaire: "free_text", Ambiance: "free_text" });
  expect(rows.map(({ recorder }) => recorder)).toEqual([0, 1, 0, 1]);
});

test("encounters without a place are placed by nothing but a cell that the lead gives for the team", async () => {
  const file = encounters([{ person: 1, at: "2026-05-20 22:00" }]);
  const setting = await parisSetting("2026-06-01");
  const { detected } = await readAll(file, setting);
  expect(detected.mapping.columns).toMatchObject({
    "Personne suivie - id": "person",
    Équipe: "territory",
    Date: "date",
  });
  expect(detected.problems).toContain("team_as_place");
  expect((await rowsOf(file, {})).rows).toEqual([]);
  const { rows } = await rowsOf(file, { "maraude nuit": BARBES });
  expect(rows).toMatchObject([{ cell: BARBES, count: 1, seen_recently: 0 }]);
  expect(JSON.stringify(rows)).not.toContain("aaaa0000");
});

test("of a person's encounters within 4 weeks of the one before, the first alone counts, in any order of rows", async () => {
  const meetings = fc.array(fc.record({ person: fc.integer({ min: 1, max: 3 }), day: fc.nat(120) }), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(meetings, async (list) => {
      const dated = list.map(({ person, day }, at) => {
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        return { person, day, at: `${date} 22:${String(at).padStart(2, "0")}` };
      });
      const { rows } = await rowsOf(encounters(dated), { "maraude nuit": BARBES });
      // By persons: what a reader with the file in hand would count.
      for (const person of [1, 2, 3]) {
        const days = dated.filter((each) => each.person === person).map(({ day }) => day);
        const sorted = [...days].sort((one, other) => one - other);
        const first = sorted.filter((day, at) => at === 0 || day - (sorted[at - 1] ?? 0) > 28).length;
        const counted = dated.filter((each, at) => each.person === person && rows[at]?.seen_recently === 0);
        expect(counted).toHaveLength(first);
      }
    }),
    { numRuns: 30 },
  );
});

test("a territory's name means the same in any case, with or without accents and punctuation", () => {
  expect(territoryKey(" Gare de l’EST – Nord ")).toBe(territoryKey("gare de l'est nord"));
  expect(territoryKey("★")).toBe("★");
  expect(territoryKey("constructor")).toBe("constructor");
});

test("a territory called like a property of every object is no answered territory", async () => {
  const file = observations([{ territory: "constructor", at: "2026-05-20 22:00", men: 1, women: 0 }]);
  const { rows, summary } = await rowsOf(file, {});
  expect(rows).toEqual([]);
  expect(summary.rejected[0]?.code).toBe("unknown_territory");
});
