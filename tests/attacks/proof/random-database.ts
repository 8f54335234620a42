import { AGE_BANDS, GENDERS, type PlaceKind } from "../../../src/domain/place-kind.ts";
import { type Random, randomFrom } from "../../../src/domain/random.ts";
import type { Tier } from "../../../src/domain/release.ts";
import { addDays } from "../../../src/domain/slot.ts";
import { WINDOW_DAYS } from "../../../src/reference/rules.ts";

/** First day of the first published window: begins windows of 4 and 13 weeks. */
export const STARTS_ON = "2025-12-29";
const CELLS_NORTH = 8;
const CELLS_EAST = 16;

/** An invented organisation, small enough that a thousand of them are published in a few minutes. */
export interface RandomDatabase {
  readonly seed: number;
  readonly tier: Tier;
  readonly fictitious: boolean;
  readonly everyContact: boolean;
  readonly thresholds: { readonly k0: number; readonly k1: number; readonly k2: number };
  /** Cells of a sector, and its smallest leaf; without one the visits make the territory. */
  readonly sector: { readonly cells: readonly number[]; readonly minLeafKm: number } | undefined;
  /** For each account, the first day that counts. */
  readonly accounts: readonly string[];
  /** Imported files: importer's account, how many recorders its column names, whether the dpo approved it. */
  readonly files: readonly { importer: number; recorders: number; approved: boolean }[];
  readonly meetings: readonly RandomMeeting[];
}

export interface RandomMeeting {
  readonly account: number;
  /** File, and recorder within it. */
  readonly imported: readonly [file: number, recorder: number] | undefined;
  readonly team: number;
  readonly cell: number;
  readonly day: string;
  readonly receivedAt: string;
  readonly status: string;
  readonly reached: boolean;
  readonly atSite: boolean;
  readonly placeKind: PlaceKind;
  readonly youths: readonly {
    readonly contributor: string;
    readonly seenRecently: boolean;
    readonly ageBand: (typeof AGE_BANDS)[number];
    readonly gender: (typeof GENDERS)[number];
  }[];
}

/** Day on which the first window is published, and the second. */
export function publishedOn(tier: Tier, nth: 0 | 1): string {
  return addDays(STARTS_ON, (nth + 1) * WINDOW_DAYS[tier] + 15);
}

/** The nth random database; the same on every machine. */
export function randomDatabase(seed: number): RandomDatabase {
  const random = randomFrom(`database ${seed}`);
  const tier = random.chance(0.5) ? "educator" : "lead";
  const accounts = Array.from({ length: 4 + random.int(8) }, () =>
    random.chance(0.8) ? "2020-01-01" : addDays(STARTS_ON, random.int(60)),
  );
  const files = Array.from({ length: random.chance(0.5) ? random.int(4) : 0 }, () => ({
    importer: random.int(accounts.length),
    recorders: 1 + random.int(8),
    approved: random.chance(0.7),
  }));
  const hot = Array.from({ length: 1 + random.int(5) }, () => cellAt(random));
  const history = random.chance(0.3) ? 150 : 0;
  const draw = (old: boolean) => drawMeeting(random, { tier, accounts, files, hot, old });
  return {
    ...{ seed, tier, accounts, files },
    fictitious: random.chance(0.15),
    everyContact: random.chance(0.15),
    thresholds: random.chance(0.7) ? usual(tier) : drawThresholds(random, tier),
    sector: random.chance(0.5) ? drawSector(random) : undefined,
    meetings: [
      ...Array.from({ length: history }, () => draw(true)),
      ...Array.from({ length: 40 + random.int(160) }, () => draw(false)),
    ],
  };
}

function usual(tier: Tier): RandomDatabase["thresholds"] {
  return tier === "lead" ? { k0: 10, k1: 5, k2: 3 } : { k0: 5, k1: 3, k2: 3 };
}

function drawThresholds(random: Random, tier: Tier): RandomDatabase["thresholds"] {
  const k0 = (tier === "lead" ? 10 : 5) + random.int(4);
  return { k0, k1: 3 + random.int(4), k2: 2 + random.int(3) };
}

function cellAt(random: Random): number {
  return (2888 + random.int(CELLS_NORTH)) * 10_000 + 3760 + random.int(CELLS_EAST);
}

function drawSector(random: Random): RandomDatabase["sector"] {
  const cells = [...new Set(Array.from({ length: 10 + random.int(60) }, () => cellAt(random)))];
  return { cells, minLeafKm: random.pick([1, 1, 2, 4]) };
}

interface Setting {
  readonly tier: Tier;
  readonly accounts: readonly string[];
  readonly files: RandomDatabase["files"];
  readonly hot: readonly number[];
  /** In the year before the first window. */
  readonly old: boolean;
}

function drawMeeting(random: Random, { tier, accounts, files, hot, old }: Setting): RandomMeeting {
  const file = files.length > 0 && random.chance(0.5) ? random.int(files.length) : undefined;
  const from = file === undefined ? undefined : files[file];
  const day = old
    ? addDays(STARTS_ON, -1 - random.int(364))
    : addDays(STARTS_ON, random.int(2 * WINDOW_DAYS[tier]));
  const met = random.chance(0.8);
  return {
    // A few accounts write most.
    account: from ? from.importer : Math.floor(accounts.length * random.next() ** 1.5),
    imported: from && file !== undefined ? [file, random.int(from.recorders)] : undefined,
    team: random.chance(0.85) ? 0 : 1,
    cell: random.chance(0.85) ? random.pick(hot) : cellAt(random),
    day,
    receivedAt: drawArrival(random, tier, day, old),
    status: random.pick(["done", "done", "done", "done", "validated", "validated", "rejected", "running"]),
    reached: met || random.chance(0.8),
    atSite: random.chance(0.04),
    placeKind: random.pick(["wandering", "wandering", "wandering", "activity", "living"]),
    youths: met ? Array.from({ length: 1 + random.int(4) }, () => drawYouth(random)) : [],
  };
}

/** On the evening of its day, or after the first window was published. */
function drawArrival(random: Random, tier: Tier, day: string, old: boolean): string {
  if (old || random.chance(0.85)) return `${day}T${random.chance(0.5) ? "18" : "21"}:00:00Z`;
  return `${addDays(publishedOn(tier, 0), random.int(80))}T20:00:00Z`;
}

function drawYouth(random: Random): RandomMeeting["youths"][number] {
  const hex = Array.from({ length: 32 }, () => random.int(16).toString(16)).join("");
  return {
    contributor: hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5"),
    seenRecently: random.chance(0.15),
    ageBand: random.pick([...AGE_BANDS, "16-17", "16-17", "16-17"]),
    gender: random.pick([...GENDERS, "boy", "boy", "boy"]),
  };
}
