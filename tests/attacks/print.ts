import type { AttackResult } from "./attack.ts";
import type { Usefulness } from "./utility/usefulness.ts";

const COLUMNS = ["#", "attack", "measure", "upper 95 %", "bound", "pass", "unprotected"];

function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}

function rowOf({ id, name, measure, upper, bound, pass, unprotected }: AttackResult): string[] {
  const figures = [measure, upper, bound].map(figure);
  return [String(id), name, ...figures, pass ? "yes" : "NO", figure(unprotected)];
}

/** The report as a table for people: one line an attack, its parts below it, and why it does not pass. */
export function tableOf(results: readonly AttackResult[]): string {
  const rows = [COLUMNS, ...results.map(rowOf)];
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((text, at) => text.padEnd(widths[at] ?? 0)).join("  ");
  return [
    line(COLUMNS),
    ...results.flatMap((result) => [
      line(rowOf(result)),
      ...detailsOf(result).map((text) => `      ${text}`),
    ]),
  ].join("\n");
}

function detailsOf({ parts, beside, reason }: AttackResult): string[] {
  return [
    ...(parts.length > 1 ? parts.map((part) => `${part.name}: ${figure(part.upper)} ≤ ${part.bound}`) : []),
    ...Object.entries(beside ?? {}).map(([name, value]) => `(${name}: ${figure(value)})`),
    ...(reason === undefined ? [] : [`why not: ${reason}`]),
  ];
}

/** The floors of usefulness, one a line. */
export function usefulnessLines(utility: readonly Usefulness[]): string {
  return utility
    .map(({ name, measure, floor, ceiling, pass }) => {
      if (floor === undefined && ceiling === undefined) return `     (${name}: ${measure.toFixed(3)})`;
      const bar = floor === undefined ? `≤ ${ceiling}` : `≥ ${floor}`;
      return `${pass ? "yes" : "NO "}  ${name}: ${measure.toFixed(3)} (${bar})`;
    })
    .join("\n");
}
