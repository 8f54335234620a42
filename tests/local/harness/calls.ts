import { type Database, DatabaseError, type Query } from "../../../supabase/local/database/database.ts";

/** An account's id (auth.uid()), or null for a request without a token. */
export type Who = string | null;

export interface CallOptions {
  /** Day of the service clock, `YYYY-MM-DD`. */
  readonly today?: string;
  /** The claim `via` of a command-line token. */
  readonly via?: "command_line";
  /** The second factor of the token: a code given now (where absent), 13 hours ago, or never. */
  readonly factor?: "fresh" | "stale" | "none";
  /** In a read-only transaction, as GET is. */
  readonly readOnly?: boolean;
  /** A streaming replica may answer. */
  readonly fromReplica?: boolean;
  /** Further settings, local to the transaction. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Works in a transaction as an account, or as nobody: role, claims and service clock as the gateway sets them. */
export function as<T>(
  db: Database,
  who: Who,
  work: (query: Query) => Promise<T>,
  options: CallOptions = {},
): Promise<T> {
  const role = who === null ? "anon" : "authenticated";
  const claims = {
    role,
    ...(who === null ? {} : { sub: who, ...factorClaims(options.factor ?? "fresh") }),
    ...(options.via ? { via: options.via } : {}),
  };
  const settings = {
    "request.jwt.claims": JSON.stringify(claims),
    ...(options.today === undefined ? {} : { "repere.today": options.today }),
    ...options.settings,
  };
  return db.transaction(settings, role, work, {
    readOnly: options.readOnly ?? false,
    fromReplica: options.fromReplica ?? false,
  });
}

/** What an access token says of the second factor, in Supabase Auth's words. */
function factorClaims(factor: "fresh" | "stale" | "none"): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const password = { method: "password", timestamp: now - 14 * 3600 };
  if (factor === "none") return { aal: "aal1", amr: [password] };
  const totp = { method: "totp", timestamp: factor === "fresh" ? now : now - 13 * 3600 };
  return { aal: "aal2", amr: [totp, password] };
}

/**
 * Calls a function of `api` with named arguments, as PostgREST does, and returns its JSON answer.
 *
 * @throws DatabaseError with the function's SQLSTATE; 42883 where no function has these argument names.
 */
export function call<Answer = unknown>(
  db: Database,
  who: Who,
  name: string,
  args: Readonly<Record<string, unknown>> = {},
  options: CallOptions = {},
): Promise<Answer> {
  return as(db, who, (query) => callIn<Answer>(query, name, args), options);
}

/** `call` inside a transaction that is already open. */
export async function callIn<Answer>(
  query: Query,
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const names = Object.keys(args);
  const types = await argumentTypes(query, name);
  const columns = names.map((key) => `"${key}" ${types[key] ?? "text"}`);
  const passed = names.map((key) => `"${key}" => given."${key}"`);
  const given = names.length === 0 ? "" : `from jsonb_to_record($1::jsonb) as given (${columns.join(", ")})`;
  const { rows } = await query(
    `select api."${name}"(${passed.join(", ")}) as answer ${given}`,
    names.length === 0 ? [] : [JSON.stringify(args)],
  );
  return rows[0]?.["answer"] as Answer;
}

async function argumentTypes(query: Query, name: string): Promise<Record<string, string>> {
  const { rows } = await query(
    `select a.name, format_type(a.type, null) as type
     from pg_catalog.pg_proc p, unnest(p.proargnames, p.proargtypes::oid[]) as a (name, type)
     where p.pronamespace = 'api'::regnamespace and p.proname = $1 and a.type is not null`,
    [name],
  );
  return Object.fromEntries(rows.map((row) => [String(row["name"]), String(row["type"])]));
}

/** SQLSTATE of a call that must be refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DatabaseError) return error.code;
    throw error;
  }
  throw new Error("the call was not refused");
}

/** Rows of a query run as the owner of the schemas, past every access rule. */
export async function owned(
  db: Database,
  sql: string,
  params: readonly unknown[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>[]> {
  const { rows } = await db.transaction(settings, null, (query) => query(sql, params));
  return rows;
}
