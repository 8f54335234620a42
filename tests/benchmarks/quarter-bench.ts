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

/** What a dpo asks before applying a policy, for both tiers, on what was just published. */
async function preview({ db }: BenchDatabase, made: MadeOrganisation, today: string): Promise<number> {
  const sql = `select release.preview_answer(release.read_policy(p, '{"lead_weeks": 6, "educator_weeks": 2}'), t)
    from release.policy p, unnest('{educator,lead}'::release.tier[]) t where p.organisation_id = $1`;
  const { ms } = await timed(() =>
    db.transaction({ "repere.today": today }, null, (query) => query(sql, [made.id])),
  );
  return tenth(ms / 1000);
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
      const today = addDays(LAST_DAY, 92);
      const took = await publishAll(opened, made, today);
      bench.say("previewing a policy");
      const preview_s = await preview(opened, made, today);
      const seconds = [...took.values()].reduce((sum, ms) => sum + ms, 0) / 1000;
      const goal = GOAL_SECONDS[kind];
      bench.print({
        ...{ bench: "quarter", database: kind, contacts: CONTACTS, seconds: tenth(seconds) },
        ...Object.fromEntries([...took].map(([name, ms]) => [`${name}_s`, tenth(ms / 1000)])),
        preview_s,
        ...{ goal: `all of it ≤ ${goal} s, a preview ≤ 10 s`, met: seconds <= goal && preview_s <= 10 },
      });
    } finally {
      await opened.close();
    }
  }
}
