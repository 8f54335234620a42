import { join } from "node:path";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import {
  type AttackResult,
  type Context,
  type Findings,
  type HttpAttack,
  type Inspection,
  judged,
} from "../attack.ts";
import { openWorld } from "./world.ts";

export interface HttpRun {
  readonly attacks: readonly HttpAttack[];
  /** Whether one of them needs the built page. */
  readonly page: boolean;
}

/** Runs attacks on one server, then lets those that ask for it look into the stopped server's database. */
export async function runHttpAttacks({ attacks, page }: HttpRun, context: Context): Promise<AttackResult[]> {
  const plants = attacks.flatMap(({ plant }) => (plant ? [plant] : []));
  const world = await openWorld({ plants, page, say: context.say });
  try {
    const found: [HttpAttack, Findings | Inspection][] = [];
    try {
      for (const attack of attacks) found.push([attack, await attack.run(context, world)]);
    } finally {
      await world.stop();
    }
    const db = await openDatabase({ dataDir: join(world.folder, "pg") });
    try {
      const results: AttackResult[] = [];
      for (const [attack, findings] of found) {
        results.push(judged(attack, typeof findings === "function" ? await findings(db) : findings));
      }
      return results;
    } finally {
      await db.close();
    }
  } finally {
    world.remove();
  }
}
