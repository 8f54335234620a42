import { Unzip, type UnzipFile, UnzipInflate, unzipSync, zipSync } from "fflate";
import { RefusedFile } from "./errors.ts";
import { MAX_UNPACKED_BYTES } from "./limits.ts";
import type { Pace } from "./pace.ts";

const PIECE = 256 * 1024;

/**
 * Unpacks the XML parts of a workbook, never beyond `limit` bytes in all whatever the archive claims: sizes in
 * its directory are checked first, bytes that really come out are counted after.
 */
export async function unpackWorkbook(
  bytes: Uint8Array,
  pace: Pace,
  limit = MAX_UNPACKED_BYTES,
): Promise<Map<string, Uint8Array>> {
  checkDirectory(bytes, limit);
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  const unzip = new Unzip((file) => {
    if (!isNeeded(file.name)) return;
    collect(
      file,
      (part) => parts.set(file.name, part),
      (size) => {
        total += size;
        if (total > limit) throw new RefusedFile("file_too_large");
      },
    );
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += PIECE) {
    damagedIfThrown(() => unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length));
    await pace.step("unpack", at, bytes.length);
  }
  return parts;
}

/**
 * Packs parts again, uncompressed: read-excel-file then has nothing to inflate, and starts no worker from a
 * `blob:` address, which the page's content security policy forbids.
 */
export function packStored(parts: ReadonlyMap<string, Uint8Array>): ArrayBuffer {
  const stored = zipSync(Object.fromEntries(parts), { level: 0 });
  return stored.buffer.slice(stored.byteOffset, stored.byteOffset + stored.byteLength) as ArrayBuffer;
}

function isNeeded(name: string): boolean {
  return /^(?:\[Content_Types\]\.xml|_rels\/.*|xl\/(?:workbook|styles|sharedStrings)\.xml|xl\/_rels\/.*|xl\/worksheets\/[^/]*\.xml)$/i.test(
    name,
  );
}

/** A truncated archive has no directory; an honest bomb says its size there. */
function checkDirectory(bytes: Uint8Array, limit: number): void {
  let total = 0;
  damagedIfThrown(() =>
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (isNeeded(name)) total += originalSize;
        return false;
      },
    }),
  );
  if (total > limit) throw new RefusedFile("file_too_large");
}

function collect(file: UnzipFile, keep: (part: Uint8Array) => void, count: (size: number) => void): void {
  const pieces: Uint8Array[] = [];
  file.ondata = (error, piece, final) => {
    if (error) throw error;
    count(piece.length);
    pieces.push(piece.slice());
    if (final) keep(joined(pieces));
  };
  file.start();
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function damagedIfThrown(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    throw error instanceof RefusedFile ? error : new RefusedFile("file_damaged");
  }
}
