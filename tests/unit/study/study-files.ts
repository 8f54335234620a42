import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell, SizeKm } from "../../../src/domain/grid.ts";
import { indexLeaves, type LeafIndex } from "../../../src/domain/leaf-index.ts";
import type { Mechanism } from "../../../src/domain/noisy-sums.ts";
import { squareNamed } from "../../../src/exchange/cell-names.ts";
import { openTable } from "../../../src/exchange/exchange.ts";

/** Day of the demonstration that the study is about. */
export const STUDY_TODAY = "2026-11-25";
const DOCS = join(import.meta.dirname, "../../../docs");
/** What its researcher exported, once. */
export const STUDY_FOLDER = join(DOCS, "study-data");
/** The study itself. */
export const STUDY = join(DOCS, "study-mobility.md");

/** A printed figure and its name: `4,089<!--summer_sum-->`. */
export const PRINTED = /([−\d.,]+|(?:not )?distinguishable from none)<!--(\w+)-->/g;

const TOTAL: Mechanism = { alpha: [3, 4], hiddenBelow: 20 };
const SHARES: Mechanism = { alpha: [7, 8], hiddenBelow: 20 };

/** One category of one quarter, as the exported files have it. */
export interface StudyQuarter {
  readonly release: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly season: number;
  readonly index: LeafIndex;
  readonly values: readonly (number | undefined)[];
  readonly hours: readonly number[];
  readonly mechanism: Mechanism;
}

export interface StudyFlow {
  readonly origin: string;
  readonly destination: string;
  readonly value: number;
}

/** The exported files, read as anybody would. */
export interface Study {
  readonly quarter: (startsOn: string, category?: string) => StudyQuarter;
  readonly quarters: readonly string[];
  readonly flows: readonly StudyFlow[];
}

type Row = Readonly<Record<string, string>>;

async function rowsOf(name: string): Promise<Row[]> {
  const opened = await openTable(readFileSync(join(STUDY_FOLDER, name)));
  if (!opened.ok) throw new Error(`${name}: ${opened.error}`);
  const [header, ...rows] = opened.value.raw.rows.map(({ cells }) => cells.map((cell) => String(cell ?? "")));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [header?.[at] ?? "", cell])));
}

/** Reads docs/study-data/. */
export async function readStudy(): Promise<Study> {
  const values = await rowsOf("values.csv");
  const seasons = seasonsOf(await rowsOf("leaves.csv"));
  const flows = (await rowsOf("flows.csv")).map((row) => ({
    origin: row["origin"] ?? "",
    destination: row["destination"] ?? "",
    value: Number(row["value"]),
  }));
  const quarters = [...new Set(values.map((row) => row["starts_on"] ?? ""))].toSorted();
  const quarter = (startsOn: string, category = "all") =>
    quarterOf(
      values.filter((row) => row["starts_on"] === startsOn && row["category"] === category),
      seasons,
    );
  return { quarter, quarters, flows };
}

function seasonsOf(rows: readonly Row[]): ReadonlyMap<number, LeafIndex> {
  const ids = [...new Set(rows.map((row) => Number(row["season_id"])))];
  return new Map(
    ids.map((season) => {
      const own = rows.filter((row) => Number(row["season_id"]) === season);
      const squares = own.flatMap((row) =>
        (row["squares"] ?? "").split(" ").map((name) => ({ leaf: Number(row["leaf"]), ...squareOf(name) })),
      );
      return [season, indexLeaves({ ids: Int32Array.from(own, (row) => Number(row["leaf"])), squares })];
    }),
  );
}

/** `CRS3035RES4000mN2888000E3760000`: the square named by its lower-left corner. */
function squareOf(name: string): { square: Cell; sizeKm: SizeKm } {
  const size = Number(/RES(\d)000m/.exec(name)?.[1]) as SizeKm;
  const grid = { srid: 3035, offsetEKm: 0, offsetNKm: 0 };
  const square = squareNamed(name.replace(/RES\d000m/, "RES1000m"), grid);
  if (!square) throw new Error(`not a square: ${name}`);
  return { square: square.cell, sizeKm: size };
}

function quarterOf(rows: readonly Row[], seasons: ReadonlyMap<number, LeafIndex>): StudyQuarter {
  const [first] = rows;
  const index = seasons.get(Number(first?.["season_id"]));
  if (!first || !index) throw new Error("no such quarter");
  const byLeaf = new Map(rows.map((row) => [Number(row["leaf"]), row]));
  const of = (leaf: number, name: string) => byLeaf.get(leaf)?.[name] ?? "";
  return {
    release: Number(first["release_id"]),
    startsOn: first["starts_on"] ?? "",
    endsOn: first["ends_on"] ?? "",
    season: Number(first["season_id"]),
    index,
    values: index.leaves.map(({ id }) => (of(id, "value") === "" ? undefined : Number(of(id, "value")))),
    hours: index.leaves.map(({ id }) => Number(of(id, "minutes")) / 60),
    mechanism: first["breakdown"] === "total" ? TOTAL : SHARES,
  };
}
