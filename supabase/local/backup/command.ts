import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseError } from "../database/database.ts";
import { DISK_FULL } from "../database/disk-room.ts";
import { type FolderFacts, readFolder } from "../folder/folder.ts";
import { StartError } from "../start-error.ts";
import { startWords } from "../start-words.ts";
import { BackupError } from "./backup-error.ts";
import type { Compared } from "./load.ts";
import { faultText, told } from "./words.ts";

/** Says something on standard error: standard output is for the result alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command: its result goes to standard output, as JSON where asked for. A failure is told in words on standard
 * error, with its code as `{error, detail}` for scripts, and the exit code is 1.
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
    const { code, detail, text } = await failureOf(error);
    process.exitCode = 1;
    say(text);
    if (json) process.stdout.write(`${JSON.stringify({ error: code, detail })}\n`);
  }
}

async function failureOf(error: unknown): Promise<{ code: string; detail: string; text: string }> {
  if (error instanceof BackupError) {
    const { fault, detail } = error;
    return { code: fault, detail, text: faultText(fault, detail) };
  }
  const words = await startWords(process.env);
  if (error instanceof StartError) {
    return { code: error.fault, detail: "", text: words.faults[error.fault](error.facts) };
  }
  const code = error instanceof DatabaseError ? error.code : (error as NodeJS.ErrnoException)?.code;
  if (code === "ENOSPC" || code === DISK_FULL) {
    return { code: "disk_full", detail: "", text: words.faults.disk_full({}) };
  }
  // The message of a database error may quote a row.
  if (process.env["REPERE_DEBUG"] === "1") throw error;
  return { code: code ?? "unexpected", detail: "", text: words.unexpected({ code: code ?? "?" }) };
}

/** The facts of a data folder that was started at least once. */
export function knownFolder(folder: string): FolderFacts {
  const facts = readFolder(folder);
  if (!facts?.ready) throw new BackupError("no_folder", folder);
  return facts;
}

/** The table that a person compares: rows and checksum as backed up and as read back. */
export function comparison(tables: readonly Compared[]): string[] {
  const width = Math.max(...tables.map(({ table }) => table.length));
  return tables.map(({ table, backup, restored, same }) =>
    [
      table.padEnd(width),
      String(backup.rows).padStart(9),
      backup.checksum.padStart(20),
      String(restored.rows).padStart(9),
      restored.checksum.padStart(20),
      same ? "=" : "≠",
    ].join("  "),
  );
}

/**
 * A passphrase from a file, else asked for at the terminal without showing it. Never from an argument or a variable of the
 * environment, which other programs of the machine can read.
 *
 * @throws BackupError `no_passphrase` or `passphrases_differ`.
 */
export async function passphrase(file: string | undefined, twice: boolean): Promise<string> {
  if (file !== undefined) return firstLine(file);
  if (!process.stdin.isTTY) throw new BackupError("no_passphrase");
  const typed = await askHidden(told("ask_passphrase"));
  if (twice && (await askHidden(told("ask_again"))) !== typed) throw new BackupError("passphrases_differ");
  return typed;
}

function firstLine(file: string): string {
  try {
    return readFileSync(resolve(file), "utf8").split(/\r?\n/)[0] ?? "";
  } catch {
    throw new BackupError("no_file", file);
  }
}

/** Reads a line in raw mode: what is typed is shown nowhere. */
async function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  try {
    let typed = "";
    for (;;) {
      const [text] = (await once(stdin.resume(), "data")) as [string];
      if (text.includes("\u0003")) process.exit(130);
      typed += text;
      const end = typed.search(/[\r\n]/);
      if (end >= 0) return rubbedOut(typed.slice(0, end));
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write("\n");
  }
}

/** Applies the backspaces that were typed. */
function rubbedOut(typed: string): string {
  return [...typed].reduce((kept, letter) => (letter === "\u007f" ? kept.slice(0, -1) : kept + letter), "");
}
