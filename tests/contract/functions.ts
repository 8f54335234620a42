import { readFileSync } from "node:fs";
import { join } from "node:path";

const TYPES = join(import.meta.dirname, "../../src/data/database.types.ts");

/** The functions of `api` with the names of their arguments, as the generated types have them. */
export function apiFunctions(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(TYPES, "utf8");
  const functions = text.slice(text.indexOf("    Functions: {"), text.indexOf("    Enums: {"));
  const found = [...functions.matchAll(/^ {6}(\w+): \{\s*Args: (Record<PropertyKey, never>|\{[^}]*\})/gm)];
  return new Map(
    found.map(([, name = "", args = ""]) => [
      name,
      [...args.matchAll(/(\w+)\??:/g)].map(([, each = ""]) => each),
    ]),
  );
}
