import type { AgeBand, Gender, PlaceKind, VisitOutcome } from "../../../src/domain/place-kind.ts";
import type { Slot } from "../../../src/domain/slot.ts";
import type { Database } from "../../../supabase/local/database/database.ts";

/** One invented encounter (or, with nobody met, one visit) of an account. */
export interface TestRecord {
  /** Account that wrote it. */
  readonly account: string;
  readonly team: string;
  readonly cell: number;
  readonly service_date: string;
  readonly slot?: Slot;
  /** Youths met; 0 is a visit with nobody met. */
  readonly count?: number;
  readonly place_kind?: PlaceKind;
  readonly outcome?: VisitOutcome;
  readonly gender?: Gender;
  readonly age_band?: AgeBand;
  /** How many of them were already met in the last 4 weeks. */
  readonly seen_recently?: number;
  /** `done` where absent. */
  readonly status?: "draft" | "planned" | "running" | "done" | "validated" | "cancelled" | "rejected";
  /** When the server took it; the evening of its day where absent. */
  readonly received_at?: string;
}

// Each record is a round, a visit and (where anybody was met) an encounter of its own, all with the same id.
const INSERT = `
with given as materialized (
  select gen_random_uuid() as id, g.*,
    coalesce(g.slot, 'evening')::field.slot as in_slot, coalesce(g.count, 1) as youths,
    coalesce(g.received_at, g.service_date + time '20:00') as taken_at
  from jsonb_to_recordset($2::jsonb) as g (
    account uuid, team uuid, cell integer, service_date date, slot text, count integer, place_kind text,
    outcome text, gender text, age_band text, seen_recently integer, status text, received_at timestamptz
  )
),
recorders as (
  insert into field.recorder (organisation_id, user_id, counts_from)
  select distinct $1::uuid, account, date '2020-01-01' from given
  on conflict (organisation_id, user_id) do update set counts_from = field.recorder.counts_from
  returning id, user_id
),
rounds as (
  insert into field.round (id, organisation_id, team_id, service_date, slot, status)
  select id, $1, team, service_date, in_slot, coalesce(status, 'done')::field.round_status from given
),
visits as (
  insert into field.visit
    (id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, received_at)
  select g.id, $1, g.id, r.id, cell, service_date, in_slot, 20,
    coalesce(outcome, case when youths > 0 then 'met' else 'nobody' end)::field.visit_outcome, taken_at
  from given g join recorders r on r.user_id = g.account
),
encounters as (
  insert into field.encounter (id, organisation_id, visit_id, service_date, place_kind)
  select id, $1, id, service_date, coalesce(place_kind, 'wandering')::field.place_kind from given where youths > 0
)
insert into field.contact (id, organisation_id, encounter_id, service_date, gender, age_band, seen_recently)
select gen_random_uuid(), $1, id, service_date, coalesce(gender, '?')::field.gender,
  coalesce(age_band, '?')::field.age_band, n > youths - coalesce(seen_recently, 0)
from given cross join lateral generate_series(1, youths) n`;

/** Adds invented records by thousands, past the import's rules: one round, visit and encounter for each. */
export async function insertRecords(
  db: Database,
  organisation: string,
  records: readonly TestRecord[],
): Promise<void> {
  await db.transaction({}, null, async (query) => {
    for (let from = 0; from < records.length; from += 5000) {
      await query(INSERT, [organisation, JSON.stringify(records.slice(from, from + 5000))]);
    }
  });
}
