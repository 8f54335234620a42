/**
 * The cell key method of privacy.md written a second time, in TypeScript, from the design and not from the SQL.
 * Tests ask both for the same window; attacks that need ten thousand trials use this one.
 */
import { createHash, createHmac } from "node:crypto";
import { noiseOfKey } from "../../../src/reference/noise.ts";
import type { Place } from "../../../src/reference/place.ts";

/** The secret of tests: it protects nothing. */
export const SECRET = "5ec2e7".padEnd(64, "0");
const SECRET_BYTES = Buffer.from(SECRET, "hex");

function uuidBytes(id: string | null): Buffer {
  return id === null ? Buffer.alloc(16) : Buffer.from(id.replaceAll("-", ""), "hex");
}

function sign(message: Buffer): number {
  return createHmac("sha256", SECRET_BYTES).update(message).digest().readUInt32BE(0);
}

export function recordKey(contributor: string): number {
  return sign(uuidBytes(contributor));
}

/** What a leaf is, apart from its number. */
function leafIdentity(squares: Place["squares"]): Buffer {
  const bytes = Buffer.alloc(6 * squares.length);
  for (const [at, [square, sizeKm]] of squares.entries()) {
    bytes.writeInt32BE(square, 6 * at);
    bytes.writeInt16BE(sizeKm, 6 * at + 4);
  }
  return createHash("sha256").update(bytes).digest();
}

const LAYERS = { encounters: 1, sites: 2 } as const;

/** All of the cell key's message but the sum of record keys; made once for a leaf and window. */
export function placeBytes(place: Place, layer: keyof typeof LAYERS = "encounters"): Buffer {
  const bytes = Buffer.alloc(76);
  bytes.writeInt16BE(LAYERS[layer], 0);
  uuidBytes(place.organisation).copy(bytes, 2);
  bytes.writeInt16BE(place.tier === "educator" ? 1 : 2, 18);
  uuidBytes(place.team).copy(bytes, 20);
  bytes.writeInt32BE((Date.parse(`${place.startsOn}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000, 36);
  leafIdentity(place.squares).copy(bytes, 40);
  return bytes;
}

/** Cell key of what is counted in a leaf and window, by the sum of the record keys. */
export function cellKeyOf(place: Place, keySum: number, layer: keyof typeof LAYERS = "encounters"): number {
  return cellKey(placeBytes(place, layer), keySum);
}

/** `cellKeyOf` with the place's bytes made before. */
export function cellKey(place: Buffer, keySum: number): number {
  const message = Buffer.from(place);
  message.writeUInt32BE(keySum % 2 ** 32, 72);
  return sign(message);
}

/** Noise of a set of people in a leaf and window, from the sum of their record keys. */
export function noiseOf(place: Place, keySum: number): number {
  return noiseOfKey(cellKeyOf(place, keySum));
}
