import { randomUUID } from "node:crypto";
import { addDays } from "../../src/domain/slot.ts";
import type { Database } from "../../supabase/local/database/database.ts";
import { owned } from "../local/harness/calls.ts";
import { makeOrganisation } from "../local/harness/organisation.ts";
import { insertRecords, type TestRecord } from "../local/harness/records.ts";
import { FIRST, TODAY } from "../local/planning/plan-world.ts";

/** The accounts and ids that the work of a series needs. */
export interface World {
  readonly organisation: string;
  readonly team: string;
  readonly lead: string;
  readonly educator: string;
}

/** Day of the service clock in every series. */
export const DAY = TODAY;

const FROM = "2025-12-29";
const DAYS = 150;
const A_DAY = 8;

/**
 * An invented association: two teams, one lead and one educator with accounts, and 21 weeks of records of both teams
 * in 5 × 5 cells, so that a dozen windows are due and show something.
 */
export async function fillWorld(db: Database): Promise<World> {
  const made = await makeOrganisation(db, { members: { lead: 1, educator: 2 } });
  const emails = { lead: "lead@invented.example", educator: "educator@invented.example" };
  for (const role of ["lead", "educator"] as const) {
    await owned(db, "insert into auth.users (id, email, password) values ($1, $2, '')", [
      made.account(role),
      emails[role],
    ]);
  }
  const records = Array.from({ length: DAYS * A_DAY }, (_, n): TestRecord => {
    const team = n % 2;
    return {
      account: made.account("educator", team),
      team: made.team(team),
      cell: FIRST + (n % 5) * 10_000 + (Math.floor(n / 5) % 5),
      service_date: addDays(FROM, Math.floor(n / A_DAY)),
      count: 1 + (n % 4),
      gender: n % 3 === 0 ? "girl" : "boy",
      age_band: n % 2 === 0 ? "16-17" : "13-15",
    };
  });
  await insertRecords(db, made.id, records);
  return { organisation: made.id, team: made.team(), ...emails };
}

/** A planned round of the day for the world's educator, for a phone to fill; written past the calendar. */
export async function planRound(db: Database, world: World): Promise<string> {
  const round = randomUUID();
  await owned(
    db,
    `insert into field.round (id, organisation_id, team_id, service_date, slot, status, lead_member)
     select $1, m.organisation_id, m.team_id, $2, 'evening', 'planned', m.id
     from org.member m join auth.users u on u.id = m.user_id where u.email = $3`,
    [round, DAY, world.educator],
  );
  return round;
}
