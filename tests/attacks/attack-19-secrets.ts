import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../supabase/local/database/database.ts";
import { exactly, type HttpAttack } from "./attack.ts";
import { snapshotOf, windowsOf } from "./http/releases.ts";
import type { World } from "./http/world.ts";

/** Everything that everybody can fetch without arguments of their own, and all releases; answers stay in the transcript. */
async function fetchAll(world: World): Promise<void> {
  const everybody = [
    world.admin,
    world.dpo,
    world.researcher,
    ...world.leads,
    world.otherLead,
    ...world.educators,
    world.nobody,
  ];
  for (const client of everybody) {
    for (const name of BARE) await client.get(name);
    for (const tier of ["lead", "educator"] as const) await client.get("windows", { tier });
  }
  for (const [client, tier] of [
    [world.leads[0], "lead"],
    [world.educators[0], "educator"],
  ] as const)
    await snapshotOf(client, tier);
  const [quarter] = await windowsOf(world.leads[0], "lead");
  for (const breakdown of ["total", "gender", "age_band", "place_kind"]) {
    await world.researcher.get("research_table", { quarter: quarter?.starts_on ?? "", breakdown });
  }
  for (const path of [
    "/",
    "/config.json",
    "/local/v1/health",
    "/auth/v1/settings",
    "/rest/v1/",
    "/server.json",
  ])
    await world.nobody.ask(path);
}

const BARE = [
  ...[
    "me",
    "teams",
    "sectors",
    "members",
    "invitations",
    "batches",
    "coverage",
    "publish_status",
    "site_windows",
  ],
  ...["follow_up", "research_windows", "flow_requests", "audit", "ledger_year"],
];

/** A number as it could stand in an answer: decimal, hexadecimal, base 64 of its bytes. */
function formsOf(key: number): string[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(key);
  return [String(key), bytes.toString("hex"), bytes.toString("base64").slice(0, 6)];
}

function formsOfSecret(hex: string): string[] {
  const bytes = Buffer.from(hex, "hex");
  return [
    hex,
    hex.toUpperCase(),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("latin1"),
  ];
}

/** Record keys, cell keys and noisy counts as the pipeline computes them, asked of the database past every rule. */
async function innerValues(
  db: Database,
  secret: string,
): Promise<{ contributors: string[]; keys: number[] }> {
  return db.transaction(
    { "repere.release_secret": secret, "repere.today": "2026-07-20" },
    null,
    async (query) => {
      const records = await query(
        "select c.contributor, release.record_key(release.secret(), c.contributor) as key from field.contact c",
      );
      const cells = await query(
        `select release.cell_key(w, i.identity, t.key_sum, release.secret()) as key
       from release.window w
       cross join lateral release.tally(w, 'first_in_4_weeks', release.secret()) t
       join release.leaf_identities(w.season_id) i on i.leaf_id = t.leaf_id
       where w.layer = 'encounters'`,
      );
      const number = (row: Record<string, unknown>) => Number(row["key"]);
      return {
        contributors: records.rows.map((row) => String(row["contributor"])),
        keys: [...records.rows.map(number), ...cells.rows.map(number)],
      };
    },
  );
}

/** How often any of these words stands in a text; words of digits must stand alone. */
function found(text: string, words: ReadonlySet<string>): number {
  return (text.match(/[A-Za-z0-9+/_-]+/g) ?? []).filter((token) => words.has(token)).length;
}

/** Attack 19: the record key, the cell key, y or the secret anywhere in what anybody is answered, or in the log. */
export const secrets: HttpAttack = {
  id: 19,
  name: "keys, noisy counts and the secret in any answer",
  bites: 1,
  async run({ say }, world) {
    say("secrets: everything that everybody is answered");
    await fetchAll(world);
    const heard = world.nobody.transcript.join("\n");
    const log = world.log.join("\n");
    const fields = namesOf(heard).filter((name) => FORBIDDEN.test(name));
    for (const name of fields) say(`secrets: a field is called ${name}`);
    return async (db) => {
      const secret = releaseSecret(world.secrets);
      const { contributors, keys } = await innerValues(db, secret);
      const keyForms = new Set(keys.flatMap(formsOf));
      const texts = `${heard}\n${log}`;
      const secretForms = formsOfSecret(secret);
      return {
        parts: [
          exactly("record keys and cell keys", found(texts, keyForms), 0),
          exactly("contributors", contributors.filter((each) => texts.includes(each)).length, 0),
          exactly("the secret", secretForms.filter((form) => texts.includes(form)).length, 0),
          exactly("fields that hold a count before its class", fields.length, 0),
        ],
        // The same search in an answer that holds what it looks for.
        unprotected: Math.min(
          1,
          found(JSON.stringify({ key: keys[0], secret }), new Set([...keyForms, ...secretForms])),
        ),
        beside: { "answers searched": world.nobody.transcript.length, "keys looked for": keys.length },
      };
    };
  },
};

const FORBIDDEN = /^(y|n|v|noise|key|key_sum|cell_key|record_key|contributor|count)$/;

/** Names of all fields of all answers. */
function namesOf(heard: string): string[] {
  return [...new Set([...heard.matchAll(/"([a-z_]+)":/g)].map((match) => match[1] ?? ""))];
}

/** The key of the releases, from the folder that only the server's owner reads. */
function releaseSecret(folder: string): string {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name !== "release.key") continue;
    return readFileSync(join(entry.parentPath, entry.name), "utf8").trim();
  }
  throw new Error("the server made no release key");
}
