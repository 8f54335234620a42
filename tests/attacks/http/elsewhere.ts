import { openSession, type Target } from "../../../src/cli/connect.ts";
import { type AttackResult, type Context, judged } from "../attack.ts";
import { READING_ATTACKS } from "../list.ts";
import { Client } from "./client.ts";

/** Makes the attacks that only read on a server that runs, as a lead of its organisation. Throws as `connect` does. */
export async function attackElsewhere(
  target: Target,
  wants: (id: string) => boolean,
  context: Context,
): Promise<AttackResult[]> {
  const session = await openSession(target);
  try {
    // A lead sees the own team's educator maps too.
    const lead = new Client(session.url.replace(/\/$/, ""), session.anonKey, session.token);
    const results: AttackResult[] = [];
    for (const attack of READING_ATTACKS.filter(({ id }) => wants(String(id)))) {
      results.push(judged(attack, await attack.run(context, { leads: [lead], educators: [lead] })));
    }
    return results;
  } finally {
    await session.release();
  }
}
