import type { Database } from "../../supabase/local/database/database.ts";
import { call } from "../local/harness/calls.ts";
import { type BenchDatabase, KINDS, type Kind, openBench } from "./databases.ts";
import { type MadeOrganisation, makeManyContacts, rawRows } from "./many-contacts.ts";
import { publishLead } from "./publish-bench.ts";
import { type Bench, percentile, tenth, timed } from "./report.ts";
import { runningHeat } from "./running-heat.ts";

/** One season of fixed squares: as many leaves however many contacts, so that only these differ. */
const FROM = "2025-06-30";
const WEEKS = 52;
const ROUNDS = 40;
const HEAT_CALLS = 5;
const WARM_UP = 3;

interface Samples {
  readonly heat: number[];
  readonly cell: number[];
  readonly snap: number[];
}

/** A database with a published year of so many contacts. */
interface Filled {
  readonly opened: BenchDatabase;
  readonly contacts: number;
  readonly made: MadeOrganisation;
  readonly year: Year;
  readonly samples: Samples;
}

/**
 * One year of released windows, asked through the door as a signed-in lead, beside the same year counted from raw
 * rows: with a precomputed cell column, and with ST_SnapToGrid. All numbers of contacts are made first and then asked
 * by turns, and so are the three questions: a busy machine slows all of them.
 */
export async function heatBench(bench: Bench): Promise<void> {
  if (bench.target) return runningHeat(bench, bench.target);
  for (const kind of KINDS.filter((each) => each.includes(bench.only))) {
    const opened: BenchDatabase[] = [];
    try {
      const filled: Filled[] = [];
      for (const contacts of bench.contacts) {
        const one = await openBench(kind);
        if ("absent" in one) {
          bench.say(`heat on ${kind} is skipped: ${one.absent}`);
          break;
        }
        opened.push(one);
        filled.push(await fill(bench, one, contacts));
      }
      if (filled.length === bench.contacts.length) await askAll(bench, kind, filled);
    } finally {
      for (const one of opened) await one.close();
    }
  }
}

async function askAll(bench: Bench, kind: Kind, filled: readonly Filled[]): Promise<void> {
  bench.say(`${kind}: asking`);
  for (let round = -WARM_UP; round < ROUNDS; round++) await askRound(filled, round >= 0);
  const asked = filled.map((one) => told(bench, one));
  const [first, last] = [asked[0], asked.at(-1)];
  if (asked.length < 2 || !first || !last) return;
  const growth = tenth(last.p50 / first.p50);
  const growth_p95 = Math.round((last.p95 / first.p95) * 100) / 100;
  const goal = "heat does not grow with contacts (median ≤ 1.5×, p95 ≤ 1.2×)";
  const met = growth <= 1.5 && growth_p95 <= 1.2;
  bench.print({ bench: "heat", database: kind, growth_most_to_fewest: growth, growth_p95, goal, met });
}

async function fill(bench: Bench, opened: BenchDatabase, contacts: number): Promise<Filled> {
  bench.say(`${opened.kind}: making ${contacts} contacts`);
  const made = await timed(() => makeManyContacts(opened, { contacts, weeks: WEEKS, from: FROM }));
  bench.say(`${opened.kind}: made in ${Math.round(made.ms / 1000)} s; publishing`);
  const published = await timed(() => publishLead(opened.db, made.value));
  bench.say(`${opened.kind}: published in ${Math.round(published.ms / 1000)} s`);
  await opened.superuser(rawRows(made.value.id));
  await opened.superuser("analyze");
  const year = await yearOf(opened.db, made.value);
  return { opened, contacts, made: made.value, year, samples: { heat: [], cell: [], snap: [] } };
}

/** Prints what was measured, and gives the milliseconds of a heat request. */
function told(bench: Bench, { opened, contacts, year, samples }: Filled): { p50: number; p95: number } {
  const figures = {
    heat_p50_ms: tenth(percentile(samples.heat, 0.5)),
    heat_p95_ms: tenth(percentile(samples.heat, 0.95)),
    raw_cell_p50_ms: tenth(percentile(samples.cell, 0.5)),
    raw_cell_p95_ms: tenth(percentile(samples.cell, 0.95)),
    snap_to_grid_p50_ms: tenth(percentile(samples.snap, 0.5)),
    snap_to_grid_p95_ms: tenth(percentile(samples.snap, 0.95)),
  };
  const ratio = tenth(figures.raw_cell_p95_ms / figures.heat_p95_ms);
  const ratios = {
    ratio_raw_cell_p50: tenth(figures.raw_cell_p50_ms / figures.heat_p50_ms),
    ratio_raw_cell_p95: ratio,
    ratio_snap_to_grid_p50: tenth(figures.snap_to_grid_p50_ms / figures.heat_p50_ms),
    ratio_snap_to_grid_p95: tenth(figures.snap_to_grid_p95_ms / figures.heat_p95_ms),
  };
  bench.print({
    ...{ bench: "heat", database: opened.kind, contacts, windows: year.windows, leaves: year.leaves },
    ...{ shown: year.shown, ...figures, ...ratios },
    ...(contacts >= 1_000_000 ? { goal: "≥ 20× the raw group-by", met: ratio >= 20 } : {}),
  });
  return { p50: figures.heat_p50_ms, p95: figures.heat_p95_ms };
}

interface Year {
  readonly from: string;
  readonly to: string;
  readonly windows: number;
  readonly leaves: number;
  readonly shown: number;
}

/** The published year of a lead: the season of the newest window, and what it shows. */
export async function yearOf(db: Database, { lead, today }: MadeOrganisation): Promise<Year> {
  const { windows } = await call<{ windows: { season_id: number; starts_on: string }[] }>(
    ...([db, lead, "windows", { tier: "lead" }, { today }] as const),
  );
  const last = windows.at(-1);
  const season = windows.filter(({ season_id }) => season_id === last?.season_id);
  const first = season[0];
  if (!first || !last) throw new Error("nothing is published");
  const range = { tier: "lead", from_window: first.starts_on, to_window: last.starts_on };
  const heat = await call<{ leaf: number[]; class: number[]; windows: number }>(db, lead, "heat", range, {
    today,
  });
  return {
    ...{ from: first.starts_on, to: last.starts_on, windows: heat.windows, leaves: heat.leaf.length },
    shown: heat.class.filter((one) => one > 0).length,
  };
}

const RAW = `from bench.raw where organisation_id = $1 and service_date between $2::date and $3::date
  and not seen_recently and place_kind <> 'living' group by 1`;

/** One turn of every question at every number of contacts; the first turns warm up and are not kept. */
async function askRound(filled: readonly Filled[], kept: boolean): Promise<void> {
  for (let again = 0; again < HEAT_CALLS; again++) {
    for (const one of filled) await sample(kept ? one.samples.heat : undefined, () => askHeat(one));
  }
  for (const one of filled) {
    await sample(kept ? one.samples.cell : undefined, () => askRaw(one, "cell"));
    await sample(kept ? one.samples.snap : undefined, () =>
      askRaw(one, "extensions.st_snaptogrid(point, 1000)"),
    );
  }
}

function askHeat({ opened, made, year }: Filled): Promise<unknown> {
  const claims = JSON.stringify({ role: "authenticated", sub: made.lead });
  return opened.db.transaction(
    { "request.jwt.claims": claims, "repere.today": made.today },
    "authenticated",
    (query) => query("select api.heat('lead', 'total', 'all', $1, $2) as answer", [year.from, year.to]),
    { readOnly: true },
  );
}

function askRaw({ opened, made, year }: Filled, what: string): Promise<unknown> {
  return opened.db.transaction(
    {},
    null,
    (query) => query(`select ${what}, count(*) ${RAW}`, [made.id, year.from, made.until]),
    { readOnly: true },
  );
}

async function sample(into: number[] | undefined, work: () => Promise<unknown>): Promise<void> {
  const { ms } = await timed(work);
  into?.push(ms);
}
