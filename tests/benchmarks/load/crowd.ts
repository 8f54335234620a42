import { randomUUID } from "node:crypto";
import { hashPassword } from "../../../supabase/local/auth/password.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { DAY } from "../../faults/world.ts";
import { owned } from "../../local/harness/calls.ts";
import { publishAll } from "../../local/release/publishing.ts";
import type { Kind } from "../databases.ts";
import { makeManyContacts } from "../many-contacts.ts";

export const PASSWORD = "invented password";
/** One in five is a lead. */
const LEADS = 0.2;

/** An invented user of the load: an educator records visits in a round of the day, a lead imports small files. */
export interface LoadUser {
  readonly email: string;
  readonly role: "educator" | "lead";
  readonly team: string;
  readonly round: string;
}

export interface CrowdWish {
  readonly kind: Kind;
  readonly users: number;
  readonly contacts: number;
}

/** An organisation with 48 weeks of records, all its windows published, and so many accounts with a round of the day. */
export async function makeCrowd(
  db: Database,
  superuser: (sql: string) => Promise<void>,
  { kind, users, contacts }: CrowdWish,
): Promise<readonly LoadUser[]> {
  const close = () => Promise.resolve();
  const made = await makeManyContacts(
    { kind, db, superuser, close },
    { contacts, weeks: 48, from: "2025-06-30" },
  );
  await publishAll(db, made.id, DAY);
  const teams = await owned(db, "select id from org.team where organisation_id = $1 order by name", [
    made.id,
  ]);
  // One hash for all: whoever signs in is checked against it in earnest all the same.
  const hash = await hashPassword(PASSWORD);
  return Promise.all(
    Array.from({ length: users }, async (_, n): Promise<LoadUser> => {
      const user = {
        email: `user-${n}@invented.example`,
        role: n < users * LEADS ? ("lead" as const) : ("educator" as const),
        team: String(teams[n % teams.length]?.["id"]),
        round: randomUUID(),
      };
      await owned(
        db,
        `with account as (insert into auth.users (email, password) values ($1, $2) returning id),
         member as (
           insert into org.member (user_id, organisation_id, team_id, role, joined_at)
           select a.id, $3, $4, $5::org.role, timestamptz '2025-01-06' from account a returning id
         )
         insert into field.round (id, organisation_id, team_id, service_date, slot, status, lead_member)
         select $6, $3, $4, $7, 'evening', 'planned', m.id from member m`,
        [user.email, hash, made.id, user.team, user.role, user.round, DAY],
      );
      return user;
    }),
  );
}
