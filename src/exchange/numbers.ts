import { type CellValue, textOf } from "./table.ts";

export const DECIMAL_MARKS = [".", ","] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

const PLAIN = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * A number as people write it: `44 567,8`, `1.234,5`, `1,234.5`, `1'234`, `48.85`. Undefined where the text is not
 * one. A typed number is itself.
 */
export function numberOf(value: CellValue | undefined, decimal: DecimalMark): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  const text = textOf(value)
    .replace(/[ '’]/g, "")
    .replace(/^\u2212/, "-");
  if (text === "") return undefined;
  const plain = withPoint(text, decimal);
  const number = PLAIN.test(plain) ? Number(plain) : Number.NaN;
  // `1e999` has the form of a number and is none that can be reckoned with.
  return Number.isFinite(number) ? number : undefined;
}

function withPoint(text: string, decimal: DecimalMark): string {
  const thousands = decimal === "," ? "." : ",";
  const isGrouped = new RegExp(`^[+-]?\\d{1,3}(?:\\${thousands}\\d{3})+(?:\\${decimal}\\d+)?$`).test(text);
  const bare = isGrouped ? text.replaceAll(thousands, "") : text;
  return decimal === "," ? bare.replace(",", ".") : bare;
}

/** A coordinate: a single comma without a point is a decimal mark whatever the column says (`"1,234"`). */
export function coordinateOf(value: CellValue | undefined, decimal: DecimalMark): number | undefined {
  const hasOnlyComma = typeof value === "string" && /^[^.,]*,[^.,]*$/.test(value);
  return numberOf(value, hasOnlyComma ? "," : decimal);
}

/** The decimal mark of some texts: what stands last wins; `1,234` alone says nothing. */
export function decimalMarkOf(texts: Iterable<string>): { mark: DecimalMark; isSure: boolean } {
  const votes = { ".": 0, ",": 0 };
  for (const text of texts) {
    const mark = markOfOne(text.replace(/[ '’]/g, ""));
    if (mark) votes[mark]++;
  }
  return { mark: votes[","] > votes["."] ? "," : ".", isSure: votes[","] + votes["."] > 0 };
}

function markOfOne(text: string): DecimalMark | undefined {
  if (!/^[+-]?[\d.,]*\d$/.test(text)) return undefined;
  const commas = text.split(",").length - 1;
  const points = text.split(".").length - 1;
  if (commas > 0 && points > 0) return text.lastIndexOf(",") > text.lastIndexOf(".") ? "," : ".";
  if (commas > 1) return ".";
  if (points > 1) return ",";
  if (commas === 1) return /,\d{3}$/.test(text) ? undefined : ",";
  return points === 1 ? "." : undefined;
}
