import fc from "fast-check";
import { expect, test } from "vitest";
import type { RefusedFile } from "../../../src/exchange/errors.ts";
import { openOpenData } from "../../../src/exchange/open-data.ts";
import { looksLikeRate, offerOf } from "../../../src/exchange/open-data-keys.ts";
import { byCell, takeOpenData } from "../../../src/exchange/open-data-take.ts";
import { paceOf } from "../../../src/exchange/pace.ts";
import { workbookOf } from "../../../src/exchange/xlsx-out.ts";
import { bytesOf, got, parisSetting } from "./setting.ts";

const { grid } = await parisSetting();
const OURS = ["28893760", "28893761", "93001", "01004"];
const has = (place: string) => OURS.includes(place);
const HERE = "CRS3035RES1000mN2889000E3760000";
const NEXT = "CRS3035RES1000mN2889000E3761000";
const FAR = "CRS3035RES1000mN2100000E4000000";

async function read(content: string | Uint8Array, pace = paceOf()) {
  const table = await openOpenData(typeof content === "string" ? bytesOf(content) : content, pace);
  const offer = offerOf(table, grid, has);
  const choice = offer.proposed ?? expect.fail("no columns were proposed");
  return { offer, choice, taken: await takeOpenData(table, choice, { grid, has }, pace) };
}

test("a table by square finds its key and its count, and keeps what lies in the territory", async () => {
  const { choice, taken } = await read(
    `Idcar_1km,Ind,Men_pauv,I_est_1km\n${HERE},1520.5,88,0\n${NEXT},904,41,0\n${FAR},7,1,1\n`,
  );
  expect([choice.kind, choice.key.name, choice.value.name]).toEqual(["square", "Idcar_1km", "Ind"]);
  const { byPlace, fate } = got(taken);
  expect(byCell({ byPlace })).toEqual(
    new Map([
      [28893760, 1520.5],
      [28893761, 904],
    ]),
  );
  expect(fate).toMatchObject({ rows: 3, used: 2, elsewhere: 1, unreadable: 0 });
});

test("squares of 200 m are added up in their 1 km cell; two sizes in one table are refused", async () => {
  const small = (n: number, e: number) => `CRS3035RES200mN${2889000 + n}E${3760000 + e}`;
  const rows = `id;ind\n${small(0, 0)};10\n${small(200, 0)};5,5\n${small(800, 800)};1\n`;
  expect(got((await read(rows)).taken).byPlace).toEqual(new Map([["28893760", 16.5]]));
  expect((await read(`${rows}${NEXT};100\n`)).taken).toEqual({ ok: false, error: "mixed_squares" });
});

test("a table by commune is read whatever spreadsheets did to its codes, and not by its populations", async () => {
  const { choice, taken } = await read("PMUN;CODGEO;LIBGEO\n54321;93001;A\n1 200;1004;B\n10000;2A004;C\n");
  expect([choice.kind, choice.key.name, choice.value.name]).toEqual(["commune", "CODGEO", "PMUN"]);
  expect(got(taken).byPlace).toEqual(
    new Map([
      ["93001", 54321],
      ["01004", 1200],
    ]),
  );
});

test("a workbook is read as a CSV is", async () => {
  const sheet = {
    name: "Données",
    widths: [30, 10],
    rows: [
      ["grid", "pop"],
      [HERE, 12],
      [NEXT, 3.5],
    ],
  };
  const { taken } = await read(workbookOf([sheet]));
  expect(got(taken).byPlace).toEqual(
    new Map([
      ["28893760", 12],
      ["28893761", 3.5],
    ]),
  );
});

test("formulas, foreign keys, gaps and negative numbers are counted for what they are, and add nothing", async () => {
  const { taken } = await read(
    `id;pop\n${HERE};12\n${NEXT};=cmd|' /C calc'!A0\n=HYPERLINK("http://x");5\n75018 Paris;5\n${NEXT};-4\n${NEXT};\n${FAR};=1+1\n`,
  );
  const { byPlace, fate } = got(taken);
  expect(byPlace).toEqual(new Map([["28893760", 12]]));
  expect(fate).toMatchObject({ rows: 7, used: 1, elsewhere: 1, unreadable: 2, noNumber: 3 });
  expect(fate.examples).toEqual(['=HYPERLINK("http://x")', "75018 Paris"]);
});

test("a row twice counts once; a key with two numbers counts not at all", async () => {
  const { taken } = await read(`id;pop\n${HERE};12\n${HERE};12\n${NEXT};3\n${NEXT};4\n${NEXT};3\n`);
  const { byPlace, fate } = got(taken);
  expect(byPlace).toEqual(new Map([["28893760", 12]]));
  expect(fate).toMatchObject({ rows: 5, used: 1, repeated: 1, contradicting: 3 });
});

test("every row is in one number of the fate, whatever the table holds", async () => {
  const key = fc.constantFrom(HERE, NEXT, FAR, "=cmd", "", "75018", "x".repeat(90));
  const value = fc.constantFrom("1", "2", "", "-1", "=1", "un", "1e3");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(key, value), { maxLength: 60 }), async (rows) => {
      const text = `id;pop\n${HERE};1\n${FAR};2\n${FAR};2\n${[...rows.map((row) => row.join(";")), ""].join("\n")}`;
      const table = await openOpenData(bytesOf(text), paceOf());
      const [id, pop] = table.columns;
      if (!id || !pop) throw new Error("two columns");
      const choice = { kind: "square", key: id, value: pop, decimal: "." } as const;
      const { fate } = got(await takeOpenData(table, choice, { grid, has }, paceOf()));
      const { used, elsewhere, unreadable, noNumber, repeated, contradicting } = fate;
      expect(used + elsewhere + unreadable + noNumber + repeated + contradicting).toBe(fate.rows);
      expect(fate.examples.every((each) => each.length <= 40)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("wrong headers: none, twice the same, a title above; no key is said as such", async () => {
  expect((await read(`${HERE};12\n${NEXT};3\n`)).choice.key.name).toBe("(1)");
  const { offer } = await read(`Population 2021;;\nid;pop;pop\n${HERE};12;1\n${NEXT};3;1\n`);
  expect(offer.numbers.map(({ name }) => name)).toEqual(["pop", "pop (2)"]);
  const table = await openOpenData(bytesOf("ville;pop\nMontreuil;12\nPantin;3\n"), paceOf());
  expect(offerOf(table, grid, has)).toMatchObject({ proposed: undefined, keys: [] });
});

test("numbers that cannot be added up are known by their names", () => {
  for (const name of ["Taux de pauvreté", "TAUX_PAUV", "part_minima", "Revenu médian", "% HLM", "MED21"])
    expect([name, looksLikeRate(name)]).toEqual([name, name !== "MED21"]);
  for (const name of ["Ind", "Men_pauv", "Population", "P21_POP"]) expect(looksLikeRate(name)).toBe(false);
});

test("a million rows are read to the end, with progress, and only the territory's are kept", async () => {
  const far = Array.from(
    { length: 1000 },
    (_, at) => `CRS3035RES1000mN${2000 + (at % 50)}000E${4000 + at}000;3\n`,
  );
  const text = `id;pop\n${HERE};1\n${far.join("").repeat(1000)}${NEXT};2\n`;
  const told: number[] = [];
  const { taken } = await read(
    text,
    paceOf(({ done, total }) => told.push(done / total)),
  );
  const { byPlace, fate } = got(taken);
  expect(fate).toMatchObject({ rows: 1_000_002, used: 2, elsewhere: 1_000_000 });
  expect(byPlace.size).toBe(2);
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
}, 60_000);

test("reading ends when it is told to, and files that are none are refused", async () => {
  const stop = new AbortController();
  stop.abort();
  const long = `id;pop\n${`${HERE};1\n`.repeat(20_000)}`;
  await expect(read(long, paceOf(undefined, stop.signal))).rejects.toMatchObject({ code: "cancelled" });
  const refused = (bytes: Uint8Array) =>
    openOpenData(bytes, paceOf()).catch((error: RefusedFile) => error.code);
  expect(await refused(new Uint8Array())).toBe("file_empty");
  expect(await refused(bytesOf("   \n"))).toBe("file_empty");
  expect(await refused(bytesOf('{"type":"FeatureCollection","features":[]}'))).toBe("not_a_table");
  expect(await refused(bytesOf("un seul mot\nencore\n"))).toBe("not_a_table");
  expect(await refused(new Uint8Array(256 * 1024 * 1024 + 1))).toBe("file_too_large");
});
