import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { addressOf, SUPERUSER, TEMPLATE } from "../local/harness/native-cluster.ts";

/** The file that src and supabase meet in. */
export const TYPES_FILE = join(import.meta.dirname, "../../src/data/database.types.ts");

const HEADING = "// Generated from supabase/logic by `npm run types`. Never edited.\n";

/**
 * TypeScript types of the schema `api`, as Supabase's own generator writes them.
 *
 * @param folder of a private cluster with the migrated template database.
 */
export function generateTypes(folder: string): string {
  const meta = dirname(createRequire(import.meta.url).resolve("@supabase/postgres-meta"));
  const types = execFileSync(process.execPath, [join(meta, "../server/server.js")], {
    // Nothing else of the environment: with a Sentry address in it the generator would report to it.
    env: {
      PATH: process.env["PATH"] ?? "",
      PG_META_DB_URL: addressOf(folder, SUPERUSER, TEMPLATE),
      PG_META_GENERATE_TYPES: "typescript",
      PG_META_GENERATE_TYPES_INCLUDED_SCHEMAS: "api",
      PG_META_GENERATE_TYPES_DEFAULT_SCHEMA: "api",
    },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  // The generator adds helpers for tables, of which `api` has none: what follows the schema is left out.
  const [schema = ""] = types
    .replace("export type Json", "type Json")
    .split(/^type DatabaseWithoutInternals/m);
  return `${HEADING}${schema.trim()}\n`;
}
