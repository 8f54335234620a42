import { signAccess } from "../../../supabase/local/auth/access-token.ts";
import { openSession } from "../../../supabase/local/auth/sessions.ts";
import { asOwner } from "../../../supabase/local/gateway.ts";
import type { Served } from "./serve.ts";

/** The access token of a new session, without the work of a password. */
export async function signedToken(
  { gateway }: Served,
  account: { readonly id: string; readonly email: string },
): Promise<string> {
  const opened = await asOwner(gateway, (query) => openSession(query, account.id, gateway.now()));
  return signAccess(gateway.keys, account, opened.session, gateway.now());
}
