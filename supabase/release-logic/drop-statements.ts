import type { Catalogue } from "./catalogue.ts";

/** What `create or replace function` cannot change: names and defaults of arguments, and the result. */
function headOf(definition: string): string {
  return definition.slice(0, definition.search(/\n LANGUAGE /));
}

/** Kinds in the order of their dropping: what leans on others first. */
const KINDS = ["policy", "trigger", "view", "function"] as const;

/**
 * Statements that drop what a released catalogue has and the wanted one has not, and functions that have to be
 * made anew because their arguments or result changed.
 */
export function dropStatements(released: Catalogue, wanted: Catalogue): string[] {
  const gone = [...released].filter(([key, value]) => {
    const next = wanted.get(key);
    if (next === undefined) return true;
    return key.startsWith("function ") && headOf(value) !== headOf(next);
  });
  return KINDS.flatMap((kind) => {
    const names = gone.flatMap(([key]) => (key.startsWith(`${kind} `) ? [key.slice(kind.length + 1)] : []));
    if (names.length === 0) return [];
    // Policies and triggers go one by one; views and functions together, since they may lean on one another.
    if (kind === "policy" || kind === "trigger") return names.map((name) => `drop ${kind} ${name};`);
    return [`drop ${kind} ${names.sort().join(", ")};`];
  });
}
