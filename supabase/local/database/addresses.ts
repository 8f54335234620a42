import type { PostgresOptions } from "./postgres.ts";

/** An own PostgreSQL, where DATABASE_URL names one: its owner's address, and the one requests come in by. */
export function ownerAddresses(env: NodeJS.ProcessEnv): PostgresOptions | undefined {
  const ownerUrl = env["DATABASE_URL"];
  if (!ownerUrl) return undefined;
  return { url: env["AUTHENTICATOR_URL"] || asAuthenticator(ownerUrl), ownerUrl };
}

/** The same address for the role `authenticator`, for a server that lets both in alike. (No URL: a host may lack.) */
function asAuthenticator(ownerUrl: string): string {
  return ownerUrl.replace(/^([a-z]+:\/\/)(?:[^:@/]*(:[^@/]*)?@)?/, "$1authenticator$2@");
}
