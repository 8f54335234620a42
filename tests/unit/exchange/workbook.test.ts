import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { RefusedFile } from "../../../src/exchange/errors.ts";
import { openTable } from "../../../src/exchange/exchange.ts";
import { paceOf } from "../../../src/exchange/pace.ts";
import { unpackWorkbook } from "../../../src/exchange/unpack.ts";
import { type SheetCell, sheet, workbook } from "../../fixtures/workbook.ts";
import { parisSetting, readAll } from "./setting.ts";

const HEADER: SheetCell[] = ["Date", "Latitude", "Longitude", "Nombre", "Relevé par"];

/** Excel's serial of a moment, in either calendar. */
function serial(moment: string, is1904: boolean): SheetCell {
  return { serial: Date.parse(`${moment}Z`) / 86_400_000 + (is1904 ? 24_107 : 25_569) };
}

function table(is1904: boolean): SheetCell[][] {
  return [
    HEADER,
    [serial("2024-03-01T22:30:00", is1904), 48.8566, 2.3522, 2, "A"],
    [serial("2024-03-02T02:15:00", is1904), 48.884, 2.349, 1, "B"],
    [serial("2024-07-14T09:00:00", is1904), 48.8566, 2.3522, 0, "A"],
  ];
}

test.each([false, true])(
  "days and times of a workbook are its wall clock (1904 calendar: %s)",
  async (is1904) => {
    const { conversion, summary } = await readAll(workbook(table(is1904), { is1904 }), await parisSetting());
    const { read } = conversion.start("t");
    expect(conversion.table.rows.map(read)).toMatchObject([
      { service_date: "2024-03-01", slot: "evening", count: 2, recorder: 0 },
      { service_date: "2024-03-01", slot: "night", count: 1, recorder: 1 },
      { service_date: "2024-07-14", slot: "morning", count: 0, recorder: 0 },
    ]);
    expect(summary).toMatchObject({ rows: 3, accepted: 3, contacts: 3, recorders: 2 });
  },
);

test("days kept as bare numbers are known as serials", async () => {
  const rows = [HEADER, [45_352, 48.8566, 2.3522, 2, "A"], [45_353, 48.884, 2.349, 1, "B"]];
  const { detected, summary } = await readAll(workbook(rows), await parisSetting(), { slot: "evening" });
  expect(detected.mapping.dateFormat).toBe("excel-1900");
  expect(summary.counts.map((day) => day.service_date)).toEqual(["2024-03-01", "2024-03-02"]);
});

test("a faulty cell of a workbook is told with its row in the sheet", async () => {
  const rows: SheetCell[][] = [
    ...table(false),
    [null],
    [serial("2024-03-05T21:00:00", false), 48.85, 2.35, -1, "A"],
  ];
  const { summary } = await readAll(workbook(rows), await parisSetting());
  expect(summary.rejected).toEqual([{ line: 6, column: "Nombre", code: "bad_count" }]);
});

const whole = workbook(table(false));

test("a workbook cut short anywhere is damaged, and never crashes", async () => {
  for (let length = 4; length < whole.length; length += 97) {
    const outcome = await openTable(whole.subarray(0, length));
    expect(outcome, `${length} bytes`).toEqual({ ok: false, error: "file_damaged" });
  }
});

test("a workbook with any byte turned gives rows or a code, and never crashes", async () => {
  for (let at = 0; at < whole.length; at += 13) {
    const bytes = Uint8Array.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    const outcome = await openTable(bytes);
    if (!outcome.ok) expect(["file_damaged", "not_a_table", "file_too_large"]).toContain(outcome.error);
  }
});

test("an archive that is no workbook is no table", async () => {
  expect(await openTable(zipSync({ "a.txt": strToU8("hello") }))).toEqual({
    ok: false,
    error: "not_a_table",
  });
});

test("an archive that unpacks beyond the limit is refused, whatever its directory claims", async () => {
  const bomb = zipSync({
    "xl/workbook.xml": new Uint8Array(3_000_000),
    "xl/worksheets/a.xml": new Uint8Array(3_000_000),
  });
  const refusal = async (bytes: Uint8Array) => {
    const error: unknown = await unpackWorkbook(bytes, paceOf(), 1_000_000).catch(
      (thrown: unknown) => thrown,
    );
    return error instanceof RefusedFile ? error.code : "none";
  };
  expect(await refusal(bomb)).toBe("file_too_large");
  const lying = Uint8Array.from(bomb);
  const view = new DataView(lying.buffer);
  for (let at = 0; at < lying.length - 46; at++) {
    // The unpacked size of each entry of the central directory (APPNOTE 4.3.12) and of each local header (4.3.7).
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
  }
  expect(await refusal(lying)).toBe("file_too_large");
});

test.each([
  ["a cell in the last column", '<row r="1"><c r="XFD1"><v>1</v></c></row>', "too_many_columns"],
  [
    "a cell in the last column, quoted the other way",
    "<row r='1'><c r='XFD1'><v>1</v></c></row>",
    "too_many_columns",
  ],
  ["a cell in the last row", '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "too_many_rows"],
  ["a row beyond Excel's last", '<row r="999999999999"/>', "file_damaged"],
  ["an address that is none", '<row r="1"><c r="&#88;FD1"><v>1</v></c></row>', "file_damaged"],
])("%s is refused before it is laid out", async (_, rows, code) => {
  const bytes = workbook([], { sheetXml: sheet(rows) });
  expect(await openTable(bytes)).toEqual({ ok: false, error: code });
});

test("styled empty cells and an error in a cell cost nothing but their own row", async () => {
  const xml = sheet(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c><c r="B1" t="inlineStr"><is><t>lat</t></is></c>' +
      '<c r="C1" t="inlineStr"><is><t>lon</t></is></c><c r="D1" t="inlineStr"><is><t>nombre</t></is></c><c r="XFD1" s="1"/></row>' +
      '<row r="2"><c r="A2"><v>45352</v></c><c r="B2"><v>48.85</v></c><c r="C2"><v>2.35</v></c><c r="D2" t="e"><v>#N/A</v></c></row>' +
      '<row r="3"><c r="A3"><v>45353</v></c><c r="B3"><v>48.85</v></c><c r="C3"><v>2.35</v></c><c r="D3"><v>4</v></c></row>' +
      '<row r="1048576"/>',
  );
  const { summary } = await readAll(workbook([], { sheetXml: xml }), await parisSetting(), {
    slot: "evening",
  });
  expect(summary).toMatchObject({
    rows: 2,
    accepted: 1,
    contacts: 4,
    rejected: [{ line: 2, column: "nombre", code: "bad_count" }],
  });
});

test("a sheet can be chosen by name or number, and one that is not there is said to be missing", async () => {
  expect((await openTable(whole, { sheet: "Relevé" })).ok).toBe(true);
  expect((await openTable(whole, { sheet: 1 })).ok).toBe(true);
  expect(await openTable(whole, { sheet: "Autre" })).toEqual({ ok: false, error: "bad_mapping" });
});
