import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "../release/meetings.ts";
import { PUBLISHING } from "../release/publishing.ts";

/** A living site made for a test; everything about it is invented. */
export interface Place {
  readonly cell: number;
  readonly band?: number;
  readonly state?: "active" | "evicted" | "left" | "rehoused";
  readonly openedOn?: string;
  readonly closedOn?: string | null;
}

/** Adds living sites past the writers' rules and returns their ids, in the order given. */
export async function insertSites(
  db: Database,
  organisation: string,
  places: readonly Place[],
): Promise<string[]> {
  const rows = await owned(
    db,
    `insert into field.site (organisation_id, code, cell, kind, state, residents_band, opened_on, closed_on)
     select $1, upper(substr(md5(random()::text), 1, 12)), p.cell, 'squat', coalesce(p.state, 'active')::field.site_state,
       coalesce(p.band, 2), coalesce(p."openedOn", '2023-01-02'), p."closedOn"
     from rows from (jsonb_to_recordset($2::jsonb) as (
       cell integer, band smallint, state text, "openedOn" date, "closedOn" date
     )) with ordinality p order by p.ordinality
     returning id`,
    [organisation, JSON.stringify(places)],
  );
  return rows.map((row) => String(row["id"]));
}

/** Lower-left cell of an 8 km square. */
export const CELL = 28883760;
/** Window whose sites are published. */
export const QUARTER = { startsOn: "2024-01-01", endsOn: "2024-03-31" };
export const TODAY = "2024-04-14";

/** An organisation with one street visit, so that its territory is known: 3 × 3 squares around the one of CELL. */
export async function withTerritory(db: Database): Promise<TestOrganisation> {
  const organisation = await makeOrganisation(db, { teams: ["Équipe fictive"] });
  const [recorder = ""] = await makeRecorders(db, organisation.id, 1);
  const meeting = { recorder, team: organisation.team(), cell: CELL, day: "2024-01-03", youths: youths(1) };
  await insertMeetings(db, organisation.id, [meeting]);
  return organisation;
}

/** Publishes the quarter of sites and returns class by square, as stored. */
export async function publishSites(db: Database, organisation: string): Promise<Record<number, number>> {
  const rows = await owned(
    db,
    `with w as (select * from release.publish_sites($1, $2, $3, null)) select id from w`,
    [organisation, QUARTER.startsOn, QUARTER.endsOn],
    { ...PUBLISHING, "repere.today": TODAY },
  );
  const cells = await owned(db, "select square, class from release.site_cell where window_id = $1", [
    rows[0]?.["id"],
  ]);
  return Object.fromEntries(cells.map((row) => [Number(row["square"]), Number(row["class"])]));
}
