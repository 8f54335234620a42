import type { Query } from "../local/database/database.ts";
import { column } from "./columns.ts";
import type { Loaded } from "./load-organisation.ts";
import type { DemoEncounter, DemoRecords, DemoVisit } from "./records.ts";

/** Rows in one statement. */
const ROWS = 4000;

type Told = (done: number, total: number) => void;

/** Ids of rounds, visits and encounters are derived from the organisation and their index, so that no id is sent twice. */
const ID = (part: string, index: string) => `field.part_id($1::uuid, '${part}/' || ${index})`;

/** Writes rounds, visits, encounters and contacts, some thousands in a statement. */
export async function loadRecords(
  query: Query,
  loaded: Loaded,
  records: DemoRecords,
  told: Told,
): Promise<void> {
  const { rounds, visits, encounters, contacts } = records;
  const lists = [rounds, visits, encounters, contacts];
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  let done = 0;
  const steps = [loadRounds, loadVisits, loadEncounters, loadContacts] as const;
  for (const step of steps) {
    await step(query, loaded, records, (rows) => {
      done += rows;
      told(done, total);
    });
  }
}

/** Runs one statement for each slice: $1 is the organisation, $2 the index of the slice's first row. */
async function inSlices<T>(
  query: Query,
  list: readonly T[],
  sql: string,
  params: (slice: readonly T[]) => unknown[],
  organisation: string,
  told: (rows: number) => void,
): Promise<void> {
  for (let from = 0; from < list.length; from += ROWS) {
    const slice = list.slice(from, from + ROWS);
    await query(sql, [organisation, from, ...params(slice)]);
    told(slice.length);
  }
}

async function loadRounds(query: Query, loaded: Loaded, { rounds }: DemoRecords, told: (n: number) => void) {
  const sql = `
    with given as (
      select ${ID("round", "($2 + g.n - 1)")} as id, g.*
      from unnest(
        $3::text::uuid[], $4::text::date[], $5::text::field.slot[], $6::text::uuid[], $7::text::uuid[],
        $8::text::field.travel_mode[], $9::text::uuid[], $10::text::field.round_status[], $11::text::text[]
      ) with ordinality as g (team, day, slot, lead, partner, mode, sector, status, reject_code, n)
    ),
    made as (
      insert into field.round (
        id, organisation_id, team_id, service_date, slot, lead_member, mode, sector_id, planned_minutes, status,
        reject_code
      )
      select id, $1::uuid, team, day, slot, lead, mode, sector, 240, status, reject_code from given
    )
    insert into field.round_member (round_id, member_id)
    select g.id, m from given g cross join unnest(array[g.lead, g.partner]) m`;
  await inSlices(
    query,
    rounds,
    sql,
    (slice) => [
      column(slice, ({ team }) => loaded.teams[team]),
      column(slice, ({ serviceDate }) => serviceDate),
      column(slice, ({ slot }) => slot),
      column(slice, ({ members }) => loaded.educators[members[0]]),
      column(slice, ({ members }) => loaded.educators[members[1]]),
      column(slice, ({ mode }) => mode),
      column(slice, ({ sector }) => loaded.sectors[sector]),
      column(slice, ({ status }) => status),
      column(slice, ({ rejectCode }) => rejectCode),
    ],
    loaded.organisation,
    told,
  );
}

async function loadVisits(query: Query, loaded: Loaded, { visits }: DemoRecords, told: (n: number) => void) {
  const sql = `
    insert into field.visit (
      id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, site_id, received_at
    )
    select ${ID("visit", "($2 + g.n - 1)")}, $1::uuid, ${ID("round", "g.round")}, g.recorder, g.cell, g.day, g.slot,
      g.minutes, g.outcome, ${ID("site", "g.site")}, least(g.received_at, release.now())
    from unnest(
      $3::text::integer[], $4::text::uuid[], $5::text::integer[], $6::text::date[], $7::text::field.slot[],
      $8::text::integer[], $9::text::field.visit_outcome[], $10::text::integer[], $11::text::timestamptz[]
    ) with ordinality as g (round, recorder, cell, day, slot, minutes, outcome, site, received_at, n)`;
  const params = (slice: readonly DemoVisit[]) => [
    column(slice, ({ round }) => round),
    column(slice, ({ recorder }) => loaded.recorders[recorder]),
    column(slice, ({ cell }) => cell),
    column(slice, ({ serviceDate }) => serviceDate),
    column(slice, ({ slot }) => slot),
    column(slice, ({ minutes }) => minutes),
    column(slice, ({ outcome }) => outcome),
    column(slice, ({ site }) => site),
    column(slice, ({ receivedAt }) => receivedAt),
  ];
  await inSlices(query, visits, sql, params, loaded.organisation, told);
}

async function loadEncounters(
  query: Query,
  { organisation }: Loaded,
  { encounters }: DemoRecords,
  told: (n: number) => void,
) {
  const sql = `
    insert into field.encounter (
      id, organisation_id, visit_id, service_date, place_kind, living_district, previous_district
    )
    select ${ID("encounter", "($2 + g.n - 1)")}, $1::uuid, ${ID("visit", "g.visit")}, g.day, g.place_kind, g.living,
      g.previous
    from unnest(
      $3::text::integer[], $4::text::date[], $5::text::field.place_kind[], $6::text::integer[], $7::text::integer[]
    ) with ordinality as g (visit, day, place_kind, living, previous, n)`;
  const params = (slice: readonly DemoEncounter[]) => [
    column(slice, ({ visit }) => visit),
    column(slice, ({ serviceDate }) => serviceDate),
    column(slice, ({ placeKind }) => placeKind),
    column(slice, ({ livingDistrict }) => livingDistrict),
    column(slice, ({ previousDistrict }) => previousDistrict),
  ];
  await inSlices(query, encounters, sql, params, organisation, told);
}

/** Contacts keep the ids and contributors that the database draws: nothing refers to them. */
async function loadContacts(
  query: Query,
  { organisation }: Loaded,
  { contacts }: DemoRecords,
  told: (n: number) => void,
) {
  const sql = `
    insert into field.contact (
      id, organisation_id, encounter_id, service_date, gender, age_band, first_time, seen_recently
    )
    select gen_random_uuid(), $1::uuid, e.id, g.day, g.gender, g.age_band, g.first_time, g.seen_recently
    from unnest(
      $3::text::integer[], $4::text::date[], $5::text::field.gender[], $6::text::field.age_band[],
      $7::text::boolean[], $8::text::boolean[]
    ) with ordinality as g (encounter, day, gender, age_band, first_time, seen_recently, n)
    join (
      select i, ${ID("encounter", "i")} as id from generate_series($9::integer, $10::integer) i
    ) e on e.i = g.encounter
    where $2::integer >= 0`;
  await inSlices(
    query,
    contacts,
    sql,
    (slice) => [
      column(slice, ({ encounter }) => encounter),
      column(slice, ({ serviceDate }) => serviceDate),
      column(slice, ({ gender }) => gender),
      column(slice, ({ ageBand }) => ageBand),
      column(slice, ({ firstTime }) => firstTime),
      column(slice, ({ seenRecently }) => seenRecently),
      slice[0]?.encounter ?? 0,
      slice.at(-1)?.encounter ?? 0,
    ],
    organisation,
    told,
  );
}
