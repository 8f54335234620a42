import type { Database } from "../../supabase/local/database/database.ts";
import { call } from "../local/harness/calls.ts";
import { type BenchDatabase, KINDS, openBench } from "./databases.ts";
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

/**
 * One year of released windows, asked through the door as a signed-in lead, beside the same year counted from raw
 * rows: with a precomputed cell column, and with ST_SnapToGrid. The three take turns, so that a busy machine
 * slows all of them.
 */
export async function heatBench(bench: Bench): Promise<void> {
  if (bench.target) return runningHeat(bench, bench.target);
  for (const kind of KINDS.filter((each) => each.includes(bench.only))) {
    const asked: Asked[] = [];
    for (const contacts of bench.contacts) {
      const opened = await openBench(kind);
      if ("absent" in opened) {
        bench.say(`heat on ${kind} is skipped: ${opened.absent}`);
        break;
      }
      try {
        asked.push(await heatOf(bench, opened, contacts));
      } finally {
        await opened.close();
      }
    }
    const [first, last] = [asked[0], asked.at(-1)];
    if (asked.length > 1 && first && last) {
      const growth = tenth(last.p50 / first.p50);
      const growth_p95 = Math.round((last.p95 / first.p95) * 100) / 100;
      const goal = "heat does not grow with contacts (median ≤ 1.5×, p95 ≤ 1.2×)";
      const met = growth <= 1.5 && growth_p95 <= 1.2;
      bench.print({ bench: "heat", database: kind, growth_most_to_fewest: growth, growth_p95, goal, met });
    }
  }
}

/** Milliseconds of a heat request. */
interface Asked {
  readonly p50: number;
  readonly p95: number;
}

async function heatOf(bench: Bench, opened: BenchDatabase, contacts: number): Promise<Asked> {
  bench.say(`${opened.kind}: making ${contacts} contacts`);
  const made = await timed(() => makeManyContacts(opened, { contacts, weeks: WEEKS, from: FROM }));
  bench.say(`${opened.kind}: made in ${Math.round(made.ms / 1000)} s; publishing`);
  await publishLead(opened.db, made.value);
  await opened.superuser(rawRows(made.value.id));
  await opened.superuser("analyze");
  const range = await yearOf(opened.db, made.value);
  bench.say(`${opened.kind}: asking`);
  const samples = await ask(opened.db, made.value, range);
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
    ...{ bench: "heat", database: opened.kind, contacts, windows: range.windows, leaves: range.leaves },
    ...{ shown: range.shown, ...figures, ...ratios },
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

async function ask(db: Database, made: MadeOrganisation, { from, to }: Year): Promise<Samples> {
  const samples: Samples = { heat: [], cell: [], snap: [] };
  const claims = JSON.stringify({ role: "authenticated", sub: made.lead });
  const settings = { "request.jwt.claims": claims, "repere.today": made.today };
  const heat = () =>
    db.transaction(
      settings,
      "authenticated",
      (query) => query("select api.heat('lead', 'total', 'all', $1, $2) as answer", [from, to]),
      { readOnly: true },
    );
  const raw = (what: string) =>
    db.transaction(
      {},
      null,
      (query) => query(`select ${what}, count(*) ${RAW}`, [made.id, from, made.until]),
      {
        readOnly: true,
      },
    );
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const kept = round >= 0;
    for (let again = 0; again < HEAT_CALLS; again++) await sample(kept ? samples.heat : undefined, heat);
    await sample(kept ? samples.cell : undefined, () => raw("cell"));
    await sample(kept ? samples.snap : undefined, () => raw("extensions.st_snaptogrid(point, 1000)"));
  }
  return samples;
}

async function sample(into: number[] | undefined, work: () => Promise<unknown>): Promise<void> {
  const { ms } = await timed(work);
  into?.push(ms);
}
