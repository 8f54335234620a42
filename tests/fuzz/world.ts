import { randomUUID } from "node:crypto";
import { ROLES, type Role } from "../../src/domain/role.ts";
import { signAccess } from "../../supabase/local/auth/access-token.ts";
import { openSession, raiseSession } from "../../supabase/local/auth/sessions.ts";
import type { Database } from "../../supabase/local/database/database.ts";
import { asOwner } from "../../supabase/local/gateway.ts";
import { call, owned } from "../local/harness/calls.ts";
import { importRows, sentRow } from "../local/harness/imports.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../local/harness/organisation.ts";
import type { Served } from "../local/server/serve.ts";

/** Who calls: nobody, a stranger, each role with and without a code, and a session that ended. */
export type Caller = "nobody" | "stranger" | "ended" | Role | `${Role} without a code`;

export interface FuzzWorld {
  readonly callers: readonly Caller[];
  token(caller: Caller): string | undefined;
  /** Texts that mean something here: ids of both organisations. */
  readonly known: readonly string[];
  /** What must never come back: invented names that stand in the database. */
  readonly secrets: readonly string[];
}

const OWN = "Marqueur-de-la-maison";
const FOREIGN = "Marqueur-des-voisins";

/** Two organisations with teams, sectors, an import and an invitation each, and a token for every kind of caller. */
export async function makeWorld(db: Database, served: Served): Promise<FuzzWorld> {
  const own = await filled(db, OWN);
  const other = await filled(db, FOREIGN);
  const tokens = new Map<Caller, string>();
  for (const role of ROLES) {
    tokens.set(role, await tokenOf(db, served, own.account(role), "code"));
    tokens.set(`${role} without a code`, await tokenOf(db, served, own.account(role), "none"));
  }
  tokens.set("stranger", await tokenOf(db, served, stranger(), "none"));
  tokens.set("ended", await tokenOf(db, served, own.account("lead"), "ended"));
  return {
    callers: ["nobody", ...tokens.keys()],
    token: (caller) => tokens.get(caller),
    known: await idsOf(db, [own, other]),
    secrets: [FOREIGN, ...(await secretsOf(db))],
  };
}

async function filled(db: Database, marker: string): Promise<TestOrganisation> {
  const organisation = await makeOrganisation(db, {
    name: marker,
    teams: [`${marker} A`, `${marker} B`],
    members: { admin: 2, lead: 2, educator: 2, dpo: 1, researcher: 1 },
  });
  const today = "2026-06-01";
  const sector = { sector: null, name: `${marker} secteur`, team: organisation.team() };
  const cells = { target_days: 14, cells: [28_893_760, 28_893_761] };
  await call(db, organisation.account("lead"), "save_sector", { ...sector, ...cells }, { today });
  await importRows(db, organisation, [sentRow({ count: 3 })], {
    batch: randomUUID(),
    has_recorder_column: true,
  });
  await call(db, organisation.account("admin"), "invite", { role: "dpo", label: marker }, { today });
  return organisation;
}

/** An access token of a new session of the account: with a fresh code, without, or of a session that has ended. */
async function tokenOf(
  db: Database,
  { gateway }: Served,
  account: string,
  kind: "code" | "none" | "ended",
): Promise<string> {
  const email = `${account}@members.repere.invalid`;
  await owned(
    db,
    "insert into auth.users (id, email, password) values ($1, $2, 'none') on conflict do nothing",
    [account, email],
  );
  const person = { id: account, email };
  const now = gateway.now();
  const { session } = await asOwner(gateway, (query) => openSession(query, account, now));
  if (kind === "code") {
    const [factor] = await owned(
      db,
      `insert into auth.mfa_factors (user_id, status, secret, created_at, updated_at)
       values ($1, 'verified', 'none', now(), now()) returning id`,
      [account],
    );
    const raise = { account, session: session.id, factor: String(factor?.["id"]) };
    const raised = await asOwner(gateway, (query) => raiseSession(query, raise, now));
    return signAccess(gateway.keys, person, raised.session, now);
  }
  const token = await signAccess(gateway.keys, person, session, now);
  if (kind === "ended") await owned(db, "delete from auth.sessions where id = $1", [session.id]);
  return token;
}

async function idsOf(db: Database, organisations: readonly TestOrganisation[]): Promise<string[]> {
  const ids: string[] = [randomUUID()];
  for (const { id } of organisations) {
    const rows = await owned(
      db,
      `select id::text from org.team where organisation_id = $1
       union all select id::text from org.sector where organisation_id = $1
       union all select id::text from field.import_batch where organisation_id = $1
       union all select id::text from org.invitation where organisation_id = $1
       union all select id::text from field.round where organisation_id = $1`,
      [id],
    );
    ids.push(id, ...rows.map((row) => String(row["id"])));
  }
  return ids;
}

/** Accounts and hashes: nothing of them may stand in any answer. */
async function secretsOf(db: Database): Promise<string[]> {
  const rows = await owned(
    db,
    `select user_id::text as secret from org.member
     union all select encode(code_hash, 'hex') from org.invitation
     union all select encode(hash, 'hex') from auth.refresh_tokens`,
  );
  return rows.map((row) => String(row["secret"]));
}
