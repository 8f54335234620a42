import type { Progress } from "../exchange/pace.ts";
import { CliError } from "./cli-error.ts";
import { wordsOf } from "./words.ts";

/** Says something on standard error: standard output is for the result alone. */
export function say(code: string, detail = ""): void {
  process.stderr.write(`${wordsOf(code, detail)}\n`);
}

/** Reports long work on standard error, at most once a second. */
export function progressReport(): (progress: Progress) => void {
  let next = Date.now() + 1000;
  return ({ stage, done, total }) => {
    if (Date.now() < next) return;
    next = Date.now() + 1000;
    say(stage, `${Math.floor((100 * done) / Math.max(1, total))} %`);
  };
}

/**
 * Runs a command: its result goes to standard output, as JSON where asked for, else as `lines`. A failure is told
 * in words on standard error, with its code as `{error, detail}` for scripts, and the exit code is 1.
 */
export async function runCommand<Result>(
  json: boolean,
  work: () => Promise<Result>,
  lines: (result: Result) => readonly string[],
): Promise<void> {
  try {
    const result = await work();
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${lines(result).join("\n")}\n`);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    process.exitCode = 1;
    say(error.code, error.detail);
    if (json) process.stdout.write(`${JSON.stringify({ error: error.code, detail: error.detail })}\n`);
  }
}
