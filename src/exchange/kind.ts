import { unmarkedUtf16 } from "./encoding.ts";

const FILE_KINDS = ["csv", "xlsx", "geojson"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What a file is by its first bytes; its name is never looked at. `xls` is Excel's old format, which is refused. */
export function kindOf(bytes: Uint8Array): FileKind | "xls" | "other" {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return "xlsx";
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return "xls";
  if (hasTextMark(bytes) || unmarkedUtf16(bytes)) return firstCharacter(bytes) === "{" ? "geojson" : "csv";
  if (isBinary(bytes)) return "other";
  return firstCharacter(bytes) === "{" ? "geojson" : "csv";
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function hasTextMark(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
}

/** First visible character, byte-order marks and UTF-16's zero bytes left aside. */
function firstCharacter(bytes: Uint8Array): string {
  for (const byte of bytes.subarray(0, 4096)) {
    const isMarkOrZero = byte === 0 || byte === 0xef || byte === 0xbb || byte === 0xbf || byte >= 0xfe;
    if (!isMarkOrZero && byte > 0x20) return String.fromCharCode(byte);
  }
  return "";
}

/** Control characters that no text file holds (0x1e parts GeoJSON sequences, RFC 8142); two in the first 64 kB are enough. */
function isBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes.subarray(0, 65_536)) {
    const isText =
      byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c || byte === 0x1e;
    if (!isText) controls++;
    if (controls > 1) return true;
  }
  return false;
}
