import type { Database } from "../../supabase/local/database/database.ts";
import { call, owned, refusal } from "../local/harness/calls.ts";
import type { TestOrganisation } from "../local/harness/organisation.ts";
import { youths } from "../local/release/meetings.ts";
import { CELL, meet, publishQuarter, QUARTERS, TODAY, withTerritory } from "../local/research/quarters.ts";
import { type Attack, type Context, exactly, type Findings } from "./attack.ts";
import { valueDistance } from "./measure/research-evidence.ts";
import { advantage } from "./measure/wilson.ts";
import { withDatabase } from "./sql/database.ts";

const SHOWN_FROM = 15;
const ALPHA = 7 / 8;
const [QUARTER] = QUARTERS[0];
const today = { today: TODAY };

interface Flows {
  readonly origin: readonly number[];
  readonly destination: readonly number[];
  readonly value: readonly number[];
}

/** An organisation in which some youths met in CELL's square told that they live east of it, and were north of it before. */
async function withPath(db: Database, count: number): Promise<TestOrganisation> {
  const organisation = await withTerritory(db);
  if (count > 0) await meet(db, organisation, [{ day: "2024-01-10", youths: youths(count) }]);
  await owned(
    db,
    `update field.encounter set living_district = $2, previous_district = $3
     where organisation_id = $1 and service_date = '2024-01-10'`,
    [organisation.id, CELL + 8, CELL + 80_000],
  );
  await publishQuarter(db, organisation.id);
  return organisation;
}

/** Asks for the flows, has them accepted, and reads them as the researcher; also asks for the other kind. */
async function flowsOf(
  db: Database,
  organisation: TestOrganisation,
): Promise<{ flows: Flows; second: string }> {
  const ask = (origin: string) =>
    call<{ id: string }>(
      db,
      organisation.account("researcher"),
      "request_flows",
      { quarter: QUARTER, origin },
      today,
    );
  const { id } = await ask("living");
  await call(db, organisation.account("dpo"), "decide_flows", { request: id, accept: true }, today);
  const second = await refusal(ask("previous"));
  const flows = await call<Flows>(
    db,
    organisation.account("researcher"),
    "research_flows",
    { quarter: QUARTER },
    today,
  );
  return { flows, second };
}

interface Played {
  /** Trials in which the attacker was right about one youth. */
  readonly right: number;
  /** Pairs shown below the threshold. */
  readonly small: number;
  /** Quarters whose other kind of flow could be had too. */
  readonly joined: number;
}

/** A single youth's pair by the real SQL: with the youth or without; where the pair is shown, "there" is likelier. */
async function play(db: Database, trials: number): Promise<Played> {
  let right = 0;
  let small = 0;
  let joined = 0;
  for (let trial = 0; trial < trials; trial++) {
    const isThere = trial % 2 === 0;
    const { flows, second } = await flowsOf(db, await withPath(db, isThere ? 1 : 0));
    const isShown = flows.origin.some((origin, at) => origin === CELL + 8 && flows.destination[at] === CELL);
    if (isShown === isThere) right++;
    small += flows.value.filter((value) => value < SHOWN_FROM).length;
    if (second !== "RP003") joined++;
  }
  return { right, small, joined };
}

/** What one youth changes in a pair of any size up to 200, exactly. */
function worstPair(distance: (n: number) => number): number {
  return Math.max(...Array.from({ length: 200 }, (_, at) => distance(at + 1)));
}

/** Raw pairs, those below 15 suppressed: at the edge one youth decides. */
function rawDistance(n: number): number {
  const shown = (count: number) => (count >= SHOWN_FROM ? count : 0);
  return shown(n) === shown(n - 1) ? 0 : 1;
}

function run({ full, say }: Context): Promise<Findings> {
  const trials = full ? 400 : 40;
  say(`flows: ${trials} quarters of one youth's path`);
  return withDatabase(async (db) => {
    const { right, small, joined } = await play(db, trials);
    const own = (n: number) => valueDistance(n, ALPHA, SHOWN_FROM);
    return {
      parts: [
        exactly("pairs shown below 15", small, 0),
        exactly("quarters with both kinds of flow, to join paths", joined, 0),
        exactly("one youth more or less in a pair, worst n", worstPair(own), 0.1),
      ],
      unprotected: worstPair(rawDistance),
      beside: {
        "a single youth's pair, exactly": own(1),
        "a single youth's pair, played by the SQL": advantage(right, trials).measure,
      },
    };
  });
}

/** Attack 11: pairs of districts with one youth, and paths joined from several tables. */
export const flows: Attack = { id: 11, name: "flow singletons, path joins", bites: 0.99, run };
