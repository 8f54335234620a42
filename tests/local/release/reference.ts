/**
 * The rules of privacy.md written a second time, in TypeScript, from the design and not from the SQL: tests ask
 * both for the same window. Only for tests.
 */
import { createHash, createHmac } from "node:crypto";
import type { AgeBand, Gender, PlaceKind } from "../../../src/domain/place-kind.ts";

export const SECRET = "5ec2e7".padEnd(64, "0");
const D = 5;

/** Cumulative probabilities of -5 … 5, times 2^32. */
export const BOUNDS = [
  16285916, 87543411, 312138561, 822081613, 1656136175, 2638831121, 3472885683, 3982828735, 4207423885,
  4278681380, 4294967296,
];

export interface Contribution {
  /** `null` while the recorder does not count. */
  readonly recorder: string | null;
  readonly encounter: string;
  readonly contributor: string;
  readonly placeKind: PlaceKind;
  readonly ageBand: AgeBand;
  readonly gender: Gender;
}

export interface Place {
  readonly organisation: string;
  readonly tier: "educator" | "lead";
  readonly team: string | null;
  readonly startsOn: string;
  /** Squares of the leaf, ascending: number and size in km. */
  readonly squares: readonly (readonly [square: number, sizeKm: number])[];
}

const RULES = {
  educator: { k0: 5, k1: 3, k2: undefined, classes: [10, 15, 25, 40] },
  lead: { k0: 10, k1: 5, k2: 3, classes: [15, 25, 40, 60, 100] },
} as const;

function uuidBytes(id: string | null): Buffer {
  return id === null ? Buffer.alloc(16) : Buffer.from(id.replaceAll("-", ""), "hex");
}

function sign(message: Buffer): number {
  return createHmac("sha256", Buffer.from(SECRET, "hex")).update(message).digest().readUInt32BE(0);
}

export function recordKey(contributor: string): number {
  return sign(uuidBytes(contributor));
}

function leafIdentity(squares: Place["squares"]): Buffer {
  const parts = squares.map(([square, sizeKm]) => {
    const part = Buffer.alloc(6);
    part.writeInt32BE(square, 0);
    part.writeInt16BE(sizeKm, 4);
    return part;
  });
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

const LAYERS = { encounters: 1, sites: 2 } as const;

/** Cell key of a leaf and window, from the sum of the record keys of what is counted there. */
export function cellKeyOf(place: Place, keySum: number, layer: keyof typeof LAYERS = "encounters"): number {
  const head = Buffer.alloc(2);
  head.writeInt16BE(LAYERS[layer]);
  const tier = Buffer.alloc(2);
  tier.writeInt16BE(place.tier === "educator" ? 1 : 2);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(keySum % 2 ** 32);
  const day = Buffer.alloc(4);
  day.writeInt32BE((Date.parse(`${place.startsOn}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000);
  const who = [uuidBytes(place.organisation), tier, uuidBytes(place.team)];
  return sign(Buffer.concat([head, ...who, day, leafIdentity(place.squares), tail]));
}

/** Noise of a set of people in a leaf and window, from the sum of their record keys. */
export function noiseOf(place: Place, keySum: number): number {
  const cellKey = cellKeyOf(place, keySum);
  return BOUNDS.findIndex((bound) => bound > cellKey) - D;
}

/** Largest groups first. */
function sizesBy(people: readonly Contribution[], key: (each: Contribution) => string | null): number[] {
  const sizes = new Map<string, number>();
  for (const each of people) {
    const name = key(each);
    if (name !== null) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return [...sizes.values()].sort((a, b) => b - a);
}

/** y of a set of people, and whether it passes the thresholds. */
function judge(place: Place, people: readonly Contribution[]): { y: number; passes: boolean } {
  const rules = RULES[place.tier];
  const keySum = people.reduce((sum, each) => sum + recordKey(each.contributor), 0);
  const v = noiseOf(place, keySum);
  const settled = people.filter((each) => each.recorder !== null).length;
  const [first = 0, second = 0] = sizesBy(people, (each) => each.recorder);
  const [largest = 0] = sizesBy(people, (each) => each.encounter);
  const passes =
    people.length + v >= rules.k0 + D &&
    settled - first + v >= rules.k1 + D &&
    (rules.k2 === undefined || settled - first - second + v >= rules.k2 + D) &&
    people.length - largest + v >= rules.k1 + D;
  return { y: people.length + v, passes };
}

function classOf(tier: Place["tier"], y: number): number {
  return RULES[tier].classes.filter((bound) => bound <= y).length;
}

/** What a leaf shows: `breakdown/category` → class. Empty: hidden. */
export function shownOf(
  place: Place,
  people: readonly Contribution[],
  visitsSuffice: boolean,
): Record<string, number> {
  if (people.length === 0 || !visitsSuffice) return {};
  const total = judge(place, people);
  const shown: Record<string, number> = {};
  if (!total.passes || classOf(place.tier, total.y) === 0) return shown;
  shown["total/all"] = classOf(place.tier, total.y);
  for (const [name, members] of categoriesOf(place.tier, people)) {
    const own = judge(place, members);
    const capped = classOf(place.tier, Math.min(own.y, Math.floor((9 * total.y) / 10)));
    if (own.passes && capped > 0) shown[name] = capped;
  }
  return shown;
}

function categoriesOf(tier: Place["tier"], people: readonly Contribution[]): Map<string, Contribution[]> {
  const groups = new Map<string, Contribution[]>();
  for (const each of people) {
    const names = [`place_kind/${each.placeKind}`];
    if (tier === "lead") names.push(`age_band/${each.ageBand}`, `gender/${each.gender}`);
    for (const name of names) {
      if (!name.endsWith("/?")) groups.set(name, [...(groups.get(name) ?? []), each]);
    }
  }
  return groups;
}
