import type { Database } from "../../supabase/local/database/database.ts";
import { openBench } from "./databases.ts";
import { type MadeOrganisation, makeManyContacts } from "./many-contacts.ts";
import { type Bench, tenth, timed } from "./report.ts";

const SECRET = "c3".repeat(32);
const GOAL_SECONDS = 20;

/** A published window and how long its transaction took. */
interface Published {
  readonly startsOn: string;
  readonly shown: number;
  readonly ms: number;
}

/** Publishes the leads' windows of an organisation, oldest first. */
export async function publishLead(db: Database, made: MadeOrganisation): Promise<Published[]> {
  const settings = { "repere.today": made.today, "repere.release_secret": SECRET };
  const { rows } = await db.transaction(settings, null, (query) =>
    query("select starts_on, ends_on from release.due_windows($1) where tier = 'lead' order by 1", [made.id]),
  );
  const published: Published[] = [];
  for (const row of rows) {
    const { ms, value } = await timed(() =>
      db.transaction(settings, null, async (query) => {
        // As release.publish_next begins: freshly filled tables have no statistics.
        await query("select release.analyse_grown()");
        return query(
          `select count(*) as shown from release.publish_window($1, 'lead', null, $2::date, $3::date, null) w
           join release.cell c on c.window_id = w.id and c.breakdown = 'total'`,
          [made.id, row["starts_on"], row["ends_on"]],
        );
      }),
    );
    published.push({ startsOn: String(row["starts_on"]), shown: Number(value.rows[0]?.["shown"]), ms });
  }
  return published;
}

/** One 13-week window on native PostgreSQL: within a history of the largest number of contacts, and holding all of them. */
export async function publishBench(bench: Bench): Promise<void> {
  const contacts = bench.contacts.at(-1) ?? 0;
  for (const weeks of [104, 13]) {
    const opened = await openBench("postgres");
    if ("absent" in opened) {
      bench.say(`publish is skipped: ${opened.absent}`);
      return;
    }
    try {
      bench.say(`making ${contacts} contacts over ${weeks} weeks`);
      const from = weeks === 104 ? "2024-07-01" : "2026-03-30";
      const made = await makeManyContacts(opened, { contacts, weeks, from });
      bench.say("publishing");
      const windows = await publishLead(opened.db, made);
      const seconds = windows.map(({ ms }) => ms / 1000);
      const slowest = Math.max(...seconds);
      bench.print({
        ...{ bench: "publish", database: "postgres", contacts, weeks, windows: windows.length },
        mean_s: tenth(seconds.reduce((sum, one) => sum + one, 0) / windows.length),
        slowest_s: tenth(slowest),
        slowest_starts_on: windows.find(({ ms }) => ms / 1000 === slowest)?.startsOn,
        ...{ goal: `one window ≤ ${GOAL_SECONDS} s`, met: slowest <= GOAL_SECONDS },
      });
    } finally {
      await opened.close();
    }
  }
}
