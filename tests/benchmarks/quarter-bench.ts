import { addDays } from "../../src/domain/slot.ts";
import { type BenchDatabase, KINDS, openBench } from "./databases.ts";
import { type MadeOrganisation, makeManyContacts } from "./many-contacts.ts";
import { type Bench, tenth, timed } from "./report.ts";

const SECRET = "c3".repeat(32);
const FROM = "2026-03-30";
const LAST_DAY = addDays(FROM, 90);
const CONTACTS = 100_000;
const GOAL_SECONDS = { pglite: 15, postgres: 5 } as const;

/** Sixty invented living sites in the territory's busiest squares, so that the layer of sites has something to count. */
const SITES = `
insert into field.site (organisation_id, code, cell, kind, residents_band, opened_on)
select $1, 'B-' || n, 28803750 + (n % 8) + (n / 8 % 8) * 10000, 'squat', 1 + n % 4, date '2026-01-05'
from generate_series(1, 60) n`;

/** Everything that is due, each window in a transaction of its own, as a lead's click publishes it. */
async function publishAll(
  { db }: BenchDatabase,
  made: MadeOrganisation,
  today: string,
): Promise<Map<string, number>> {
  const settings = { "repere.today": today, "repere.release_secret": SECRET };
  const took = new Map<string, number>();
  for (;;) {
    const { ms, value } = await timed(() =>
      db.transaction(settings, null, (query) =>
        query(
          "select layer, tier, starts_on, ends_on from release.publish_next($1, null) where id is not null",
          [made.id],
        ),
      ),
    );
    const [row] = value.rows;
    if (!row) return took;
    // The windows of the weeks after it hold nobody.
    if (String(row["starts_on"]) > LAST_DAY || String(row["ends_on"]) < FROM) continue;
    const name = row["layer"] === "encounters" ? String(row["tier"]) : String(row["layer"]);
    took.set(name, (took.get(name) ?? 0) + ms);
  }
}

/** One quarter of an organisation with 100,000 contacts in it: every tier, team, table and layer, research included. */
export async function quarterBench(bench: Bench): Promise<void> {
  for (const kind of KINDS) {
    const opened = await openBench(kind);
    if ("absent" in opened) {
      bench.say(`quarter is skipped: ${opened.absent}`);
      continue;
    }
    try {
      bench.say(`making ${CONTACTS} contacts over 13 weeks (${kind})`);
      const made = await makeManyContacts(opened, { contacts: CONTACTS, weeks: 13, from: FROM });
      await opened.db.transaction({}, null, (query) => query(SITES, [made.id]));
      bench.say("publishing");
      const took = await publishAll(opened, made, addDays(LAST_DAY, 92));
      const seconds = [...took.values()].reduce((sum, ms) => sum + ms, 0) / 1000;
      const goal = GOAL_SECONDS[kind];
      bench.print({
        ...{ bench: "quarter", database: kind, contacts: CONTACTS, seconds: tenth(seconds) },
        ...Object.fromEntries([...took].map(([name, ms]) => [`${name}_s`, tenth(ms / 1000)])),
        ...{ goal: `all of it ≤ ${goal} s`, met: seconds <= goal },
      });
    } finally {
      await opened.close();
    }
  }
}
