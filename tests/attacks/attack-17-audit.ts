import { randomUUID } from "node:crypto";
import type { Database } from "../../supabase/local/database/database.ts";
import { exactly, type HttpAttack } from "./attack.ts";
import { type Answer, type Client, given } from "./http/client.ts";
import { FIRST_DAY, leafCell, row } from "./http/records.ts";
import type { World } from "./http/world.ts";

/** Ways to have a thing done and its audit row not: asked for by headers, by repetition, by leaving early. */
const TRICKS: readonly Record<string, string>[] = [
  {},
  { prefer: "tx=rollback" },
  { prefer: "return=minimal" },
  { prefer: "params=single-object" },
  { "x-http-method-override": "GET" },
  { connection: "close" },
];

interface Deed {
  /** Action that its audit row names. */
  readonly action: string;
  ask(headers: Readonly<Record<string, string>>): Promise<Answer>;
}

function post(
  client: Client,
  name: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return client.ask(`/rest/v1/rpc/${name}`, { body, headers });
}

async function sectorOf({ leads: [lead], teams: [team] }: World): Promise<string> {
  const args = {
    sector: null,
    name: `Secteur ${randomUUID()}`,
    team,
    target_days: 14,
    cells: [leafCell(0, 0)],
  };
  return given<{ id: string }>(await lead.post("save_sector", args)).id;
}

/** What privacy.md lists and exists: imports, openings of working memory, invitations, undo. */
function deedsOf({ leads: [, lead], admin, teams: [team] }: World, sector: string): Deed[] {
  return [
    { action: "working_memory_opened", ask: (headers) => post(lead, "working_memory", { sector }, headers) },
    {
      action: "invitation_created",
      ask: (headers) => post(admin, "invite", { role: "dpo", label: "fictif" }, headers),
    },
    {
      action: "import_finished",
      ask: (headers) => {
        const rows = [row({ cell: leafCell(31, 0), service_date: FIRST_DAY })];
        const file_digest = randomUUID().replaceAll("-", "").repeat(2);
        return post(
          lead,
          "import_batch",
          { batch: randomUUID(), team, file_digest, has_recorder_column: false, rows, finish: true },
          headers,
        );
      },
    },
  ];
}

/** Does every deed in every way, also all at once and leaving before the answer; counts what was answered as done. */
async function doAll(deeds: readonly Deed[]): Promise<Map<string, number>> {
  const done = new Map<string, number>();
  const count = (action: string, answers: readonly Answer[]) =>
    done.set(action, (done.get(action) ?? 0) + answers.filter(({ status }) => status < 300).length);
  for (const { action, ask } of deeds) {
    for (const headers of TRICKS) count(action, [await ask(headers)]);
    count(action, await Promise.all([ask({}), ask({}), ask({})]));
  }
  return done;
}

/** Opens working memory until it is refused, and beyond. */
async function overTheLimit(lead: Client, sector: string): Promise<number> {
  let opened = 0;
  for (let nth = 0; nth < 15; nth++) {
    if ((await lead.post("working_memory", { sector })).status < 300) opened++;
  }
  return opened;
}

async function rowsOf(db: Database): Promise<Map<string, number>> {
  const { rows } = await db.transaction({}, null, (query) =>
    query("select action, count(*)::integer as n from audit.event group by action"),
  );
  return new Map(rows.map((each) => [String(each["action"]), Number(each["n"])]));
}

/** Statements that would make a row another one or none, as the owner of the tables; each must be refused. */
const CHANGES = [
  "update audit.event set action = 'nothing'",
  "delete from audit.event",
  "truncate audit.event",
  "update audit.event set actor = gen_random_uuid()",
];

async function changesThatWork(db: Database): Promise<number> {
  let worked = 0;
  for (const sql of CHANGES) {
    const refused = await db
      .transaction({}, null, (query) => query(sql))
      .then(
        () => false,
        () => true,
      );
    if (!refused) worked++;
  }
  return worked;
}

async function withoutTriggers(db: Database): Promise<number> {
  await db.exec("alter table audit.event disable trigger user");
  const worked = await changesThatWork(db);
  await db.exec("alter table audit.event enable trigger user");
  return worked / CHANGES.length;
}

/** Attack 17: doing what is audited without leaving a row. */
export const audit: HttpAttack = {
  id: 17,
  name: "audit bypass and rollback",
  bites: 1,
  async run({ say }, world) {
    const sector = await sectorOf(world);
    say("audit: every audited deed in every way");
    const done = await doAll(deedsOf(world, sector));
    const third = await overTheLimit(world.leads[2], sector);
    done.set("working_memory_opened", (done.get("working_memory_opened") ?? 0) + third);
    return async (db) => {
      const rows = await rowsOf(db);
      const worked = await changesThatWork(db);
      const missing = [...done].map(([action, times]) => Math.max(0, times - (rows.get(action) ?? 0)));
      return {
        parts: [
          exactly(
            "deeds without a row",
            missing.reduce((sum, each) => sum + each, 0),
            0,
          ),
          exactly("openings of working memory beyond 12 a day", Math.max(0, third - 12), 0),
          exactly("changes of written rows that work", worked, 0),
        ],
        // The same changes without the triggers that keep the log append-only.
        unprotected: await withoutTriggers(db),
        beside: Object.fromEntries([...done].map(([action, times]) => [`${action}, times`, times])),
      };
    };
  },
};
