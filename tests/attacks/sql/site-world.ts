import { randomUUID } from "node:crypto";
import type { Database, Query } from "../../../supabase/local/database/database.ts";
import { owned } from "../../local/harness/calls.ts";
import { makeOrganisation, type TestOrganisation } from "../../local/harness/organisation.ts";
import { insertMeetings, makeRecorders } from "../../local/release/meetings.ts";
import { PUBLISHING } from "../../local/release/publishing.ts";
import { CELL, insertSites, QUARTER } from "../../local/sites/places.ts";

/** Cells along the edge of the square that a site is in. */
export const EDGE = 8;
const LAST_ROUND = "2024-04-16";
const TODAY = "2024-04-19";
const EVICTED_ON = "2024-04-17";

export interface World {
  readonly organisation: TestOrganisation;
  /** The site that is looked for, visited by its team. */
  readonly site: string;
}

/** The nth cell of the square, row by row from the south-west. */
export function cellAt(at: number): number {
  return CELL + (at % EDGE) + Math.floor(at / EDGE) * 10_000;
}

/** An association with five open sites in the square and one that its team visits, in a round with five ordinary stops. */
export async function makeWorld(db: Database): Promise<World> {
  const organisation = await makeOrganisation(db, {
    members: { lead: 2, educator: 1, dpo: 1, admin: 1, researcher: 1 },
  });
  const [site = ""] = await insertSites(db, organisation.id, [
    { cell: CELL, openedOn: "2023-06-05" },
    ...Array.from({ length: 5 }, () => ({ cell: CELL })),
  ]);
  const [recorder = ""] = await makeRecorders(db, organisation.id, 1);
  const visit = { recorder, team: organisation.team(), youths: [] };
  const ordinary = [1, 2, 3, 4, 5].map((nth) => cellAt(9 * nth));
  await insertMeetings(db, organisation.id, [
    ...ordinary.map((cell) => ({ ...visit, cell, day: LAST_ROUND })),
    ...["2024-03-05", "2024-03-19", LAST_ROUND].map((day) => ({ ...visit, cell: CELL, day, site })),
  ]);
  const round = randomUUID();
  await owned(
    db,
    `insert into field.round (id, organisation_id, team_id, service_date, slot, status) values ($1, $2, $3, $4, 'evening', 'done')`,
    [round, organisation.id, organisation.team(), LAST_ROUND],
  );
  await owned(
    db,
    `insert into field.stop (id, round_id, position, cell, site_id)
     select gen_random_uuid(), $1, c.nth, c.cell, case when c.nth = 1 then $3::uuid end from unnest($2::integer[]) with ordinality c (cell, nth)`,
    [round, [CELL, ...ordinary], site],
  );
  await owned(
    db,
    `update field.visit v set round_id = $1, stop_id = s.id from field.stop s
     where s.round_id = $1 and s.cell = v.cell and v.organisation_id = $2 and v.service_date = $3`,
    [round, organisation.id, LAST_ROUND],
  );
  return { organisation, site };
}

/**
 * Works in a world whose site lies in this cell, was evicted there and published; nothing of it is kept. Stops and visits
 * that are for the site lie there too, or stay where they are: then they are for a site only if it is there.
 */
export function inWorld<Value>(
  db: Database,
  world: World,
  { cell, moves }: { cell: number; moves: boolean },
  work: (query: Query) => Promise<Value>,
): Promise<Value> {
  return db.transaction({ ...PUBLISHING, "repere.today": TODAY }, null, async (query) => {
    await query("savepoint before");
    for (const table of ["visit", "stop"]) {
      if (moves) await query(`update field.${table} set cell = $2 where site_id = $1`, [world.site, cell]);
      else
        await query(`update field.${table} set site_id = null where site_id = $1 and cell <> $2`, [
          world.site,
          cell,
        ]);
    }
    await query("update field.site set cell = $2, state = 'evicted', closed_on = $3 where id = $1", [
      ...[world.site, cell, EVICTED_ON],
    ]);
    await query("select 1 from release.publish_sites($1, $2, $3, null)", [
      ...[world.organisation.id, QUARTER.startsOn, QUARTER.endsOn],
    ]);
    const value = await work(query);
    await query("rollback to before");
    return value;
  });
}
