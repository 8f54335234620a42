import { codeAt, fromBase32 } from "../../fixtures/totp.ts";
import type { Client, Served } from "./serve.ts";

/** An authenticator app that has been set up: its factor's id and the codes it shows. */
export interface Authenticator {
  readonly factor: string;
  /** The code that it shows at the server's time, so many steps of 30 seconds away. */
  code(steps?: number): string;
}

/** Enrols an app and confirms it with its first code: the client's session goes on at aal2. */
export async function enrolled(served: Served, client: Client, name = "app"): Promise<Authenticator> {
  const app = await unconfirmed(served, client, name);
  const { error } = await client.auth.mfa.challengeAndVerify({ factorId: app.factor, code: app.code() });
  if (error) throw error;
  return app;
}

/** Enrols an app without confirming it. */
export async function unconfirmed(served: Served, client: Client, name = "app"): Promise<Authenticator> {
  const { data, error } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: name });
  if (error) throw error;
  const secret = fromBase32(data.totp.secret);
  return {
    factor: data.id,
    code: (steps = 0) => codeAt(secret, served.gateway.now().getTime() + steps * 30_000),
  };
}
