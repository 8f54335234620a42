import { openSession, type Target } from "../../src/cli/connect.ts";
import { Client, given } from "../attacks/http/client.ts";
import { type HeatAnswer, windowsOf } from "../attacks/http/releases.ts";
import { type Bench, percentile, tenth, timed } from "./report.ts";

const ROUNDS = 100;
const WARM_UP = 5;

/** The newest window and the longest range of each tier, asked a hundred times over HTTP on a server that runs. */
export async function runningHeat({ print, say }: Bench, target: Target): Promise<void> {
  const session = await openSession(target);
  try {
    const lead = new Client(session.url.replace(/\/$/, ""), session.anonKey, session.token);
    for (const tier of ["educator", "lead"] as const) {
      const windows = await windowsOf(lead, tier);
      const last = windows.at(-1);
      if (!last) {
        say(`heat, ${tier}: nothing is published`);
        continue;
      }
      const season = windows.filter(({ season_id }) => season_id === last.season_id);
      const args = { tier, from_window: season[0]?.starts_on ?? last.starts_on, to_window: last.starts_on };
      const samples: number[] = [];
      let leaves = 0;
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        const { ms, value } = await timed(() => lead.get("heat", args));
        leaves = given<HeatAnswer>(value).leaf.length;
        if (round >= 0) samples.push(ms);
      }
      print({
        ...{ bench: "heat", database: "running server", tier, windows: season.length, leaves },
        ...{ heat_p50_ms: tenth(percentile(samples, 0.5)), heat_p95_ms: tenth(percentile(samples, 0.95)) },
      });
    }
  } finally {
    await session.release();
  }
}
