import { type Cell, type GridDefinition, partsOf, type SizeKm } from "../domain/grid.ts";
import type { Slot } from "../domain/slot.ts";
import { csvOf } from "./csv-out.ts";
import { type SheetOut, workbookOf } from "./xlsx-out.ts";

/** A round that was done: never what came of it. */
interface RoundOut {
  readonly date: string;
  readonly slot: Slot;
  readonly team: string;
  readonly mode: string;
  /** Planned, not recorded: recorded minutes tell whether somebody was met. */
  readonly minutes: number | null;
  /** Cells visited, living sites left out. */
  readonly cells: number;
}

/** A cell that a round visited. */
interface VisitOut {
  readonly date: string;
  readonly slot: Slot;
  readonly team: string;
  readonly cell: Cell;
  readonly minutes: number | null;
}

/** Rounds and visits of a period, as they leave. */
export interface VisitsExport {
  readonly rounds: readonly RoundOut[];
  readonly visits: readonly VisitOut[];
}

/** Words of the files, in the person's language. */
export interface VisitsWords {
  readonly rounds: string;
  readonly visits: string;
  readonly about: string;
  readonly columns: Readonly<
    Record<"date" | "slot" | "team" | "mode" | "minutes" | "cells" | "cell" | "place", string>
  >;
  readonly slots: Readonly<Record<Slot, string>>;
  readonly mode: (mode: string) => string;
  /** What a cell is called. */
  readonly place: (cell: Cell) => string;
  /** What the file is, line by line. */
  readonly notes: readonly string[];
}

/** INSPIRE's name of a square in the grid's coordinate system: `CRS3035RES1000mN2889000E3760000`. */
export function inspireName(grid: GridDefinition, square: Cell, sizeKm: SizeKm = 1): string {
  const { eKm, nKm } = partsOf(square);
  const metres = (km: number) => `${km * 1000}`;
  return `CRS${grid.srid}RES${sizeKm}000mN${metres(nKm - grid.offsetNKm)}E${metres(eKm - grid.offsetEKm)}`;
}

/** The rounds alone as CSV. */
export function roundsCsv({ rounds }: VisitsExport, words: VisitsWords): string {
  return csvOf([roundHeader(words), ...rounds.map((round) => [round.date, ...roundCells(round, words)])]);
}

/** The visits alone as CSV. */
export function visitsCsv({ visits }: VisitsExport, grid: GridDefinition, words: VisitsWords): string {
  return csvOf([
    visitHeader(words),
    ...visits.map((visit) => [visit.date, ...visitCells(visit, grid, words)]),
  ]);
}

/** Rounds, visits and what they are, as one workbook. */
export function visitsWorkbook(
  { rounds, visits }: VisitsExport,
  grid: GridDefinition,
  words: VisitsWords,
): Uint8Array {
  const sheets: SheetOut[] = [
    {
      name: words.rounds,
      rows: [roundHeader(words), ...rounds.map((each) => [{ day: each.date }, ...roundCells(each, words)])],
      widths: [12, 14, 28, 14, 18, 16],
    },
    {
      name: words.visits,
      rows: [
        visitHeader(words),
        ...visits.map((each) => [{ day: each.date }, ...visitCells(each, grid, words)]),
      ],
      widths: [12, 14, 28, 36, 36, 18],
    },
    { name: words.about, rows: words.notes.map((note) => [note]), widths: [110] },
  ];
  return workbookOf(sheets);
}

function roundHeader({ columns: name }: VisitsWords): string[] {
  return [name.date, name.slot, name.team, name.mode, name.minutes, name.cells];
}

function roundCells({ slot, team, mode, minutes, cells }: RoundOut, words: VisitsWords) {
  return [words.slots[slot], team, words.mode(mode), minutes, cells] as const;
}

function visitHeader({ columns: name }: VisitsWords): string[] {
  return [name.date, name.slot, name.team, name.cell, name.place, name.minutes];
}

function visitCells({ slot, team, cell, minutes }: VisitOut, grid: GridDefinition, words: VisitsWords) {
  return [words.slots[slot], team, inspireName(grid, cell), words.place(cell), minutes] as const;
}
