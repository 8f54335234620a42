import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { AttackResult } from "./attack.ts";
import type { Proof } from "./proof/proof.ts";
import type { Usefulness } from "./utility/usefulness.ts";

/** What a run measured. */
export interface Report {
  /** When it ended, ISO 8601. */
  readonly ran_at: string;
  /** Of the checkout; `-changed` where files differ from it. */
  readonly commit: string;
  /** Balanced trials of an attack that is played. */
  readonly trials: number;
  readonly full: boolean;
  readonly attacks: readonly AttackResult[];
  readonly utility: readonly Usefulness[];
  readonly proof?: Proof;
}

/** The commit of this checkout; zeros where it is none. */
export function commitHere(): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, {
      cwd: import.meta.dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no").trim() !== "";
    return `${git("rev-parse", "--short=12", "HEAD").trim()}${changed ? "-changed" : ""}`;
  } catch {
    return "0".repeat(12);
  }
}

/** A report with what an earlier one has besides; one of another commit, or of other trials, has nothing to add. */
export function joined(before: Report | undefined, now: Report): Report {
  const fits = before?.commit === now.commit && before.trials === now.trials && before.full === now.full;
  if (!fits || before === undefined) return now;
  const fresh = new Set(now.attacks.map(({ id }) => id));
  const proof = now.proof ?? before.proof;
  return {
    ...now,
    attacks: [...before.attacks.filter(({ id }) => !fresh.has(id)), ...now.attacks].sort(
      (a, b) => a.id - b.id,
    ),
    utility: now.utility.length > 0 ? now.utility : before.utility,
    ...(proof ? { proof } : {}),
  };
}

/** Writes a report into a file, joined with the one that lies there. */
export function keep(file: string, now: Report): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : undefined;
  writeFileSync(file, `${JSON.stringify(joined(before, now), null, 2)}\n`);
}
