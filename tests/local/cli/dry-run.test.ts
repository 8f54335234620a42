import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "repere-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const FRENCH = file(
  "relevé fictif.csv",
  [
    "Date;Heure;Latitude;Longitude;Nombre de jeunes;Prénom;Téléphone",
    "13/03/2024;22:15;48,8566;2,3522;2;Inventé;06 00 00 00 01",
    "14/03/2024;02:10;48,8840;2,3490;1;Fictif;06 00 00 00 02",
    "32/03/2024;22:15;48,8566;2,3522;2;Imaginé;06 00 00 00 03",
  ].join("\r\n"),
);

test("a dry run prints its result alone on standard output, without server or account", async () => {
  const ran = await runCommand("import", [FRENCH, "--dry-run", "--json", "--today", "2024-12-31"]);
  expect(ran.code).toBe(0);
  expect(ran.out.trim().split("\n")).toHaveLength(1);
  expect(ran.json()).toMatchObject({
    rows: 3,
    accepted: 2,
    rejected: [{ line: 4, column: "Date", code: "bad_date" }],
    leftOut: ["Prénom", "Téléphone"],
    delimiter: ";",
    encoding: "utf-8",
    dateFormat: "DD/MM/YYYY",
    srid: 4326,
    contacts: 3,
    batch: null,
  });
  expect(ran.err).toContain("three");
});

test("a map file settles roles, system, date format and slot", async () => {
  const data = file(
    "feet.csv",
    "when,e,n,people,who\n03/04/2022,6283612.4,1842055.5,2,INVENTED A\n03/05/2022,6280133.8,1842263.1,5,INVENTED B\n",
  );
  const columns = { when: "date", x: "e", n: "y", people: "count", who: "recorder" };
  const map = file(
    "map.json",
    JSON.stringify({ columns, srid: 2230, dateFormat: "mm/dd/yyyy", slot: "night" }),
  );
  const words = [data, "--dry-run", "--json", "--grid", "5070,3000,0", "--map", map, "--today", "2022-12-31"];
  const result = (await runCommand("import", words)).json();
  expect(result).toMatchObject({
    rows: 2,
    accepted: 2,
    rejected: [],
    srid: 2230,
    dateFormat: "MM/DD/YYYY",
    contacts: 7,
  });
  expect(result).toMatchObject({ slot: "night", recorders: 2, leftOut: [] });
});

test("lone old dates are told, as days and in words", async () => {
  const line = (day: string) => `${day};22:15;48,8566;2,3522;2`;
  const lines = ["09/05/1990", "13/03/2023", "20/03/2023", "27/03/2023"].map(line);
  const data = file("years.csv", ["Date;Heure;Latitude;Longitude;Nombre", ...lines].join("\n"));
  const words = [data, "--dry-run", "--today", "2024-12-31"];
  expect((await runCommand("import", [...words, "--json"])).json()).toMatchObject({
    accepted: 4,
    loneDates: ["1990-05-09"],
  });
  expect((await runCommand("import", words)).out).toContain("1990-05-09");
});

const sparse = join(folder, "large.csv");
writeFileSync(sparse, "");
truncateSync(sparse, 200 * 1024 * 1024);

test.each([
  ["an empty file", [file("empty.csv", "")], "file_empty"],
  ["a file of 200 MB", [sparse], "file_too_large"],
  [
    "half a workbook",
    [file("half.xlsx", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]))],
    "file_damaged",
  ],
  ["a file that is not there", [join(folder, "none.csv")], "unreadable_file"],
  ["no file", [], "no_file"],
  ["an unknown option", [FRENCH, "--colour", "red"], "bad_option"],
  ["a grid in feet", [FRENCH, "--grid", "2230"], "grid_not_metric"],
  ["a grid that nobody knows", [FRENCH, "--grid", "99999"], "unknown_srid"],
  ["a coordinate system that nobody knows", [FRENCH, "--srid", "99999"], "unknown_srid"],
  ["a map with an unknown key", [FRENCH, "--map", file("bad.json", '{"colour":1}')], "bad_option"],
  ["a map that is no JSON", [FRENCH, "--map", FRENCH], "bad_option"],
  [
    "a map of a column that is not there",
    [FRENCH, "--map", file("gone.json", '{"columns":{"x":"nowhere"}}')],
    "bad_mapping",
  ],
  ["a file without a date", [file("undated.csv", "lat,lon\n48.8,2.3\n48.9,2.4\n")], "no_date_column"],
])("%s ends with its code and a word to the person", async (_, words, code) => {
  const ran = await runCommand("import", [...words, "--dry-run", "--json"]);
  expect(ran.code).toBe(1);
  expect(ran.json()).toMatchObject({ error: code });
  expect(ran.err.trim()).not.toBe("");
  expect(ran.err).not.toContain("    at ");
});

test("the words are French where the terminal is", async () => {
  const ran = await runCommand("import", [file("vide.csv", ""), "--dry-run"], { LC_ALL: "fr_FR.UTF-8" });
  expect(ran.err).toContain("Le fichier est vide.");
  expect(ran.out).toBe("");
});

test("an import without account, or on a folder without records, says what is missing", async () => {
  expect((await runCommand("import", [FRENCH, "--json"])).json()).toMatchObject({ error: "no_account" });
  const nowhere = ["--as", "lead@demo.repere.invalid", "--json", "--data", join(folder, "nothing")];
  expect((await runCommand("import", [FRENCH, ...nowhere])).json()).toMatchObject({ error: "no_folder" });
  const url = ["--as", "lead@demo.repere.invalid", "--json", "--url", "http://127.0.0.1:9"];
  expect((await runCommand("publish", url, { REPERE_PASSWORD: "" })).json()).toMatchObject({
    error: "no_password",
  });
  expect((await runCommand("publish", url, { REPERE_PASSWORD: "x" })).json()).toMatchObject({
    error: "unreachable",
  });
});
