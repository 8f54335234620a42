import type { Target } from "../../src/cli/connect.ts";

/** One line of the report: figures with their unit in the name, and whether the goal was met. */
export interface Figures {
  readonly [name: string]: string | number | boolean | undefined | readonly object[];
  /** The bar, in words. */
  readonly goal?: string;
  readonly met?: boolean;
}

/** What a benchmark is given: where its lines go, and how large it may be. */
export interface Bench {
  /** Numbers of contacts to try, ascending. */
  readonly contacts: readonly number[];
  /** How often a fault is made. */
  readonly runs: number;
  /** Simultaneous users, and for how many minutes. */
  readonly users: number;
  readonly minutes: number;
  /** Part of the name of the rows wanted, where a benchmark has several; empty for all. */
  readonly only: string;
  /** A server that runs, for benchmarks that may ask one (`heat`); else each makes its own. */
  readonly target: Target | undefined;
  /** Prints one line of results. */
  print(figures: Figures): void;
  /** Says what is going on. */
  say(text: string): void;
}

/** The value below which a share (0–1) of the samples lies: nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError("no samples");
  return value;
}

/** Milliseconds that some work takes, and what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

/** Rounds to a tenth. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
