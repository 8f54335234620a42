import type { Query, Row } from "../database/database.ts";
import { AuthRefused } from "./auth-error.ts";

/** An authenticator app of an account; its secret is sealed. */
export interface Factor {
  readonly id: string;
  readonly verified: boolean;
  readonly secret: string;
  /** The step of the last code that was accepted. */
  readonly lastStep: number | undefined;
}

const MOST_FACTORS = 10;
/** An app that was never confirmed, nor asked for a code, is forgotten after so long. */
const UNCONFIRMED_MINUTES = 5;
const CHALLENGE_SECONDS = 300;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One of the account's factors, locked; another account's is not found. */
export async function ownFactor(query: Query, account: string, id: string): Promise<Factor> {
  if (!UUID.test(id)) throw new AuthRefused("factor_id_malformed");
  const { rows } = await query(
    "select id, status, secret, last_step from auth.mfa_factors where id = $1 and user_id = $2 for update",
    [id, account],
  );
  const found = rows[0];
  if (!found) throw new AuthRefused("mfa_factor_not_found");
  const { last_step: lastStep } = found;
  return {
    id: String(found["id"]),
    verified: found["status"] === "verified",
    secret: String(found["secret"]),
    lastStep: lastStep === null ? undefined : Number(lastStep),
  };
}

/**
 * Refuses one more app: names are unique, ten is enough, and who has a confirmed one adds another with its code
 * alone.
 */
export async function requireRoom(
  query: Query,
  account: string,
  name: string,
  level: "aal1" | "aal2",
  now: Date,
): Promise<void> {
  // Locks the account, so that two enrolments at once count each other.
  await query("select from auth.users where id = $1 for update", [account]);
  await forgetUnconfirmed(query, now);
  const { rows } = await query("select status, friendly_name from auth.mfa_factors where user_id = $1", [
    account,
  ]);
  if (rows.some((row) => row["friendly_name"] === name)) throw new AuthRefused("mfa_factor_name_conflict");
  if (rows.length >= MOST_FACTORS) throw new AuthRefused("too_many_enrolled_mfa_factors");
  if (level === "aal1" && rows.some((row) => row["status"] === "verified")) {
    throw new AuthRefused("insufficient_aal_to_enroll");
  }
}

async function forgetUnconfirmed(query: Query, now: Date): Promise<void> {
  await query(
    `delete from auth.mfa_factors f
     where f.status = 'unverified' and f.created_at < $1::timestamptz - make_interval(mins => $2)
       and not exists (select from auth.mfa_challenges c where c.factor_id = f.id)`,
    [now.toISOString(), UNCONFIRMED_MINUTES],
  );
}

/** Asks for a code; the answer must come from the same address within five minutes. */
export async function openChallenge(
  query: Query,
  factor: string,
  address: Buffer,
  now: Date,
): Promise<{ id: string; expiresAt: number }> {
  const moment = now.toISOString();
  await query(
    "delete from auth.mfa_challenges where created_at < $1::timestamptz - make_interval(secs => $2)",
    [moment, 2 * CHALLENGE_SECONDS],
  );
  const { rows } = await query(
    "insert into auth.mfa_challenges (factor_id, created_at, address) values ($1, $2, $3) returning id",
    [factor, moment, address],
  );
  return { id: String(rows[0]?.["id"]), expiresAt: Math.floor(now.getTime() / 1000) + CHALLENGE_SECONDS };
}

/** Refuses a challenge of another factor or address, an answered and an old one. */
export async function requireChallenge(
  query: Query,
  factor: string,
  id: string,
  address: Buffer,
  now: Date,
): Promise<void> {
  const found = UUID.test(id) ? await challenge(query, factor, id, now) : undefined;
  if (!found) throw new AuthRefused("challenge_not_found");
  const isFromHere = address.equals(found["address"] as Uint8Array);
  if (found["answered"] === true || !isFromHere) throw new AuthRefused("mfa_ip_address_mismatch");
  if (found["too_late"] === true) throw new AuthRefused("mfa_challenge_expired");
}

async function challenge(query: Query, factor: string, id: string, now: Date): Promise<Row | undefined> {
  const { rows } = await query(
    `select address, verified_at is not null as answered,
       created_at <= $3::timestamptz - make_interval(secs => $4) as too_late
     from auth.mfa_challenges where id = $1 and factor_id = $2 for update`,
    [id, factor, now.toISOString(), CHALLENGE_SECONDS],
  );
  return rows[0];
}

/** The code was right: the challenge is answered, the factor confirmed, and the account's unconfirmed ones go. */
export async function acceptCode(
  query: Query,
  {
    account,
    factor,
    challenge: id,
    step,
  }: { account: string; factor: string; challenge: string; step: number },
  now: Date,
): Promise<void> {
  await query("update auth.mfa_challenges set verified_at = $2 where id = $1", [id, now.toISOString()]);
  await query(
    "update auth.mfa_factors set status = 'verified', last_step = $2, updated_at = $3 where id = $1",
    [factor, step, now.toISOString()],
  );
  await query("delete from auth.mfa_factors where user_id = $1 and status = 'unverified'", [account]);
}

/**
 * Forgets authenticator apps that another key sealed: after the accounts' key was lost nobody could use them, and
 * nobody could replace them either. Each organisation's log says so.
 */
export async function forgetForeignFactors(query: Query, keyId: string): Promise<void> {
  await query(
    `with gone as (
       delete from auth.mfa_factors where split_part(secret, '.', 2) <> $1 returning user_id
     )
     select audit.write('factors_lost', null, jsonb_build_object('factors', count(*)), m.organisation_id)
     from gone join org.member m on m.user_id = gone.user_id and m.left_at is null
     group by m.organisation_id`,
    [keyId],
  );
}
