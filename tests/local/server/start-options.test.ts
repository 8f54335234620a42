import { expect, test } from "vitest";
import { readOptions } from "../../../supabase/local/start-options.ts";
import { ENGLISH } from "../../../supabase/local/start-words.en.ts";
import { FRENCH } from "../../../supabase/local/start-words.fr.ts";
import { startWords } from "../../../supabase/local/start-words.ts";

test("without options: the folder .repere, port 8787, this machine alone, the demo", () => {
  expect(readOptions([])).toEqual({
    ok: true,
    value: {
      data: ".repere",
      port: 8787,
      host: "127.0.0.1",
      today: undefined,
      empty: false,
      json: false,
      small: false,
      help: false,
      grid: undefined,
      name: undefined,
      timeZone: undefined,
    },
  });
});

test("a value follows its option or an equals sign", () => {
  const spaced = readOptions(["--data", "d", "--port", "0", "--grid", "5070,100,-20", "--empty", "--json"]);
  expect(spaced).toEqual(readOptions(["--data=d", "--port=0", "--grid=5070,100,-20", "--empty", "--json"]));
  expect(spaced).toMatchObject({
    ok: true,
    value: {
      data: "d",
      port: 0,
      grid: { srid: 5070, offsetEKm: 100, offsetNKm: -20 },
      empty: true,
      json: true,
    },
  });
});

test.each([
  [["--demo"], "unknown_option", "--demo"],
  [["folder"], "unknown_option", "folder"],
  [["--port"], "missing_value", "--port"],
  [["--data", "--json"], "missing_value", "--data"],
  [["--port", "65536"], "bad_value", "--port 65536"],
  [["--port", "-1"], "bad_value", "--port -1"],
  [["--today", "2026-02-30"], "bad_value", "--today 2026-02-30"],
  [["--today", "02/03/2026"], "bad_value", "--today 02/03/2026"],
  [["--grid", "lambert"], "bad_value", "--grid lambert"],
  [["--grid", "3035,1"], "bad_value", "--grid 3035,1"],
  [["--time-zone", "Mars/Base"], "bad_value", "--time-zone Mars/Base"],
  [["--host", "a b"], "bad_value", "--host a b"],
])("%j is refused, and the word is named", (words, error, word) => {
  expect(readOptions(words)).toEqual({ ok: false, error, word });
});

test("a day, or now, sets the service clock", () => {
  expect(readOptions(["--today", "2022-12-31"])).toMatchObject({ value: { today: "2022-12-31" } });
  expect(readOptions(["--today", "now"])).toMatchObject({ value: { today: "now" } });
});

test("the language is the terminal's, and both languages say everything", async () => {
  expect(await startWords({ LANG: "fr_FR.UTF-8" })).toBe(FRENCH);
  expect(await startWords({ LANG: "de_DE.UTF-8" })).toBe(ENGLISH);
  expect(await startWords({ LANG: "en_GB", LC_ALL: "fr" })).toBe(FRENCH);
  expect(await startWords({})).toBe(ENGLISH);
  for (const part of ["steps", "notices", "faults", "options"] as const) {
    expect(Object.keys(FRENCH[part]).sort()).toEqual(Object.keys(ENGLISH[part]).sort());
  }
});
