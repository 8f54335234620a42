import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Database } from "../../../supabase/local/database/database.ts";
import { type BenchDatabase, openBench } from "../databases.ts";
import { yearOf } from "../heat-bench.ts";
import { type MadeOrganisation, makeManyContacts, rawRows } from "../many-contacts.ts";
import { publishLead } from "../publish-bench.ts";
import { type Bench, percentile, tenth, timed } from "../report.ts";
import { countInBrowser, loadPoints } from "./browser.ts";
import { countByDuckdb, openDuckdb } from "./duckdb.ts";
import { type Answer, type Counts, countByPostgis, type Days, pointsAsCsv } from "./raw-points.ts";

const FROM = "2025-06-30";
const WEEKS = 52;
const ROUNDS = 40;
const WARM_UP = 3;
/** Below it a count is what disclosure control calls small; the leads' releases show nothing below 15. */
const SMALL = 10;

/** One tool: how it asks, and how many points of single youths reach whoever looks at its map. */
interface Peer {
  readonly name: string;
  readonly ask: () => Promise<Answer>;
  readonly points: number;
  readonly samples: number[];
}

/** A year of one organisation's youths by square, in each tool by turns, so that a busy machine slows all of them. */
export async function heatSideBySide(bench: Bench): Promise<void> {
  for (const contacts of bench.contacts) {
    const opened = await openBench("postgres");
    if ("absent" in opened) return bench.say(`peers are skipped: ${opened.absent}`);
    const folder = mkdtempSync(join(tmpdir(), "repere-peers-"));
    try {
      await heatOf(bench, opened, contacts, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await opened.close();
    }
  }
}

async function heatOf(bench: Bench, opened: BenchDatabase, contacts: number, folder: string): Promise<void> {
  bench.say(`making ${contacts} contacts and publishing them`);
  const made = await makeManyContacts(opened, { contacts, weeks: WEEKS, from: FROM });
  await publishLead(opened.db, made);
  await opened.superuser(rawRows(made.id));
  await opened.superuser("analyze");
  const csv = await pointsAsCsv(opened.db, made.id);
  const file = join(folder, "points.csv");
  writeFileSync(file, csv);
  const { from, to } = await yearOf(opened.db, made);
  const days: Days = { from, to: made.until };
  const duckdb = await openDuckdb(file, 1);
  const loading = await timed(async () => loadPoints(csv));
  const peers: Peer[] = [
    peer("PostGIS, ST_SnapToGrid", () => countByPostgis(opened.db, made.id, days)),
    peer("DuckDB", () => countByDuckdb(duckdb, days)),
    peer("in the browser", async () => countInBrowser(loading.value, days), contacts),
    peer("Repère, released", () => askReleased(opened.db, made, { from, to })),
  ];
  bench.say("asking");
  const answers = await askByTurns(peers);
  requireSame(answers);
  duckdb.disconnectSync();
  for (const [{ name, samples, points }, { counts, bytes }] of answers) {
    const isBrowser = points > 0;
    bench.print({
      ...{ bench: "peers", tool: name, contacts, p50_ms: tenth(percentile(samples, 0.5)) },
      ...{ p95_ms: tenth(percentile(samples, 0.95)), sent_kb: tenth(bytes / 1000) },
      ...(isBrowser
        ? { sent_gzip_kb: tenth(gzipSync(csv).length / 1000), load_once_ms: Math.round(loading.ms) }
        : {}),
      ...{ points_sent: points, ...revealed(counts) },
    });
  }
}

function peer(name: string, ask: () => Promise<Answer>, points = 0): Peer {
  return { name, ask, points, samples: [] };
}

async function askByTurns(peers: readonly Peer[]): Promise<Map<Peer, Answer>> {
  const answers = new Map<Peer, Answer>();
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const one of peers) {
      const { ms, value } = await timed(one.ask);
      if (round >= 0) one.samples.push(ms);
      answers.set(one, value);
    }
  }
  return answers;
}

/** The three that count raw points must agree on every cell; else they did not answer the same question. */
function requireSame(answers: ReadonlyMap<Peer, Answer>): void {
  const [first, ...others] = [...answers.values()].slice(0, -1);
  const differs = others.some(({ counts }) => first && !isSame(first.counts, counts));
  if (differs) throw new Error("the tools do not count the same");
}

function isSame(one: Counts, other: Counts): boolean {
  return one.size === other.size && [...one].every(([cell, youths]) => other.get(cell) === youths);
}

/** The released map: a class and a lower bound for each leaf of the season; the bytes are those of the answer. */
async function askReleased(
  db: Database,
  { lead, today }: MadeOrganisation,
  { from, to }: Days,
): Promise<Answer> {
  const claims = JSON.stringify({ role: "authenticated", sub: lead });
  const { rows } = await db.transaction(
    { "request.jwt.claims": claims, "repere.today": today },
    "authenticated",
    (query) => query("select api.heat('lead', 'total', 'all', $1, $2) as answer", [from, to]),
    { readOnly: true },
  );
  const answer = rows[0]?.["answer"] as { leaf: readonly number[]; at_least: readonly number[] };
  const pairs = answer.at_least.map((least, at): [number, number] => [at, least]);
  return { counts: new Map(pairs), bytes: JSON.stringify(answer).length };
}

/** What whoever sees the answer learns: places that show a value, the smallest of them, and how many are small. */
function revealed(counts: Counts): Readonly<Record<string, number>> {
  const shown = [...counts.values()].filter((count) => count > 0);
  return {
    places: shown.length,
    smallest: Math.min(...shown),
    counts_of_1: shown.filter((count) => count === 1).length,
    [`counts_below_${SMALL}`]: shown.filter((count) => count < SMALL).length,
  };
}
