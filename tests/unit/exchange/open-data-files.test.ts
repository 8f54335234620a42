import { expect, test } from "vitest";
import { openOpenData } from "../../../src/exchange/open-data.ts";
import { offerOf } from "../../../src/exchange/open-data-keys.ts";
import { takeOpenData } from "../../../src/exchange/open-data-take.ts";
import { paceOf } from "../../../src/exchange/pace.ts";
import { bytesOf, got, parisSetting } from "./setting.ts";

/** Tables as people really have them: what spreadsheets, statistical offices and colleagues make of a file. */
const { grid } = await parisSetting();
const COMMUNES = ["01001", "2A004", "2B033", "75056", "75101", "75113", "75120", "93066"];
const HERE = "CRS3035RES1000mN2889000E3760000";
const OURS = [...COMMUNES, "28893760", "28893761"];
const has = (place: string) => OURS.includes(place);

async function read(content: string | Uint8Array) {
  const table = await openOpenData(typeof content === "string" ? bytesOf(content) : content, paceOf());
  const choice = offerOf(table, grid, has).proposed ?? expect.fail("no columns were proposed");
  return { choice, ...got(await takeOpenData(table, choice, { grid, has }, paceOf())) };
}

/** UTF-16 in either order, with its mark. */
function utf16(text: string, order: "le" | "be"): Uint8Array {
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))];
  return Uint8Array.from(units.flatMap((u) => (order === "le" ? [u & 255, u >> 8] : [u >> 8, u & 255])));
}

const windows1252 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("the same table in Windows-1252, UTF-8 with its mark and UTF-16 of both orders gives the same numbers", async () => {
  const text = "Code commune;Libellé;Ménages pauvres\r\n75113;Évry-là-bas;1234,5\r\n93066;Ça;7\r\n";
  const expected = new Map([
    ["75113", 1234.5],
    ["93066", 7],
  ]);
  const files = [
    bytesOf(text),
    bytesOf(`\ufeff${text}`),
    utf16(text, "le"),
    utf16(text, "be"),
    windows1252(text),
  ];
  for (const file of files) {
    const { byPlace, choice } = await read(file);
    expect([choice.key.name, choice.value.name]).toEqual(["Code commune", "Ménages pauvres"]);
    expect(byPlace).toEqual(expected);
  }
});

test("zeros lost at the front come back, Corsica keeps its letter in either case, arrondissements stay apart from Paris", async () => {
  const { byPlace, fate } = await read(
    "INSEE;pop\n1001;767\n2a004;70000\n2B033;48000\n75056;2145906\n75101;16000\n75120;190000\n75121;5\n",
  );
  expect(byPlace).toEqual(
    new Map([
      ["01001", 767],
      ["2A004", 70000],
      ["2B033", 48000],
      ["75056", 2145906],
      ["75101", 16000],
      ["75120", 190000],
    ]),
  );
  // There is no 21st arrondissement: a place that is not ours, like any other.
  expect(fate).toMatchObject({ rows: 7, used: 6, elsewhere: 1, unreadable: 0 });
});

test("thousands parted by any blank or by an apostrophe, and decimal commas, are numbers", async () => {
  const { byPlace, fate } = await read(
    "INSEE;pop\n75101;1\u202f234\n75113;12\u00a0345,5\n75120;2 145 906\n93066;1'000,25\n01001;\u2009767\n",
  );
  expect([...byPlace.values()]).toEqual([1234, 12345.5, 2145906, 1000.25, 767]);
  expect(fate).toMatchObject({ rows: 5, used: 5, noNumber: 0 });
});

test("what is no number adds nothing and is counted: NaN, infinities, secrets, formulas, negatives, empty cells", async () => {
  const none = [
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "s",
    "nd",
    "***",
    "=1+1",
    "+cmd|'x'!A0",
    "−4",
    "-4",
    "",
    "12 %",
  ];
  const { byPlace, fate } = await read(
    `INSEE;pop\n${Array.from({ length: 20 }, () => "75101;10\n").join("")}${none.map((each) => `75113;${each}\n`).join("")}`,
  );
  expect(byPlace).toEqual(new Map([["75101", 10]]));
  expect(fate).toMatchObject({ rows: 33, used: 1, repeated: 19, noNumber: none.length });
});

test("a row of totals is not a place, whatever it is called, and is told as an example", async () => {
  const { byPlace, fate } = await read(
    "INSEE;pop\n75101;10\n75113;20\n93066;40\nTotal;70\nFrance;71\n;141\n",
  );
  expect(byPlace).toEqual(
    new Map([
      ["75101", 10],
      ["75113", 20],
      ["93066", 40],
    ]),
  );
  expect(fate).toMatchObject({ rows: 6, used: 3, unreadable: 3 });
  expect(fate.examples).toEqual(["Total", "France", ""]);
});

test("one square under two spellings of its name counts once, and not at all with two numbers", async () => {
  const short = "1kmN2889E3760";
  const { byPlace, fate } = await read(`id;ind\n${HERE};12\n${short};12\n`);
  expect(byPlace).toEqual(new Map([["28893760", 12]]));
  expect(fate).toMatchObject({ used: 1, repeated: 1 });
  const torn = await read(`id;ind\n${HERE};12\n${short};13\n1kmN2889E3761;5\n`);
  expect(torn.byPlace).toEqual(new Map([["28893761", 5]]));
  expect(torn.fate).toMatchObject({ used: 1, contradicting: 2 });
});

test("postal codes look like codes of communes and are not taken for them", async () => {
  const { choice, byPlace } = await read("Code postal;INSEE;pop\n93200;93066;113000\n75001;75101;16000\n");
  expect(choice.key.name).toBe("INSEE");
  expect(byPlace).toEqual(
    new Map([
      ["93066", 113000],
      ["75101", 16000],
    ]),
  );
  const alone = await openOpenData(bytesOf("CP,pop\n93200,113000\n75001,16000\n"), paceOf());
  expect(offerOf(alone, grid, has).keys).toEqual([]);
});
