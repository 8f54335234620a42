import type { Role } from "../../src/domain/role.ts";
import type { Database, Query } from "../../supabase/local/database/database.ts";
import { callIn } from "../local/harness/calls.ts";
import { QUARTER } from "../local/sites/places.ts";
import { type Attack, exactly, type Findings } from "./attack.ts";
import { withDatabase } from "./sql/database.ts";
import { cellAt, EDGE, inWorld, makeWorld, type World } from "./sql/site-world.ts";

/** What privacy.md leaves to search, km²: the 8 km square that a site is in. */
const AREA = EDGE * EDGE;
const MONDAY = "2024-04-15";

interface Sight {
  readonly role: Role;
  /** Of the accounts of that role: the second lead has another team. */
  readonly nth?: number;
  readonly name: string;
  readonly args?: Record<string, unknown>;
}

const QUARTER_ARGS = { from_window: QUARTER.startsOn, to_window: QUARTER.startsOn };
/** Everything about places that screens, prints and exports are made of; the register stays closed. */
const SIGHTS: readonly Sight[] = [
  ...(["lead", "educator"] as const).flatMap((role): Sight[] => [
    { role, name: "site_windows" },
    { role, name: "site_heat", args: QUARTER_ARGS },
    { role, name: "windows", args: { tier: role } },
    { role, name: "heat", args: { tier: role, ...QUARTER_ARGS } },
  ]),
  { role: "educator", name: "coverage" },
  { role: "educator", name: "week", args: { monday: MONDAY } },
  { role: "lead", nth: 1, name: "coverage" },
  { role: "lead", nth: 1, name: "week", args: { monday: MONDAY } },
  { role: "lead", name: "follow_up" },
  { role: "lead", name: "sectors" },
  { role: "lead", name: "publish_status" },
  { role: "lead", name: "batches" },
  { role: "dpo", name: "batches" },
  { role: "dpo", name: "policy" },
  { role: "dpo", name: "audit_log" },
  { role: "admin", name: "members" },
  { role: "researcher", name: "research_windows" },
];

/** What the leads see of the plans that they made, and of what became of them: this week, and the next. */
const PLANS: readonly Sight[] = [
  { role: "lead", name: "week", args: { monday: MONDAY } },
  { role: "lead", name: "week", args: { monday: "2024-04-22" } },
  { role: "lead", name: "coverage" },
  { role: "lead", name: "export_visits", args: { from_day: "2024-04-15", to_day: "2024-04-21" } },
  { role: "lead", name: "follow_up" },
];

/** Asks as a role, in the open transaction. */
async function askIn(
  query: Query,
  { organisation }: World,
  { role, nth, name, args }: Sight,
): Promise<unknown> {
  const totp = { method: "totp", timestamp: Math.floor(Date.now() / 1000) };
  const claims = { role: "authenticated", sub: organisation.account(role, nth), aal: "aal2", amr: [totp] };
  await query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)]);
  return callIn(query, name, args ?? {});
}

/** Sights together; serial ids and moments differ by themselves. */
async function seen(query: Query, world: World, sights: readonly Sight[]): Promise<string> {
  const answers: string[] = [];
  for (const sight of sights) answers.push(JSON.stringify(await askIn(query, world, sight)));
  return answers
    .join("\n")
    .replaceAll(/"(id|season_id|window)":\d+/g, '"$1":0')
    .replaceAll(/\d{4}-\d\d-\d\dT[0-9:.+Z]*/g, "moment");
}

/** How many km² of the square look like the site's own cell, wherever in it the site is: the fewest, or for one cell. */
async function areaOf(db: Database, world: World, sights: readonly Sight[], moves: boolean): Promise<number> {
  const answers: string[] = [];
  for (let at = 0; at < AREA; at++) {
    const placed = { cell: cellAt(at), moves };
    answers.push(await inWorld(db, world, placed, (query) => seen(query, world, sights)));
  }
  const alike = (answer: string | undefined) => answers.filter((other) => other === answer).length;
  return moves ? Math.min(...answers.map(alike)) : alike(answers[0]);
}

/** The smallest set of cells that whole squares within 3 km of the site's own cell cannot tell apart. */
function aroundTheCell(): number {
  const reach = (at: number) => {
    const [east, north] = [at % EDGE, Math.floor(at / EDGE)];
    const squares = [-EDGE, 0, EDGE].flatMap((n) => [-EDGE, 0, EDGE].map((e) => [e, n] as const));
    const gap = (own: number, from: number) => Math.max(0, from - own - 1, own - (from + EDGE - 1) - 1);
    return squares.filter(([e, n]) => Math.hypot(gap(east, e), gap(north, n)) < 3).join(" ");
  };
  const sizes = new Map<string, number>();
  for (let at = 0; at < AREA; at++) sizes.set(reach(at), (sizes.get(reach(at)) ?? 0) + 1);
  return Math.min(...sizes.values());
}

function run(): Promise<Findings> {
  return withDatabase(async (db) => {
    const world = await makeWorld(db);
    const area = await areaOf(db, world, SIGHTS, true);
    const planned = await areaOf(db, world, PLANS, false);
    return {
      parts: [
        exactly(
          "64 km² / area left by map, follow-up, coverage, releases, exports, for everybody",
          AREA / area,
          1,
        ),
        exactly(
          "64 km² / area left to the team's own lead by plans and what became of them",
          AREA / planned,
          1,
        ),
      ],
      unprotected: AREA / aroundTheCell(),
      beside: { "area, km²": area, "area by plans, km²": planned },
    };
  });
}

/** Attack 12: where a living site is, from everything but the register. */
export const site: Attack = {
  id: 12,
  name: "locating a site, the register closed",
  bites: 4,
  run: ({ say }) => {
    say("site: the same association with its site in each of 64 cells");
    return run();
  },
};
