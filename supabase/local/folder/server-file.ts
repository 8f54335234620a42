import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a running server leaves in its folder for the command line: who can read it owns the folder. */
export interface ServerFile {
  readonly url: string;
  readonly pid: number;
  /** Value of the header x-repere-key; new at each start. */
  readonly key: string;
}

/** Writes server.json, mode 600; returns how to take it away. */
export function leaveServerFile(folder: string, facts: ServerFile): () => void {
  const file = join(folder, "server.json");
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(facts)}\n`, { mode: 0o600, flag: "wx" });
  return () => rmSync(file, { force: true });
}
