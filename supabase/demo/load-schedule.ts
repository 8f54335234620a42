import type { Query } from "../local/database/database.ts";
import { column } from "./columns.ts";
import type { Loaded } from "./load-organisation.ts";
import type { DemoPlan, DemoSchedule, DemoTemplate } from "./schedule.ts";

const ID = (part: string, index: string) => `field.part_id($1::uuid, '${part}/' || ${index})`;

/** Writes what teams repeat, what they have planned, and the stops of the last weeks' rounds. */
export async function loadSchedule(query: Query, loaded: Loaded, schedule: DemoSchedule): Promise<void> {
  await loadTemplates(query, loaded, schedule.templates);
  await loadPlans(query, loaded, schedule);
  await loadStops(query, loaded, schedule);
}

async function loadTemplates(query: Query, loaded: Loaded, templates: readonly DemoTemplate[]) {
  await query(
    `with given as (
       select ${ID("template", "(g.n - 1)")} as id, g.*
       from unnest(
         $2::text::uuid[], $3::text::uuid[], $4::text::smallint[], $5::text::field.slot[], $6::text::field.travel_mode[],
         $7::text::integer[], $8::text::integer[], $9::text::integer[], $10::text::uuid[], $11::text::uuid[]
       ) with ordinality as g (team, sector, weekday, slot, mode, start, minutes, leaves_at, lead, partner, n)
     ),
     made as (
       insert into field.round_template (
         id, organisation_id, team_id, sector_id, weekday, slot, mode, start_cell, end_cell, planned_minutes, leaves_at,
         lead_member, safety
       )
       select id, $1::uuid, team, sector, weekday, slot, mode, start, start, minutes, leaves_at, lead,
         case when slot = 'night' then '{together,phone_charged,lamp}' else '{together,phone_charged}' end::text[]
       from given
     )
     insert into field.template_member (template_id, member_id)
     select g.id, m from given g cross join unnest(array[g.lead, g.partner]) m`,
    [
      loaded.organisation,
      column(templates, ({ team }) => loaded.teams[team]),
      column(templates, ({ sector }) => loaded.sectors[sector]),
      column(templates, ({ weekday }) => weekday),
      column(templates, ({ slot }) => slot),
      column(templates, ({ mode }) => mode),
      column(templates, ({ start }) => start),
      column(templates, ({ minutes }) => minutes),
      column(templates, ({ leavesAt }) => leavesAt),
      column(templates, ({ members }) => loaded.educators[members[0]]),
      column(templates, ({ members }) => loaded.educators[members[1]]),
    ],
  );
}

/** Rounds have the ids that `api.fill_week` gives, so that filling this week again makes none twice. */
async function loadPlans(query: Query, loaded: Loaded, { plans }: DemoSchedule) {
  await query(
    `with given as (
       select field.part_id(t.id, g.day::text) as round_id, g.day, g.status, t.*
       from unnest($2::text::integer[], $3::text::date[], $4::text::field.round_status[]) as g (template, day, status)
       join field.round_template t on t.id = ${ID("template", "g.template")}
     ),
     made as (
       insert into field.round (
         id, organisation_id, team_id, service_date, slot, lead_member, mode, sector_id, planned_minutes, status,
         start_cell, end_cell, leaves_at, safety, template_id
       )
       select round_id, organisation_id, team_id, day, slot, lead_member, mode, sector_id, planned_minutes, status,
         start_cell, end_cell, leaves_at, safety, id
       from given
     )
     insert into field.round_member (round_id, member_id)
     select g.round_id, m.member_id from given g join field.template_member m on m.template_id = g.id`,
    [
      loaded.organisation,
      column(plans, ({ template }) => template),
      column(plans, ({ serviceDate }) => serviceDate),
      column(plans, ({ status }) => status),
    ],
  );
  const stops = plans.flatMap((plan) => plan.stops.map((cell, position) => ({ plan, cell, position })));
  await query(
    `insert into field.stop (id, round_id, position, cell, alert_id)
     select field.part_id(r.id, 'stop/' || g.position), r.id, g.position, g.cell,
       (
         select a.id from field.alert a
         where a.organisation_id = $1::uuid and a.cell = g.cell and a.outcome is null and (a.slot is null or a.slot = r.slot)
         order by a.due_on, a.id limit 1
       )
     from unnest($2::text::integer[], $3::text::date[], $4::text::smallint[], $5::text::integer[])
       as g (template, day, position, cell)
     join field.round r on r.id = field.part_id(${ID("template", "g.template")}, g.day::text)`,
    [
      loaded.organisation,
      column(stops, ({ plan }: { plan: DemoPlan }) => plan.template),
      column(stops, ({ plan }: { plan: DemoPlan }) => plan.serviceDate),
      column(stops, ({ position }) => position),
      column(stops, ({ cell }) => cell),
    ],
  );
}

async function loadStops(query: Query, loaded: Loaded, { stops, starts }: DemoSchedule) {
  await query(
    `with given as (
       select ${ID("stop", "(g.n - 1)")} as id, ${ID("round", "g.round")} as round_id, ${ID("visit", "g.visit")} as visit_id, g.*
       from unnest($2::text::integer[], $3::text::smallint[], $4::text::integer[], $5::text::integer[], $6::text::integer[])
         with ordinality as g (round, position, cell, site, visit, n)
     ),
     made as (
       insert into field.stop (id, round_id, position, cell, site_id)
       select id, round_id, position, cell, ${ID("site", "site")} from given
     )
     update field.visit v set stop_id = g.id from given g where v.id = g.visit_id`,
    [
      loaded.organisation,
      column(stops, ({ round }) => round),
      column(stops, ({ position }) => position),
      column(stops, ({ cell }) => cell),
      column(stops, ({ site }) => site),
      column(stops, ({ visit }) => visit),
    ],
  );
  // Every round of the past begins in the middle of its sector, so that the calendar can tell how long it took.
  await query(
    `update field.round r
     set start_cell = g.start, end_cell = g.start, leaves_at = 360 * array_position(enum_range(null::field.slot), r.slot) + 60
     from unnest($2::text::uuid[], $3::text::integer[]) as g (sector, start)
     where r.organisation_id = $1::uuid and r.sector_id = g.sector and r.start_cell is null`,
    [loaded.organisation, column(loaded.sectors, (id) => id), column(starts, (cell) => cell)],
  );
}
