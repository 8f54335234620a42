import { squareNamed } from "./cell-names.ts";
import { type Column, type Table, textsOf } from "./header.ts";
import type { Grid } from "./mapping.ts";
import { decimalMarkOf, numberOf } from "./numbers.ts";
import type { OpenTable } from "./open-data.ts";
import type { OpenChoice } from "./open-data-take.ts";
import { plainWords } from "./plain-words.ts";

/** What the rows of a table of open data are about. */
const OPEN_KEY_KINDS = ["square", "commune"] as const;
export type OpenKeyKind = (typeof OPEN_KEY_KINDS)[number];

/** A key that was read: the place, the name under which it counts once, and the size of its square (communes: 0). */
export interface OpenKey {
  readonly place: string;
  readonly name: string;
  readonly sizeM: number;
}

const COMMUNE = /^(?:\d{5}|2[AB]\d{3})$/;
/** A spreadsheet takes `01004` for a number and drops its zero. */
const LOST_ZERO = /^\d{4}$/;

/** Reads keys of a kind; undefined for what is none. */
export function keyReader(kind: OpenKeyKind, grid: Grid): (text: string) => OpenKey | undefined {
  if (kind === "square") {
    return (text) => {
      const square = squareNamed(text.replace(/ /g, ""), grid);
      return square && { place: String(square.cell), name: square.name, sizeM: square.sizeM };
    };
  }
  return (text) => {
    const code = communeCode(text);
    return code === undefined ? undefined : { place: code, name: code, sizeM: 0 };
  };
}

function communeCode(text: string): string | undefined {
  const code = text.replace(/ /g, "").toUpperCase();
  if (LOST_ZERO.test(code)) return `0${code}`;
  return COMMUNE.test(code) ? code : undefined;
}

/** What a table offers: the likely key, and columns of numbers. */
export interface OpenOffer {
  readonly columns: readonly Column[];
  /** Undefined: no column names squares or communes. */
  readonly proposed: OpenChoice | undefined;
  readonly numbers: readonly Column[];
  /** Columns of keys, best first. */
  readonly keys: readonly { readonly column: Column; readonly kind: OpenKeyKind }[];
}

/** Share of a column's filled cells that must be keys, or numbers. */
const MOSTLY = 0.5;
const COMMUNE_HEADER = /\b(code|codgeo|insee|com|commune|depcom|cog|geo)\b/;
/** Five digits that are no commune's code: `93200` is Saint-Denis's post and nobody's commune. */
const POSTAL_HEADER = /\b(postal|postale|postaux|postcodes?|zip|cp)\b/;
const COUNT_HEADER = /\b(ind|pop|population|habitants?|inhabitants|individus|men|menages|households|pauv)\b/;

/** Looks at the first rows of a table for its keys and its numbers. */
export function offerOf(table: OpenTable, grid: Grid, hasCommune: (code: string) => boolean): OpenOffer {
  const looked: Table = { headerLine: null, columns: table.columns, rows: table.sample };
  const texts = new Map(table.columns.map((column) => [column, textsOf(looked, column)]));
  const keys = table.columns
    .flatMap((column) => {
      const all = texts.get(column) ?? [];
      return [
        {
          column,
          kind: "square" as const,
          score: shareOf(all, (text) => keyReader("square", grid)(text) !== undefined),
        },
        { column, kind: "commune" as const, score: communeScore(column, all, hasCommune) },
      ];
    })
    .filter(({ score }) => score > MOSTLY)
    .sort((one, other) => other.score - one.score);
  const numbers = table.columns.filter((column) => {
    const all = texts.get(column) ?? [];
    return all.length > 0 && shareOf(all, isNumber) > MOSTLY;
  });
  return { columns: table.columns, keys, numbers, proposed: proposalOf(keys, numbers, texts) };
}

/** Populations have five digits too: a column of codes says so in its header, or its codes are communes nearby. */
function communeScore(
  column: Column,
  texts: readonly string[],
  hasCommune: (code: string) => boolean,
): number {
  const header = plainWords(column.name).replace(/_/g, " ");
  if (POSTAL_HEADER.test(header)) return 0;
  const shape = shareOf(texts, (text) => communeCode(text) !== undefined);
  const near = shareOf(texts, (text) => hasCommune(communeCode(text) ?? ""));
  return COMMUNE_HEADER.test(header) ? shape : Math.max(near, shape * MOSTLY);
}

function proposalOf(
  keys: OpenOffer["keys"],
  numbers: readonly Column[],
  texts: ReadonlyMap<Column, readonly string[]>,
): OpenChoice | undefined {
  const [key] = keys;
  const counts = numbers.filter((column) => !keys.some((each) => each.column === column));
  const value = counts.find(({ name }) => COUNT_HEADER.test(plainWords(name))) ?? counts[0];
  if (!key || !value) return undefined;
  return { kind: key.kind, key: key.column, value, decimal: decimalMarkOf(texts.get(value) ?? []).mark };
}

function isNumber(text: string): boolean {
  return numberOf(text, ".") !== undefined || numberOf(text, ",") !== undefined;
}

function shareOf(texts: readonly string[], is: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(is).length / texts.length;
}

/** Whether a column is named like a rate, a mean or an index: such numbers cannot be added up. */
export function looksLikeRate(name: string): boolean {
  return /\b(taux|part|pct|pourcent\w*|rate|share|ratio|moyen\w*|mean|median\w*|med|indice|index)\b|%/.test(
    `${plainWords(name)} ${name.includes("%") ? "%" : ""}`,
  );
}
