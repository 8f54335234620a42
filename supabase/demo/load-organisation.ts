import { addDays } from "../../src/domain/slot.ts";
import type { Query } from "../local/database/database.ts";
import type { DemoAccount } from "./accounts.ts";
import { arrayText, column } from "./columns.ts";
import type { DemoRecords } from "./records.ts";
import { TEAMS } from "./territory.ts";

/** Ids that the records need. Lists are in the order of TEAMS, of the sectors, and of the educators. */
export interface Loaded {
  readonly organisation: string;
  readonly teams: readonly string[];
  readonly sectors: readonly string[];
  readonly educators: readonly string[];
  readonly recorders: readonly string[];
}

export type KnownAccount = DemoAccount & { readonly userId: string };

/** Makes the organisation, its teams, members, recorders and sectors. */
export async function loadOrganisation(
  query: Query,
  records: DemoRecords,
  accounts: readonly KnownAccount[],
): Promise<Loaded> {
  const { rows } = await query(
    "select org.create_organisation($1, 'Europe/Paris', 3035, 0, 0, true)::text as id",
    ["Association fictive d’Île-de-France"],
  );
  const organisation = String(rows[0]?.["id"]);
  const teams = await ids(
    query,
    `insert into org.team (organisation_id, name) select $1::uuid, t from unnest($2::text::text[]) t
     returning id::text, name as key`,
    [organisation, arrayText(TEAMS.map(({ name }) => name))],
    TEAMS.map(({ name }) => name),
  );
  const joinedOn = addDays(records.firstDay, -60);
  const members = await loadMembers(query, { organisation, teams, joinedOn }, accounts);
  const educators = accounts.flatMap(({ role }, at) => (role === "educator" ? [at] : []));
  const users = educators.map((at) => accounts[at]?.userId ?? "");
  const recorders = await ids(
    query,
    // Demonstration data counts from its first day (privacy.md, "What counts").
    `insert into field.recorder (organisation_id, user_id, counts_from)
     select $1::uuid, u, $3::date from unnest($2::text::uuid[]) u returning id::text, user_id::text as key`,
    [organisation, arrayText(users), joinedOn],
    users,
  );
  return {
    organisation,
    teams,
    sectors: await loadSectors(query, organisation, teams, records),
    educators: educators.map((at) => members[at] ?? ""),
    recorders,
  };
}

async function loadMembers(
  query: Query,
  place: { organisation: string; teams: readonly string[]; joinedOn: string },
  accounts: readonly KnownAccount[],
): Promise<string[]> {
  const users = accounts.map(({ userId }) => userId);
  return ids(
    query,
    `insert into org.member (user_id, organisation_id, team_id, role, joined_at)
     select a.user_id, $1::uuid, a.team, a.role, ($2::date + time '09:00') at time zone 'Europe/Paris'
     from unnest($3::text::uuid[], $4::text::uuid[], $5::text::org.role[]) as a (user_id, team, role)
     returning id::text, user_id::text as key`,
    [
      place.organisation,
      place.joinedOn,
      arrayText(users),
      column(accounts, ({ team }) => (team === undefined ? undefined : place.teams[team])),
      column(accounts, ({ role }) => role),
    ],
    users,
  );
}

async function loadSectors(
  query: Query,
  organisation: string,
  teams: readonly string[],
  { sectors }: DemoRecords,
): Promise<string[]> {
  const made = await ids(
    query,
    `insert into org.sector (organisation_id, team_id, name, target_days)
     select $1::uuid, s.team, s.name, s.days
     from unnest($2::text::uuid[], $3::text::text[], $4::text::integer[]) as s (team, name, days)
     returning id::text, name as key`,
    [
      organisation,
      column(sectors, ({ team }) => teams[team]),
      column(sectors, ({ name }) => name),
      column(sectors, ({ targetDays }) => targetDays),
    ],
    sectors.map(({ name }) => name),
  );
  const cells = sectors.flatMap((sector, at) => sector.cells.map((cell) => ({ sector: made[at], cell })));
  await query(
    `insert into org.sector_cell (sector_id, cell)
     select c.sector, c.cell from unnest($1::text::uuid[], $2::text::integer[]) as c (sector, cell)`,
    [column(cells, ({ sector }) => sector), column(cells, ({ cell }) => cell)],
  );
  return made;
}

/** Runs an insert that returns `id` and `key`, and gives the ids in the order of the keys. */
async function ids(
  query: Query,
  sql: string,
  params: readonly unknown[],
  keys: readonly string[],
): Promise<string[]> {
  const { rows } = await query(sql, params);
  const byKey = new Map(rows.map((row) => [String(row["key"]), String(row["id"])]));
  return keys.map((key) => {
    const id = byKey.get(key);
    if (id === undefined) throw new Error("the database did not return what it was given");
    return id;
  });
}
