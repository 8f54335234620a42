import type { Cell } from "../domain/grid.ts";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import type { Column } from "./header.ts";
import type { Grid } from "./mapping.ts";
import { type DecimalMark, numberOf } from "./numbers.ts";
import type { OpenTable } from "./open-data.ts";
import { keyReader, type OpenKey, type OpenKeyKind } from "./open-data-keys.ts";
import type { Pace } from "./pace.ts";
import { type RawRow, textOf } from "./table.ts";

/** What to take from a table. */
export interface OpenChoice {
  readonly kind: OpenKeyKind;
  readonly key: Column;
  readonly value: Column;
  readonly decimal: DecimalMark;
}

/** What became of a table's rows: every one of them is in one number, and only one. */
export interface OpenFate {
  readonly rows: number;
  /** Rows of the territory whose number is used. */
  readonly used: number;
  /** Rows of places outside the territory. */
  readonly elsewhere: number;
  /** Rows whose key is neither a square nor a commune. */
  readonly unreadable: number;
  /** Rows of the territory without a number, or with one below 0 (formulas are none). */
  readonly noNumber: number;
  /** Rows that repeat a key and its number; counted once. */
  readonly repeated: number;
  /** Rows of keys that are there with different numbers: all left out. */
  readonly contradicting: number;
  /** The first keys that could not be read, cut to 40 characters. */
  readonly examples: readonly string[];
}

/** Numbers by place: the cell as text, or the commune's code. */
export interface OpenValues {
  readonly byPlace: ReadonlyMap<string, number>;
  readonly fate: OpenFate;
}

/** Where rows count: the organisation's grid, and the places that releases speak of. */
export interface OpenTerritory {
  readonly grid: Grid;
  readonly has: (place: string) => boolean;
}

/**
 * Takes one number by place from a table. Keeps only what lies in the territory, so a table of the whole country
 * needs no more memory than one of the region. Squares finer than 1 km are added up; one name twice is counted once.
 * `mixed_squares`: squares of different sizes would count people twice. Throws RefusedFile `cancelled`.
 */
export async function takeOpenData(
  table: OpenTable,
  choice: OpenChoice,
  territory: OpenTerritory,
  pace: Pace,
): Promise<Outcome<OpenValues, "mixed_squares">> {
  const taking = new Taking(choice, territory);
  for (const { row, part } of table.rows()) {
    taking.take(row);
    if (taking.rows % 512 === 0) await pace.step("parse", Math.floor(part * 1000), 1000);
  }
  return taking.isMixed ? fail("mixed_squares") : succeed(taking.values());
}

interface Found {
  readonly place: string;
  readonly value: number;
  rows: number;
  contradicts: boolean;
}

/** Examples of keys that could not be read, and the most characters told of each. */
const [EXAMPLES, EXAMPLE_LENGTH] = [3, 40] as const;

class Taking {
  rows = 0;
  private elsewhere = 0;
  private unreadable = 0;
  private noNumber = 0;
  private readonly examples: string[] = [];
  private readonly found = new Map<string, Found>();
  private readonly sizes = new Set<number>();
  private readonly choice: OpenChoice;
  private readonly territory: OpenTerritory;
  private readonly read: (text: string) => OpenKey | undefined;

  constructor(choice: OpenChoice, territory: OpenTerritory) {
    this.choice = choice;
    this.territory = territory;
    this.read = keyReader(choice.kind, territory.grid);
  }

  get isMixed(): boolean {
    return this.sizes.size > 1;
  }

  take(row: RawRow): void {
    this.rows++;
    const text = textOf(row.cells[this.choice.key.index]);
    const key = row.fault ? undefined : this.read(text);
    if (!key) this.cannotRead(text);
    else if (!this.territory.has(key.place)) this.elsewhere++;
    else this.note(key, numberOf(row.cells[this.choice.value.index], this.choice.decimal));
  }

  private cannotRead(text: string): void {
    this.unreadable++;
    if (this.examples.length < EXAMPLES) this.examples.push(text.slice(0, EXAMPLE_LENGTH));
  }

  private note({ name, place, sizeM }: OpenKey, value: number | undefined): void {
    if (value === undefined || value < 0) {
      this.noNumber++;
      return;
    }
    this.sizes.add(sizeM);
    const before = this.found.get(name);
    if (!before) {
      this.found.set(name, { place, value, rows: 1, contradicts: false });
      return;
    }
    before.rows++;
    if (before.value !== value) before.contradicts = true;
  }

  values(): OpenValues {
    const byPlace = new Map<string, number>();
    let [used, contradicting, repeated] = [0, 0, 0];
    for (const { place, value, rows, contradicts } of this.found.values()) {
      if (contradicts) {
        contradicting += rows;
        continue;
      }
      used++;
      repeated += rows - 1;
      byPlace.set(place, (byPlace.get(place) ?? 0) + value);
    }
    const { rows, elsewhere, unreadable, noNumber, examples } = this;
    const fate = { rows, used, elsewhere, unreadable, noNumber, repeated, contradicting, examples };
    return { byPlace, fate };
  }
}

/** Numbers by cell of a table by square. */
export function byCell({ byPlace }: Pick<OpenValues, "byPlace">): Map<Cell, number> {
  return new Map([...byPlace].map(([place, value]) => [Number(place) as Cell, value]));
}
