import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LOGIC = join(import.meta.dirname, "../../../supabase/logic");

/** A function of the product, as its file in supabase/logic declares it. */
export interface ProductFunction {
  readonly schema: string;
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly type: string }[];
  /** Only reads, and may be asked by GET. */
  readonly stable: boolean;
}

const DECLARATION =
  /create or replace function ([a-z_]+)\.([a-z0-9_]+)\s*\(([^)]*(?:\([^)]*\)[^)]*)*)\)\s*returns ([\s\S]*?)\bas\b/g;

/** Every function of the product's schemas; an attacker reads the source, which is public. */
export function productFunctions(): ProductFunction[] {
  const files = readdirSync(LOGIC, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".fn.sql"),
  );
  return files.flatMap((file) =>
    [...readFileSync(join(LOGIC, file), "utf8").matchAll(DECLARATION)].map(
      ([, schema = "", name = "", args = "", manners = ""]) => ({
        schema,
        name,
        args: argumentsOf(args),
        stable: /\bstable\b/.test(manners),
      }),
    ),
  );
}

function argumentsOf(text: string): ProductFunction["args"] {
  return text
    .split(",")
    .map((each) => each.trim().split(/\s+/))
    .filter(([name]) => name !== undefined && name !== "")
    .map(([name = "", type = ""]) => ({ name, type }));
}

/** Functions that HTTP reaches. */
export function apiFunctions(): ProductFunction[] {
  return productFunctions().filter(({ schema }) => schema === "api");
}
