import type { Context } from "hono";
import type { Query } from "../database/database.ts";
import { asOwner, type Gateway } from "../gateway.ts";
import { clientAddress } from "../http/client-address.ts";
import { insertAccount } from "./accounts.ts";
import { sessionAnswer, userOf } from "./answers.ts";
import { addressCounter, countTry, forgiveTry, invitationCounter } from "./attempts.ts";
import { AuthRefused } from "./auth-error.ts";
import { type Body, emailOf, requireEmail, requirePassword, textOf } from "./credentials.ts";
import { hashPassword } from "./password.ts";
import { openSession } from "./sessions.ts";

/**
 * POST /signup: an account for the holder of a usable invitation (`options.data.invitation`); for any other
 * code, or none, one answer. `api.join` then binds the account.
 */
export async function signUp(gateway: Gateway, c: Context, body: Body): Promise<Response> {
  const code = invitationOf(body);
  const address = addressCounter(gateway.keys, clientAddress(gateway, c));
  await asOwner(gateway, (query) => countTry(query, [address], gateway.now()));
  if (!code || !(await asOwner(gateway, (query) => isUsable(query, code)))) {
    throw new AuthRefused("signup_disabled");
  }
  const email = emailOf(body);
  const password = textOf(body, "password");
  requireEmail(email);
  requirePassword(password);
  const invitation = invitationCounter(gateway.keys, normal(code));
  await asOwner(gateway, (query) => countTry(query, [invitation], gateway.now()));
  const hash = await hashPassword(password);
  const id = await asOwner(gateway, (query) => takeInvitation(query, code, email, hash));
  const opened = await asOwner(
    gateway,
    async (query) => {
      await forgiveTry(query, invitation, address);
      await query("update auth.users set last_sign_in_at = $2 where id = $1", [
        id,
        gateway.now().toISOString(),
      ]);
      const session = await openSession(query, id, gateway.now());
      // It has no membership yet: the log is that of the organisation that invited it.
      await query(
        `select audit.write('account_created', $1, '{}',
           (select i.organisation_id from org.invitation i where i.code_hash = org.code_hash($2::text)))`,
        [id, code],
      );
      return { ...session, user: await userOf(query, id) };
    },
    { sub: id, role: "authenticated" },
  );
  return c.json(await sessionAnswer(gateway, opened.user, opened.session, opened.refreshToken));
}

/** The same code however it is written (org.code_hash), so that it has one counter. */
function normal(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}

function invitationOf(body: Body): string | undefined {
  const { data } = body;
  if (typeof data !== "object" || data === null || !("invitation" in data)) return undefined;
  const { invitation } = data;
  return typeof invitation === "string" && invitation.length <= 100 ? invitation : undefined;
}

const USABLE = `
  select i.id from org.invitation i
  where i.code_hash = org.code_hash($1::text)
    and i.used_at is null and i.revoked_at is null and i.expires_at > release.now()`;

async function isUsable(query: Query, code: string): Promise<boolean> {
  return (await query(USABLE, [code])).rows.length > 0;
}

/**
 * One account for an invitation: an account that was made with it and never joined (a mistyped password, a
 * closed tab) gives way to the new one.
 */
async function takeInvitation(query: Query, code: string, email: string, hash: string): Promise<string> {
  if ((await query(`${USABLE} for update`, [code])).rows.length === 0)
    throw new AuthRefused("signup_disabled");
  await query(
    `delete from auth.users u where u.invitation = org.code_hash($1::text)
       and not exists (select from org.member m where m.user_id = u.id)`,
    [code],
  );
  const id = await insertAccount(query, email, hash, code);
  if (id === undefined) throw new AuthRefused("user_already_exists");
  return id;
}
