import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { encodeQR } from "qr";
import { asOwner, type Gateway } from "../gateway.ts";
import { clientAddress } from "../http/client-address.ts";
import { sessionAnswer, userOf } from "./answers.ts";
import { addressCounter, codeCounter, countTry, forgiveTry } from "./attempts.ts";
import { AuthRefused, type Refusal } from "./auth-error.ts";
import { personOf } from "./caller.ts";
import { type Body, textOf } from "./credentials.ts";
import { openSecret, sealSecret } from "./factor-secret.ts";
import { acceptCode, openChallenge, ownFactor, requireChallenge, requireRoom } from "./factors.ts";
import { raiseSession } from "./sessions.ts";
import { newSecret, stepOf, uriOf } from "./totp.ts";

const ISSUER = "Repère";

/** What a factor of another kind is told: authenticator apps are all there is. */
const OTHER_KINDS: Readonly<Record<string, Refusal>> = {
  phone: "mfa_phone_enroll_not_enabled",
  webauthn: "mfa_webauthn_enroll_not_enabled",
};

/** POST /factors: a new authenticator app, which counts once its first code was right. */
export async function enroll(gateway: Gateway, c: Context, body: Body): Promise<Response> {
  const { id: account, session, claims } = await personOf(gateway, c);
  const kind = textOf(body, "factor_type");
  if (kind !== "totp") throw new AuthRefused(OTHER_KINDS[kind] ?? "validation_failed");
  const name = optionalText(body, "friendly_name");
  const factor = randomUUID();
  const secret = newSecret();
  const email = await asOwner(
    gateway,
    async (query) => {
      await requireRoom(query, account, name, session.level, gateway.now());
      await query(
        `insert into auth.mfa_factors (id, user_id, friendly_name, secret, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5)`,
        [factor, account, name, sealSecret(gateway.keys, factor, secret), gateway.now().toISOString()],
      );
      return (await userOf(query, account)).email;
    },
    claims,
  );
  const uri = uriOf(secret, optionalText(body, "issuer") || ISSUER, email);
  const totp = { qr_code: encodeQR(uri, "svg"), secret, uri };
  return c.json({ id: factor, type: "totp", friendly_name: name, totp });
}

/** POST /factors/:id/challenge. */
export async function challenge(gateway: Gateway, c: Context, factor: string): Promise<Response> {
  const { id: account } = await personOf(gateway, c);
  const { key: address } = addressCounter(gateway.keys, clientAddress(gateway, c));
  const asked = await asOwner(gateway, async (query) => {
    const { id } = await ownFactor(query, account, factor);
    return openChallenge(query, id, address, gateway.now());
  });
  return c.json({ id: asked.id, type: "totp", expires_at: asked.expiresAt });
}

/** POST /factors/:id/verify: the session goes on at aal2, with new tokens. */
export async function verify(gateway: Gateway, c: Context, factor: string, body: Body): Promise<Response> {
  const { id: account, session, claims } = await personOf(gateway, c);
  const [asked, code] = [textOf(body, "challenge_id"), textOf(body, "code")];
  const counter = codeCounter(gateway.keys, account);
  const address = addressCounter(gateway.keys, clientAddress(gateway, c));
  // Counted in a transaction of its own: a wrong code rolls the next one back.
  await asOwner(gateway, (query) => countTry(query, [counter, address], gateway.now()));
  const raised = await asOwner(
    gateway,
    async (query) => {
      const now = gateway.now();
      const { id, secret, lastStep, verified } = await ownFactor(query, account, factor);
      await requireChallenge(query, id, asked, address.key, now);
      const step = stepOf(code, openSecret(gateway.keys, id, secret), now, lastStep);
      if (step === undefined) throw new AuthRefused("mfa_verification_failed");
      await acceptCode(query, { account, factor: id, challenge: asked, step }, now);
      await forgiveTry(query, counter, address);
      const opened = await raiseSession(query, { account, session: session.id, factor: id }, now);
      if (!verified) await query("select audit.write('factor_enrolled', $1)", [id]);
      await query("select audit.write('code_accepted', $1)", [session.id]);
      return { ...opened, user: await userOf(query, account) };
    },
    claims,
  );
  return c.json(await sessionAnswer(gateway, raised.user, raised.session, raised.refreshToken));
}

/** DELETE /factors/:id: sessions that its code had raised go back to aal1. */
export async function unenroll(gateway: Gateway, c: Context, factor: string): Promise<Response> {
  const { id: account, session, claims } = await personOf(gateway, c);
  const removed = await asOwner(
    gateway,
    async (query) => {
      const { id, verified } = await ownFactor(query, account, factor);
      if (verified && session.level === "aal1") throw new AuthRefused("insufficient_aal_to_unenroll");
      await query("delete from auth.mfa_factors where id = $1", [id]);
      if (verified) await query("select audit.write('factor_removed', $1)", [id]);
      return id;
    },
    claims,
  );
  return c.json({ id: removed });
}

function optionalText(body: Body, name: string): string {
  const value = body[name] ?? "";
  if (typeof value !== "string" || value.length > 80) throw new AuthRefused("validation_failed");
  return value;
}
