import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readJournal } from "../../../supabase/local/backup/journal.ts";

const folder = mkdtempSync(join(tmpdir(), "repere-journal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a half-written last line of the list of erasures is passed over, a damaged or missing list is not", () => {
  const file = join(folder, "erasures.jsonl");
  const header = JSON.stringify({ repere: "erasures", format: 1 });
  const row = JSON.stringify({ erased: "row", id: "a", organisation: "b", at: "2026-01-01T00:00:00Z" });
  writeFileSync(file, `${header}\n${row}\n${row.slice(0, 20)}`);
  expect(readJournal(file)).toHaveLength(1);
  writeFileSync(file, `${header}\n${row}\n${row}`);
  expect(readJournal(file)).toHaveLength(2);
  writeFileSync(file, `${header}\n${row.slice(0, 20)}\n${row}\n`);
  expect(() => readJournal(file)).toThrow("journal_damaged");
  expect(() => readJournal(join(folder, "none"))).toThrow("no_journal");
});
