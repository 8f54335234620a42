import type { Database } from "../../../supabase/local/database/database.ts";

/** One line of a TAP report. */
export interface Assertion {
  readonly ok: boolean;
  readonly description: string;
  /** What pgTAP says about a failure: the offending rows. */
  readonly said: string;
}

/**
 * Runs a pgTAP file as the owner of the schemas and takes everything back.
 *
 * @param before statements that run first, in the same transaction.
 * @throws where the file runs fewer assertions than it planned.
 */
export async function runPgtap(
  db: Database,
  sql: string,
  before: readonly string[] = [],
): Promise<Assertion[]> {
  const lines: string[] = [];
  const rolledBack = new Error("rolled back");
  const work = db.transaction({}, null, async (query) => {
    for (const statement of before) await query(statement);
    for (const statement of statementsOf(sql)) {
      const { rows } = await query(statement);
      lines.push(...rows.flatMap((row) => Object.values(row).map(String)));
    }
    throw rolledBack;
  });
  await work.catch((error: unknown) => {
    if (error !== rolledBack) throw error;
  });
  return parseTap(lines);
}

/** Statements of a file, without its own `begin` and `rollback`: a statement ends with `;` at the end of a line. */
function statementsOf(sql: string): string[] {
  const statements: string[] = [];
  let current = "";
  for (const line of sql.split("\n")) {
    current += `${line}\n`;
    const quotes = current.split("$$").length - 1;
    if (line.trimEnd().endsWith(";") && quotes % 2 === 0) {
      statements.push(current.trim());
      current = "";
    }
  }
  return statements.filter((statement) => !/^(--.*\n)*(begin|rollback);$/.test(statement));
}

function parseTap(lines: readonly string[]): Assertion[] {
  const tap = lines.flatMap((line) => line.split("\n"));
  const planned = Number(tap.map((line) => /^1\.\.(\d+)$/.exec(line)?.[1]).find((n) => n !== undefined) ?? 0);
  const assertions: { ok: boolean; description: string; said: string }[] = [];
  for (const line of tap) {
    const found = /^(not )?ok \d+ - (.*)$/.exec(line);
    const last = assertions.at(-1);
    if (found) assertions.push({ ok: !found[1], description: found[2] ?? "", said: "" });
    else if (last && line.startsWith("#")) last.said += `${line.slice(1).trim()}\n`;
  }
  if (planned === 0 || assertions.length !== planned) {
    throw new Error(`the file planned ${planned} assertions and ran ${assertions.length}`);
  }
  return assertions;
}
