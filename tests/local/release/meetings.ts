import { randomUUID } from "node:crypto";
import type { AgeBand, Gender, PlaceKind, VisitOutcome } from "../../../src/domain/place-kind.ts";
import type { Database, Query } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";

/** A youth of a meeting; everything about them is invented. */
export interface Youth {
  readonly contributor: string;
  readonly gender?: Gender;
  readonly age_band?: AgeBand;
  readonly seen_recently?: boolean;
}

/** A visit, in a round of its own, with at most one encounter. */
export interface Meeting {
  /** Id of a recorder row. */
  readonly recorder: string;
  readonly column_recorder?: string;
  readonly batch?: string;
  readonly team: string;
  readonly cell: number;
  readonly day: string;
  readonly received_at?: string;
  readonly status?: string;
  readonly outcome?: VisitOutcome;
  readonly site?: string;
  readonly place_kind?: PlaceKind;
  readonly youths: readonly Youth[];
}

const INSERT = `
with given as materialized (
  select gen_random_uuid() as id, g.* from jsonb_to_recordset($2::jsonb) as g (
    recorder uuid, column_recorder uuid, batch uuid, team uuid, cell integer, day date, received_at timestamptz,
    status text, outcome text, site uuid, place_kind text, youths jsonb
  )
),
rounds as (
  insert into field.round (id, organisation_id, team_id, service_date, slot, status, batch_id)
  select id, $1::uuid, team, day, 'evening', coalesce(status, 'done')::field.round_status, batch from given
),
visits as (
  insert into field.visit (id, organisation_id, round_id, recorder_id, column_recorder_id, batch_id, cell,
    service_date, slot, minutes, outcome, site_id, received_at)
  select id, $1, id, recorder, column_recorder, batch, cell, day, 'evening', 20,
    coalesce(outcome, case when jsonb_array_length(youths) > 0 then 'met' else 'nobody' end)::field.visit_outcome,
    site, coalesce(received_at, day + time '20:00')
  from given
),
encounters as (
  insert into field.encounter (id, organisation_id, visit_id, service_date, place_kind)
  select id, $1, id, day, coalesce(place_kind, 'wandering')::field.place_kind
  from given where jsonb_array_length(youths) > 0
)
insert into field.contact (id, organisation_id, encounter_id, service_date, gender, age_band, seen_recently, contributor)
select gen_random_uuid(), $1, g.id, g.day, coalesce(y ->> 'gender', '?')::field.gender,
  coalesce(y ->> 'age_band', '?')::field.age_band, coalesce((y ->> 'seen_recently')::boolean, false),
  (y ->> 'contributor')::uuid
from given g cross join lateral jsonb_array_elements(g.youths) y`;

/** Adds invented meetings, past the writers' rules. */
export async function insertMeetings(
  db: Database,
  organisation: string,
  meetings: readonly Meeting[],
): Promise<void> {
  await db.transaction({}, null, (query) => insertMeetingsIn(query, organisation, meetings));
}

/** `insertMeetings` inside a transaction that is already open. */
export async function insertMeetingsIn(
  query: Query,
  organisation: string,
  meetings: readonly Meeting[],
): Promise<void> {
  for (let from = 0; from < meetings.length; from += 5000) {
    await query(INSERT, [organisation, JSON.stringify(meetings.slice(from, from + 5000))]);
  }
}

/** Makes recorder rows of invented accounts and returns their ids. */
export async function makeRecorders(
  db: Database,
  organisation: string,
  count: number,
  countsFrom = "2020-01-01",
): Promise<string[]> {
  const rows = await owned(
    db,
    `insert into field.recorder (organisation_id, user_id, counts_from)
     select $1, gen_random_uuid(), $3::date from generate_series(1, $2::integer) returning id`,
    [organisation, count, countsFrom],
  );
  return rows.map((row) => String(row["id"]));
}

/** So many youths with new contributors. */
export function youths(count: number, about: Omit<Youth, "contributor"> = {}): Youth[] {
  return Array.from({ length: count }, () => ({ contributor: randomUUID(), ...about }));
}
