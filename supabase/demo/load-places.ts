import type { Query } from "../local/database/database.ts";
import { column } from "./columns.ts";
import type { DemoRecords } from "./records.ts";

const SITE_ID = (index: string) => `field.part_id($1::uuid, 'site/' || ${index})`;

/** Writes living sites with their history, before the visits that name them. */
export async function loadSites(query: Query, organisation: string, { sites }: DemoRecords): Promise<void> {
  await query(
    `insert into field.site (
       id, organisation_id, code, cell, kind, state, residents_band, minors_band, opened_on, closed_on
     )
     select ${SITE_ID("(s.n - 1)")}, $1::uuid, s.code, s.cell, s.kind, s.state, s.residents, s.minors, s.opened_on,
       s.closed_on
     from unnest(
       $2::text::text[], $3::text::integer[], $4::text::field.site_kind[], $5::text::field.site_state[],
       $6::text::smallint[], $7::text::smallint[], $8::text::date[], $9::text::date[]
     ) with ordinality as s (code, cell, kind, state, residents, minors, opened_on, closed_on, n)`,
    [
      organisation,
      column(sites, ({ code }) => code),
      column(sites, ({ cell }) => cell),
      column(sites, ({ kind }) => kind),
      column(sites, ({ state }) => state),
      column(sites, ({ residentsBand }) => residentsBand),
      column(sites, ({ minorsBand }) => minorsBand),
      column(sites, ({ openedOn }) => openedOn),
      column(sites, ({ closedOn }) => closedOn),
    ],
  );
  const events = sites.flatMap((site, index) => site.events.map((event) => ({ site: index, ...event })));
  await query(
    `insert into field.site_event (site_id, happened_on, state, moved_to_site, moved_to_district)
     select ${SITE_ID("e.site")}, e.happened_on, e.state, ${SITE_ID("e.moved")}, e.district
     from unnest(
       $2::text::integer[], $3::text::date[], $4::text::field.site_state[], $5::text::integer[], $6::text::integer[]
     ) as e (site, happened_on, state, moved, district)`,
    [
      organisation,
      column(events, ({ site }) => site),
      column(events, ({ on }) => on),
      column(events, ({ state }) => state),
      column(events, ({ movedToSite }) => movedToSite),
      column(events, ({ movedToDistrict }) => movedToDistrict),
    ],
  );
}

/** Writes field alerts, pending ones included. */
export async function loadAlerts(query: Query, organisation: string, { alerts }: DemoRecords): Promise<void> {
  await query(
    `insert into field.alert (organisation_id, cell, slot, source, received_on, due_on, outcome, closed_on)
     select $1::uuid, a.*
     from unnest(
       $2::text::integer[], $3::text::field.slot[], $4::text::field.alert_source[], $5::text::date[],
       $6::text::date[], $7::text::field.alert_outcome[], $8::text::date[]
     ) as a (cell, slot, source, received_on, due_on, outcome, closed_on)`,
    [
      organisation,
      column(alerts, ({ cell }) => cell),
      column(alerts, ({ slot }) => slot),
      column(alerts, ({ source }) => source),
      column(alerts, ({ receivedOn }) => receivedOn),
      column(alerts, ({ dueOn }) => dueOn),
      column(alerts, ({ outcome }) => outcome),
      column(alerts, ({ closedOn }) => closedOn),
    ],
  );
}
