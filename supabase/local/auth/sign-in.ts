import type { Context } from "hono";
import { asOwner, type Gateway } from "../gateway.ts";
import { clientAddress } from "../http/client-address.ts";
import { sessionAnswer, userOf } from "./answers.ts";
import { accountCounter, addressCounter, countTry, forgiveTry } from "./attempts.ts";
import { AuthRefused } from "./auth-error.ts";
import { type Body, emailOf, textOf } from "./credentials.ts";
import { isPassword } from "./password.ts";
import { openSession, refreshSession } from "./sessions.ts";

/** POST /token?grant_type=password: every failure has one answer, and takes about one time. */
export async function signIn(gateway: Gateway, c: Context, body: Body): Promise<Response> {
  const email = emailOf(body);
  const password = textOf(body, "password");
  const account = accountCounter(gateway.keys, email);
  const address = addressCounter(gateway.keys, clientAddress(gateway, c));
  const found = await asOwner(gateway, async (query) => {
    await countTry(query, [account, address], gateway.now());
    const { rows } = await query("select id, password from auth.users where email = $1", [email]);
    return rows[0];
  });
  const hash = found ? String(found["password"]) : undefined;
  const right = await isPassword(hash, password);
  if (!right || !found) throw new AuthRefused("invalid_credentials");
  const id = String(found["id"]);
  const opened = await asOwner(
    gateway,
    async (query) => {
      const signedIn = await query(
        "update auth.users set last_sign_in_at = $3 where id = $1 and password = $2 returning id",
        [id, hash, gateway.now().toISOString()],
      );
      // The password was changed meanwhile.
      if (signedIn.rows.length === 0) throw new AuthRefused("invalid_credentials");
      await forgiveTry(query, account, address);
      const session = await openSession(query, id, gateway.now());
      await query("select audit.write('signed_in', $1)", [session.session.id]);
      return { ...session, user: await userOf(query, id) };
    },
    { sub: id, role: "authenticated" },
  );
  return c.json(await sessionAnswer(gateway, opened.user, opened.session, opened.refreshToken));
}

/** POST /token?grant_type=refresh_token. */
export async function refresh(gateway: Gateway, c: Context, body: Body): Promise<Response> {
  const token = textOf(body, "refresh_token");
  // A refusal ends the session of a stolen token, so it must not roll back.
  const outcome = await asOwner(gateway, async (query) => {
    const refreshed = await refreshSession(query, gateway.keys, token, gateway.now());
    return refreshed.ok
      ? { ...refreshed.value, user: await userOf(query, refreshed.value.account.id) }
      : refreshed;
  });
  if ("error" in outcome) throw new AuthRefused(outcome.error);
  return c.json(await sessionAnswer(gateway, outcome.user, outcome.session, outcome.refreshToken));
}
