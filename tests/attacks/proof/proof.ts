import { isDeepStrictEqual } from "node:util";
import type { Database } from "../../../supabase/local/database/database.ts";
import { type Comparison, compare } from "./prove.ts";
import { randomDatabase } from "./random-database.ts";

/** How far the port and the product's SQL agree. */
export interface Proof {
  readonly databases: number;
  /** Windows published; `equal` of them show exactly what the port says. */
  readonly windows: number;
  readonly equal: number;
  /** Leaves that show something, and categories in them: a comparison of hidden leaves alone would prove little. */
  readonly shownLeaves: number;
  readonly shownCategories: number;
  readonly leaves: number;
  /** Seeds of databases where the two differ. */
  readonly different: readonly number[];
}

/** Publishes the first so many random databases by the product's SQL and by the port. */
export async function prove(db: Database, databases: number, say: (text: string) => void): Promise<Proof> {
  const all: (Comparison & { readonly seed: number })[] = [];
  for (let seed = 1; seed <= databases; seed++) {
    if (seed % 100 === 0) say(`proof: ${seed} of ${databases} databases`);
    // As publishing does: with the tables of hundreds of organisations and no statistics each takes four times longer.
    await db.transaction({}, null, (query) => query("select release.analyse_grown()"));
    for (const each of await compare(db, randomDatabase(seed))) all.push({ ...each, seed });
  }
  const different = all.filter(({ product, port }) => !isDeepStrictEqual(product, port));
  const shown = all.flatMap(({ product }) => [...product.values()]);
  return {
    databases,
    windows: all.length,
    equal: all.length - different.length,
    leaves: all.reduce((sum, each) => sum + each.leaves, 0),
    shownLeaves: shown.length,
    shownCategories: shown.reduce((sum, tables) => sum + Object.keys(tables).length - 1, 0),
    different: different.map(({ seed }) => seed),
  };
}
