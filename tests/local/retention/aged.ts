import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "../release/meetings.ts";
import { publishAll } from "../release/publishing.ts";

/** Cells of a street, of a closed site and of a closed alert: none is the corner of its 8 km square. */
export const STREET = 28883763;
export const SITE_CELL = 28903765;
export const ALERT_CELL = 28913766;
/** The day on which retention is looked at, and the last service date that has come of age then. */
export const TODAY = "2026-03-15";
export const LAST_DAY = "2024-03-15";

/** An organisation with published records on both sides of the limit, and a closed site and alert on either side. */
export async function withAgedRecords(db: Database): Promise<TestOrganisation> {
  const organisation = await makeOrganisation(db, { teams: ["Équipe fictive"] });
  const recorders = await makeRecorders(db, organisation.id, 6);
  const [old, young] = [
    await closedSite(db, organisation, LAST_DAY),
    await closedSite(db, organisation, "2024-03-16"),
  ];
  const days = ["2024-01-10", "2024-02-20", LAST_DAY, "2024-03-16", "2024-05-01", "2024-07-01"];
  await insertMeetings(
    db,
    organisation.id,
    days.flatMap((day) => [
      ...recorders.map((recorder) => ({
        recorder,
        team: organisation.team(),
        cell: STREET,
        day,
        youths: youths(3),
      })),
      {
        recorder: recorders[0] ?? "",
        team: organisation.team(),
        cell: SITE_CELL,
        day,
        site: day <= LAST_DAY ? old : young,
        youths: [],
      },
    ]),
  );
  await addAlerts(db, organisation);
  await publishAll(db, organisation.id, "2024-09-01");
  return organisation;
}

async function closedSite(db: Database, organisation: TestOrganisation, closedOn: string): Promise<string> {
  const [row] = await owned(
    db,
    `insert into field.site (organisation_id, code, cell, kind, state, opened_on, closed_on)
     values ($1, $2, $3, 'squat', 'evicted', '2023-01-01', $4) returning id`,
    [organisation.id, `F-${closedOn.slice(-2)}`, SITE_CELL, closedOn],
  );
  await owned(
    db,
    "insert into field.site_event (site_id, happened_on, state, moved_to_district) values ($1, $2, 'evicted', 28803760)",
    [row?.["id"], closedOn],
  );
  return String(row?.["id"]);
}

/** Alerts closed on the limit, a day after it, and one that nobody ever closed; each with a stop in a round of its day. */
async function addAlerts(db: Database, organisation: TestOrganisation): Promise<void> {
  await owned(
    db,
    `with a as (
      insert into field.alert (organisation_id, cell, source, received_on, due_on, outcome, closed_on)
      values ($1, $2, 'partner', '2024-02-01', '2024-02-10', 'met', $3), ($1, $2, 'partner', '2024-02-01', '2024-02-10', 'met', '2024-03-16'),
        ($1, $2, 'partner', '2024-02-01', '2024-02-10', null, null)
      returning id, coalesce(closed_on, due_on) as day
    ), r as (
      insert into field.round (id, organisation_id, team_id, service_date, slot, status)
      select gen_random_uuid(), $1, $4, day, 'night', 'validated' from (select distinct day from a) d returning id, service_date
    )
    insert into field.stop (id, round_id, position, cell, alert_id)
    select gen_random_uuid(), r.id, 1, $2, a.id from a join r on r.service_date = a.day`,
    [organisation.id, ALERT_CELL, LAST_DAY, organisation.team()],
  );
}

/** How many rows of each table of `field` hold a number, in any column, of an organisation's rows or their parts. */
export async function rowsWith(db: Database, value: number): Promise<Record<string, number>> {
  const columns = await owned(
    db,
    `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'field'::regnamespace and c.relkind = 'r' and a.attnum > 0 and a.atttypid = 'integer'::regtype`,
  );
  const found: Record<string, number> = {};
  for (const { table, column } of columns) {
    const [row] = await owned(
      db,
      `select count(*)::integer as n from field."${table}" where "${column}" = $1`,
      [value],
    );
    if (Number(row?.["n"]) > 0) found[`${table}.${column}`] = Number(row?.["n"]);
  }
  return found;
}

/** Row counts and checksums of everything published. */
export async function releases(db: Database): Promise<unknown> {
  const tables = await owned(
    db,
    "select relname as name from pg_class where relnamespace = 'release'::regnamespace and relkind = 'r' order by 1",
  );
  const sums: unknown[] = [];
  for (const { name } of tables) {
    const [row] = await owned(
      db,
      `select count(*)::integer as rows, md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as sum from release."${name}" t`,
    );
    sums.push([name, row]);
  }
  return sums;
}
