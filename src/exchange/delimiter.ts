import { DELIMITERS, type Delimiter } from "./table.ts";

const LINES = 50;

/**
 * The delimiter of a CSV text: the one that cuts its first lines into the same number of cells, the most cells
 * first. Quoted parts are left aside. One-column files answer a comma.
 */
export function delimiterOf(text: string): Delimiter {
  const lines = firstLines(text);
  const scores = DELIMITERS.map((delimiter) => scoreOf(lines, delimiter));
  const best = Math.max(...scores);
  const at = scores.indexOf(best);
  return best > 0 ? (DELIMITERS[at] ?? ",") : ",";
}

/** First lines without what stands between quotes, blank lines left out. */
function firstLines(text: string): string[] {
  return text
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, LINES);
}

/**
 * Share of the lines that have the most common number of separators, times how telling that number is: decimal
 * commas in a semicolon file vary from line to line or follow the semicolons' count.
 */
function scoreOf(lines: readonly string[], delimiter: Delimiter): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(delimiter).length - 1;
    counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  let best = 0;
  for (const [count, seen] of counts) {
    const share = seen / lines.length;
    if (count > 0) best = Math.max(best, share * share * (1 + Math.log2(count) / 8));
  }
  return delimiter === "," ? best * headerShare(lines) : best;
}

/** Commas of a French table stand in its numbers, not in its header. */
function headerShare(lines: readonly string[]): number {
  const [header = ""] = lines;
  const inHeader = header.split(",").length;
  const elsewhere = header.split(/[;\t|]/).length;
  return elsewhere > 1 && elsewhere > inHeader ? 0.5 : 1;
}
