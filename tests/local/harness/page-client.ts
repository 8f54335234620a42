import { type ApiClient, adoptClient } from "../../../src/data/client.ts";
import { type Database, DatabaseError } from "../../../supabase/local/database/database.ts";
import { call, type Who } from "./calls.ts";

/**
 * Lets the page's own door (src/data) talk to a test's database as an account: its functions, decoders and codes
 * meet the answers of the logic, without HTTP between them.
 */
export function pageOf(
  db: Database,
  who: Who,
  today: string,
  settings: Readonly<Record<string, string>> = {},
): void {
  const rpc = (name: string, args: Record<string, unknown>, { get }: { get: boolean }) => ({
    abortSignal: () =>
      call(db, who, name, args, { today, readOnly: get, settings }).then(
        (data) => ({ data, error: null, status: 200 }),
        (error: unknown) => refused(error, who),
      ),
  });
  adoptClient({ rpc } as unknown as ApiClient);
}

/** A refusal as supabase-js tells it: the SQLSTATE, and the HTTP status that the gateway gives it. */
function refused(error: unknown, who: Who) {
  if (!(error instanceof DatabaseError)) throw error;
  const denied = who === null ? 401 : 403;
  return { data: null, error: { code: error.code }, status: error.code === "42501" ? denied : 400 };
}
