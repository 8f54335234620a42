import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../../../shared/data/statistics");

/** Whether the reference data lies beside the project; tests that need it are skipped, visibly, elsewhere. */
export const HAS_REFERENCE = existsSync(FOLDER);

/** Reads one conformance file of the reference data. */
export function reference<Content>(name: string): Content {
  return JSON.parse(readFileSync(join(FOLDER, `conformance_${name}.json`), "utf8")) as Content;
}
