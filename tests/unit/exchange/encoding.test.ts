import fc from "fast-check";
import { expect, test } from "vitest";
import { decode } from "../../../src/exchange/encoding.ts";
import { kindOf } from "../../../src/exchange/kind.ts";

const TEXT = "date;lieu;prénom\n2024-03-01;Gare de l’Est;Zoë œuvre €\n";

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, isLittle: boolean, isMarked: boolean): Uint8Array {
  const units = [...(isMarked ? "\ufeff" : ""), ...text];
  const bytes = new DataView(new ArrayBuffer(units.length * 2));
  for (const [at, unit] of units.entries()) bytes.setUint16(at * 2, unit.charCodeAt(0), isLittle);
  return new Uint8Array(bytes.buffer);
}

/** The windows-1252 bytes of the text's special letters (its table, Microsoft 1998). */
const ANSI = new Map([
  ["é", 0xe9],
  ["ë", 0xeb],
  ["œ", 0x9c],
  ["€", 0x80],
  ["’", 0x92],
]);
const ansi = (text: string) =>
  Uint8Array.from([...text], (letter) => ANSI.get(letter) ?? letter.charCodeAt(0));

test.each([
  ["UTF-8", utf8(TEXT), "utf-8"],
  ["UTF-8 with a mark", utf8(`\ufeff${TEXT}`), "utf-8"],
  ["UTF-16 LE with a mark", utf16(TEXT, true, true), "utf-16le"],
  ["UTF-16 BE with a mark", utf16(TEXT, false, true), "utf-16be"],
  ["UTF-16 LE without a mark", utf16(TEXT, true, false), "utf-16le"],
  ["UTF-16 BE without a mark", utf16(TEXT, false, false), "utf-16be"],
  ["Windows-1252", ansi(TEXT), "windows-1252"],
])("%s is read as it was written", (_, bytes, encoding) => {
  expect(decode(bytes)).toEqual({ text: TEXT, encoding });
  expect(kindOf(bytes)).toBe("csv");
});

test("any text in UTF-8 comes back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
      fc.pre(!/[\0\ufeff]/.test(text));
      expect(decode(utf8(text))).toEqual({ text, encoding: "utf-8" });
    }),
  );
});

test("a person's choice of encoding wins over what the bytes say", () => {
  expect(decode(utf8("é"), "windows-1252").text).toBe("Ã©");
});

test.each([
  ["a workbook", [0x50, 0x4b, 0x03, 0x04], "xlsx"],
  ["Excel's old format", [0xd0, 0xcf, 0x11, 0xe0], "xls"],
  ["a picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], "other"],
  ["GeoJSON", [...utf8('\n {"type":"FeatureCollection"}')], "geojson"],
])("%s is known by its first bytes", (_, bytes, kind) => {
  expect(kindOf(Uint8Array.from(bytes))).toBe(kind);
});
