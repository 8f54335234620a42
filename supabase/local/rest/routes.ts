import { type Context, Hono } from "hono";
import type { Claims } from "../auth/access-token.ts";
import { type Gateway, settingsFor } from "../gateway.ts";
import { bodyLimit } from "../http/body-limit.ts";
import { jsonAnswer } from "../http/json-answer.ts";
import { getStatement, postStatement, type Statement } from "./call-statement.ts";
import { type ApiFunction, type Catalogue, matching } from "./catalogue.ts";
import { identify } from "./identify.ts";
import { postedArguments, queriedArguments, requireProfile } from "./request-arguments.ts";
import { failureOf, RestRefused } from "./rest-error.ts";

/** Time limits in milliseconds: of every call, and of the functions that may take longer. */
export interface CallLimits {
  readonly usual: number;
  readonly longer: Readonly<Record<string, number>>;
}

const CALL_LIMITS: CallLimits = {
  usual: 15_000,
  longer: { import_batch: 60_000, undo_batch: 60_000, publish: 120_000 },
};

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Who called: read before anything else, kept for the answer to a failure. */
type Variables = { claims: Claims };
type RestContext = Context<{ Variables: Variables }>;

export interface RestParts {
  readonly gateway: Gateway;
  readonly catalogue: Catalogue;
  readonly limits?: CallLimits | undefined;
}

/** /rest/v1: PostgREST's words for calling functions of `api`; there are no tables. */
export function restRoutes({
  gateway,
  catalogue,
  limits = CALL_LIMITS,
}: RestParts): Hono<{ Variables: Variables }> {
  const parts = { gateway, limits };
  const routes = new Hono<{ Variables: Variables }>();
  routes.use(bodyLimit(MAX_BODY_BYTES, tooLarge));
  routes.use(async (c, next) => {
    c.set("claims", await identify(gateway, c));
    await next();
  });
  routes.get("/rpc/:name", (c) => {
    requireProfile(c);
    const values = queriedArguments(c);
    const called = find(catalogue, c.req.param("name"), [...values.keys()]);
    // PostgREST would call it in a read-only transaction; here nothing that writes is ever begun by a GET.
    if (called.volatile) {
      throw new RestRefused(405, "25006", `cannot execute ${called.name} in a read-only transaction`);
    }
    return answer(parts, c, called, getStatement(called, values));
  });
  routes.post("/rpc/:name", async (c) => {
    requireProfile(c);
    const { names, json } = await postedArguments(c);
    const called = find(catalogue, c.req.param("name"), names);
    return answer(parts, c, called, postStatement(called, names, json));
  });
  routes.all("/rpc/:name", () => {
    throw new RestRefused(405, "PGRST101", "Only GET and POST verbs are allowed on RPC");
  });
  routes.all("*", () => {
    throw new RestRefused(404, "PGRST205", "Could not find the table in the schema cache");
  });
  routes.onError((error, c) => refuse(gateway, c as RestContext, error));
  return routes;
}

function find(catalogue: Catalogue, name: string, given: readonly string[]): ApiFunction {
  const [found, ...others] = matching(catalogue, name, given);
  if (found && others.length === 0) return found;
  if (found) {
    throw new RestRefused(300, "PGRST203", "Could not choose the best candidate function");
  }
  throw new RestRefused(
    404,
    "PGRST202",
    `Could not find the function api.${name}(${given.join(", ")}) in the schema cache`,
  );
}

async function answer(
  { gateway, limits }: { gateway: Gateway; limits: CallLimits },
  c: RestContext,
  called: ApiFunction,
  [sql, params]: Statement,
): Promise<Response> {
  const claims = c.get("claims");
  const body = await gateway.db.transaction(
    callSettings(gateway, claims, called),
    claims.role,
    async (query) => (await query(sql, params)).rows[0]?.["body"],
    {
      timeoutMs: limits.longer[called.name] ?? limits.usual,
      readOnly: !called.volatile,
      fromReplica: c.req.method === "GET" && RELEASE_READS.has(called.name),
    },
  );
  if (ERASING.has(called.name)) await gateway.onErasure?.();
  if (called.returns === "nothing") return c.body(null, 204);
  c.header("Content-Range", "0-0/*");
  return jsonAnswer(c, 200, typeof body === "string" ? body : "null");
}

/**
 * Reads of what was published, which never changes again: a replica may answer them. Everything live or audited, and
 * everything that changes something, is the primary's.
 */
const RELEASE_READS: ReadonlySet<string> = new Set([
  ...["windows", "leaves", "heat", "leaf_history", "site_windows", "site_leaves", "site_heat"],
  ...["research_windows", "research_leaves", "research_table", "research_flows"],
]);

/** What needs the key of the releases: publishing, and the key of territories' names that is derived from it. */
const KEYED: ReadonlySet<string> = new Set(["publish", "territories"]);

/** What may erase rows: no backup made before may bring them back. */
const ERASING: ReadonlySet<string> = new Set([
  "erase_row",
  "erase_batch",
  "erase_records",
  "undo_batch",
  "sync",
]);

/** The key of the releases reaches the database with what needs it and with nothing else. */
function callSettings(gateway: Gateway, claims: Claims, called: ApiFunction): Record<string, string> {
  const secret = KEYED.has(called.name) ? gateway.releaseSecret : undefined;
  return {
    ...settingsFor(gateway, claims),
    ...(secret === undefined ? {} : { "repere.release_secret": secret }),
  };
}

function refuse(gateway: Gateway, c: RestContext, error: Error): Promise<Response> {
  const signedIn = c.get("claims")?.role === "authenticated";
  const { status, body } = failureOf(error, signedIn);
  gateway.log(`rest ${c.req.method} ${status} ${body.code}`);
  if (status === 401 && !c.res.headers.has("WWW-Authenticate")) c.header("WWW-Authenticate", "Bearer");
  return jsonAnswer(c, status, JSON.stringify(body));
}

function tooLarge(): never {
  throw new RestRefused(413, "PGRST102", "The request body is larger than 8 MB");
}
