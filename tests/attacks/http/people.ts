import { TOTP } from "otpauth";
import type { Role } from "../../../src/domain/role.ts";
import { type Client, given } from "./client.ts";

/** Password of everybody here; invented. */
const PASSWORD = "une phrase inventée pour les attaques";

interface Session {
  readonly access_token: string;
}

let made = 0;

/** Turns an invitation's code into an account that is signed in, with a second factor where `factor`. */
export async function enter(nobody: Client, code: string, factor = true): Promise<Client> {
  made += 1;
  const email = `attaque-${made}@members.repere.invalid`;
  const session = given<Session>(
    await nobody.ask("/auth/v1/signup", { body: { email, password: PASSWORD, data: { invitation: code } } }),
  );
  const person = nobody.as(session.access_token);
  given(await person.post("join", { code }));
  return factor ? raise(person) : person;
}

/** Enrols an authenticator app and gives its code: the session goes on at aal2. */
async function raise(person: Client): Promise<Client> {
  const factor = given<{ id: string; totp: { secret: string } }>(
    await person.ask("/auth/v1/factors", { body: { factor_type: "totp", friendly_name: "fictif" } }),
  );
  const challenge = given<{ id: string }>(
    await person.ask(`/auth/v1/factors/${factor.id}/challenge`, { body: {} }),
  );
  const code = new TOTP({ secret: factor.totp.secret, algorithm: "SHA1", digits: 6, period: 30 }).generate();
  const session = given<Session>(
    await person.ask(`/auth/v1/factors/${factor.id}/verify`, { body: { challenge_id: challenge.id, code } }),
  );
  return person.as(session.access_token);
}

/** Invites as an admin and enters. */
export async function invited(admin: Client, role: Role, team?: string, factor = true): Promise<Client> {
  const args = { role, ...(team === undefined ? {} : { team }), label: "compte fictif" };
  const { code } = given<{ code: string }>(await admin.post("invite", args));
  return enter(admin.as(undefined), code, factor);
}
