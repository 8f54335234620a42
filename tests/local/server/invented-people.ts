import { createAccount } from "../../../supabase/local/auth/accounts.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { makeOrganisation } from "../harness/organisation.ts";

/** A password long enough for an invitation; everybody in these tests is invented. */
export const PASSWORD = "invented password";

let made = 0;

/** An identifier that no other test uses, as the page sends it. */
export function newEmail(): string {
  made += 1;
  return `person-${process.pid}-${made}@members.repere.invalid`;
}

/** An organisation and the code of an invitation to be its admin. */
export async function invitation(db: Database): Promise<{ organisation: string; code: string }> {
  const organisation = await makeOrganisation(db, { members: {} });
  return { organisation: organisation.id, code: await inviteAdmin(db, organisation.id) };
}

/** The code of an invitation to be an admin. */
export function inviteAdmin(db: Database, organisation: string): Promise<string> {
  return db.transaction({}, null, async (query) => {
    const { rows } = await query("select org.create_invitation($1, 'admin', null, '', null) as code", [
      organisation,
    ]);
    return String(rows[0]?.["code"]);
  });
}

/** An account that can sign in and belongs to nobody. */
export async function newAccount(db: Database): Promise<{ id: string; email: string; password: string }> {
  const email = newEmail();
  return { id: await createAccount(db, { email, password: PASSWORD }), email, password: PASSWORD };
}

/** An account that is the admin of an organisation of its own. */
export async function newAdmin(
  db: Database,
): Promise<{ id: string; email: string; password: string; organisation: string }> {
  const account = await newAccount(db);
  const { id: organisation } = await makeOrganisation(db, { members: {} });
  await db.transaction({}, null, (query) =>
    query("insert into org.member (user_id, organisation_id, role) values ($1, $2, 'admin')", [
      account.id,
      organisation,
    ]),
  );
  return { ...account, organisation };
}
