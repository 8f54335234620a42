import { addDays } from "../../src/domain/slot.ts";
import { makeOrganisation } from "../local/harness/organisation.ts";
import type { BenchDatabase } from "./databases.ts";

const TEAMS = 3;
const EDUCATORS_PER_TEAM = 4;
const VISITS_PER_DAY_AT_LEAST = 12;
/** 20 × 20 km. */
const CELLS = `select array_agg((2880 + n) * 10000 + 3750 + e order by (n * 7 + e * 13) % 400, n, e)
  from generate_series(0, 19) n, generate_series(0, 19) e`;

/** An organisation with so many invented contacts over so many weeks from a Monday. */
export interface ManyContacts {
  readonly contacts: number;
  readonly weeks: number;
  /** First day, a Monday that begins a 13-week window. */
  readonly from: string;
}

export interface MadeOrganisation {
  readonly id: string;
  /** auth.uid() of its lead. */
  readonly lead: string;
  /** Last day with records. */
  readonly until: string;
  /** A day on which every window is due. */
  readonly today: string;
}

/**
 * Makes an organisation and fills it in the database itself, past foreign keys: four contacts a visit, two an
 * encounter, two in five seen recently; cells are drawn with the square of a uniform number, so that some are busy.
 */
export async function makeManyContacts(
  { db, superuser }: BenchDatabase,
  wish: ManyContacts,
): Promise<MadeOrganisation> {
  const made = await makeOrganisation(db, {
    teams: Array.from({ length: TEAMS }, (_, at) => `Équipe inventée ${at + 1}`),
    members: { lead: 1, educator: TEAMS * EDUCATORS_PER_TEAM },
    fictitious: true,
  });
  const days = wish.weeks * 7;
  await superuser(fillStatements(made.id, wish, days));
  const until = addDays(wish.from, days - 1);
  return { id: made.id, lead: made.account("lead"), until, today: addDays(until, 22) };
}

function fillStatements(organisation: string, { contacts, from }: ManyContacts, days: number): string {
  const visits = Math.max(Math.ceil(contacts / 4), days * VISITS_PER_DAY_AT_LEAST);
  const id = (part: string, index: string) => `md5('${organisation}/${part}/' || ${index})::uuid`;
  const dayOf = (visit: string) => `date '${from}' + ((${visit})::bigint * ${days} / ${visits})::integer`;
  const org = `'${organisation}'::uuid`;
  return `
set session_replication_role = replica;
select setseed(0.42);
insert into field.recorder (organisation_id, user_id, counts_from)
select organisation_id, user_id, date '1990-01-01' from org.member where organisation_id = ${org} and role = 'educator';
insert into org.sector (organisation_id, team_id, name)
select organisation_id, id, name from org.team where organisation_id = ${org};
insert into org.sector_cell (sector_id, cell)
select s.id, c.cell
from (select id, row_number() over (order by name) - 1 as n from org.sector where organisation_id = ${org}) s
join (select unnest(cells) as cell, generate_subscripts(cells, 1) as at from (${CELLS}) k (cells)) c
  on c.at % ${TEAMS} = s.n;
create temporary table team_of as
select t.id, row_number() over (order by t.name) - 1 as n,
  (select array_agg(k.id order by k.id) from field.recorder k join org.member m on m.user_id = k.user_id where m.team_id = t.id)
    as recorders,
  (select array_agg(c.cell order by md5(c.cell::text)) from org.sector s join org.sector_cell c on c.sector_id = s.id
    where s.team_id = t.id) as cells
from org.team t where t.organisation_id = ${org};
insert into field.round (id, organisation_id, team_id, service_date, slot, status)
select ${id("round", `day || '/' || t.n || '/' || slot`)}, ${org}, t.id, day::date, slot, 'validated'
from generate_series(date '${from}', date '${from}' + ${days - 1}, interval '1 day') d (stamp)
cross join lateral (select d.stamp::date as day) k
cross join team_of t cross join unnest(enum_range(null::field.slot)) slot;
insert into field.visit
  (id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, received_at)
select ${id("visit", "i")}, ${org}, ${id("round", `day || '/' || t.n || '/' || slot`)},
  t.recorders[1 + floor(u1 * ${EDUCATORS_PER_TEAM})::integer],
  t.cells[1 + floor(u2 * u2 * cardinality(t.cells))::integer], day, slot, 25, 'met', day + time '23:00'
from (
  select i, ${dayOf("i")} as day, floor(random() * ${TEAMS})::integer as team, random() as u1, random() as u2,
    (enum_range(null::field.slot))[1 + floor(random() * 4)::integer] as slot
  from generate_series(0, ${visits - 1}) i
  offset 0
) v join team_of t on t.n = v.team;
insert into field.encounter (id, organisation_id, visit_id, service_date, place_kind)
select ${id("encounter", "i")}, ${org}, ${id("visit", `(i * ${visits}::bigint / ${Math.ceil(contacts / 2)})`)},
  ${dayOf(`i * ${visits}::bigint / ${Math.ceil(contacts / 2)}`)},
  case when random() < 0.3 then 'activity' else 'wandering' end::field.place_kind
from generate_series(0, ${Math.ceil(contacts / 2) - 1}) i;
insert into field.contact (id, organisation_id, encounter_id, service_date, gender, age_band, seen_recently)
select gen_random_uuid(), ${org}, ${id("encounter", "(i / 2)")},
  ${dayOf(`(i / 2) * ${visits}::bigint / ${Math.ceil(contacts / 2)}`)},
  (enum_range(null::field.gender))[1 + floor(random() * 2)::integer],
  (enum_range(null::field.age_band))[3 + floor(random() * 3)::integer],
  random() < 0.4
from generate_series(0, ${contacts - 1}) i;
drop table team_of;
set session_replication_role = origin;`;
}

/** Adds the raw rows that a heatmap without releases would ask: with their cell worked out, and with a point in it. */
export function rawRows(organisation: string): string {
  return `
create schema if not exists bench;
drop table if exists bench.raw;
select setseed(0.7);
create table bench.raw as
select c.organisation_id, c.service_date, c.seen_recently, e.place_kind, v.cell,
  extensions.st_setsrid(extensions.st_makepoint(
    (v.cell % 10000 + random()) * 1000, (v.cell / 10000 + random()) * 1000
  ), 3035) as point
from field.contact c join field.encounter e on e.id = c.encounter_id join field.visit v on v.id = e.visit_id
where c.organisation_id = '${organisation}';
create index on bench.raw (organisation_id, service_date);
grant usage on schema bench to repere_owner;
grant select on bench.raw to repere_owner;
analyze bench.raw;`;
}
