import { beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "../../../src/domain/role.ts";
import { type Database, DatabaseError, type Query } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

/** Every schema that is ours or the accounts'; PostgreSQL's own catalogues and PostGIS are not. */
const SCHEMAS = ["grid", "org", "field", "release", "audit", "api", "auth", "supabase_migrations"] as const;

/** insufficient_privilege, whether the schema, the relation, the function or our own rule says so. */
const DENIED = "42501";

/** The roles that a request can have, with the claims of each kind of account. */
const HTTP_ROLES = ["anon", "authenticated", "service_role"] as const;

/** SQLSTATE of each statement, each in a savepoint of one transaction as a role; "00000" where it ran. */
async function outcomes(
  db: Database,
  role: string,
  claims: Record<string, unknown>,
  statements: readonly string[],
): Promise<[statement: string, state: string][]> {
  const settings = { "request.jwt.claims": JSON.stringify(claims) };
  return db.transaction(settings, role, async (query) => {
    const found: [string, string][] = [];
    for (const statement of statements) found.push([statement, await attempt(query, statement)]);
    return found;
  });
}

async function attempt(query: Query, statement: string): Promise<string> {
  await query("savepoint attempt");
  try {
    await query(statement);
    return "00000";
  } catch (error) {
    if (error instanceof DatabaseError) return error.code;
    throw error;
  } finally {
    await query("rollback to attempt");
  }
}

eachDatabase("the grants", (db, kind) => {
  let organisation: TestOrganisation;
  let relations: { name: string; column: string; kind: string }[];
  let functions: { schema: string; call: string }[];

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
    const list = SCHEMAS.map((schema) => `'${schema}'`).join(", ");
    relations = (await owned(
      db(),
      `select format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind,
         (select quote_ident(a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum limit 1) as column
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in (${list}) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') order by 1`,
    )) as typeof relations;
    functions = (await owned(
      db(),
      `select n.nspname as schema, format('select %I.%I(%s)', n.nspname, p.proname, coalesce((
         select string_agg('null::' || format_type(t, null), ', ' order by place)
         from unnest(p.proargtypes::oid[]) with ordinality a (t, place)), '')) as call
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in (${list}) and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
       order by 1, 2`,
    )) as typeof functions;
  });

  const claimsOf = (role: string, account?: string) =>
    account === undefined ? { role } : { role, sub: account, aal: "aal2" };

  /** Everybody who can stand behind a request: nobody, each role of an organisation, and the service role. */
  const callers = () => [
    ["anon", claimsOf("anon")] as const,
    ["service_role", claimsOf("service_role")] as const,
    ...ROLES.map((role) => ["authenticated", claimsOf("authenticated", organisation.account(role))] as const),
  ];

  test("the sweep has something to sweep, in every schema", () => {
    expect(relations.length).toBeGreaterThan(30);
    expect(functions.length).toBeGreaterThan(100);
    const schemas = new Set(relations.map(({ name }) => name.split(".")[0]));
    expect([...schemas]).toEqual(expect.arrayContaining(["org", "field", "release", "audit", "auth"]));
  });

  test("no caller reads, adds, changes, deletes, empties, locks or counts through any relation", async () => {
    const statements = relations.flatMap(({ name, column, kind }) =>
      kind === "S"
        ? [`select nextval('${name}')`, `select last_value from ${name}`, `select setval('${name}', 1)`]
        : [
            `select * from ${name}`,
            `select count(*) from ${name}`,
            `select ${column} from ${name} for update`,
            `insert into ${name} default values`,
            `update ${name} set ${column} = null`,
            `delete from ${name}`,
            `truncate ${name}`,
            `lock table ${name} in access share mode`,
            `copy ${name} to '/dev/null'`,
          ],
    );
    for (const [role, claims] of callers()) {
      const opened = (await outcomes(db(), role, claims, statements)).filter(([, state]) => state !== DENIED);
      expect([role, claims, opened]).toEqual([role, claims, []]);
    }
  });

  test("no caller runs a function outside api, but what tells a request who it is", async () => {
    // Supabase's own three; a request asks them about itself alone.
    const own = ["auth.jwt()", "auth.uid()", "auth.role()"].map((name) => `select ${name}`);
    const inner = functions
      .filter(({ schema }) => schema !== "api")
      .map(({ call }) => call)
      .filter((call) => !own.includes(call));
    expect(inner.length).toBeGreaterThan(80);
    for (const [role, claims] of callers()) {
      const opened = (await outcomes(db(), role, claims, inner)).filter(([, state]) => state !== DENIED);
      expect([role, claims, opened]).toEqual([role, claims, []]);
    }
  });

  test("nobody and the service role run no function of api, but nobody sends a partner's alert", async () => {
    const calls = functions
      .filter(({ schema, call }) => schema === "api" && !call.includes(" api.submit_alert("))
      .map(({ call }) => call);
    for (const role of ["anon", "service_role"] as const) {
      const opened = (await outcomes(db(), role, claimsOf(role), calls)).filter(
        ([, state]) => state !== DENIED,
      );
      expect([role, opened]).toEqual([role, []]);
    }
  });

  test("no caller makes objects, changes roles, settings of others, or reads files", async () => {
    const statements = [
      ...SCHEMAS.map((schema) => `create table ${schema}.thief (a integer)`),
      "create schema thief",
      "create role thief",
      "alter role authenticator superuser",
      "alter table org.member disable row level security",
      "alter function api.me() security invoker",
      "grant select on org.member to anon",
      "select pg_read_file('/etc/passwd')",
      "copy (select 1) to program 'true'",
      // Embedded, the whole process is its database's superuser, and PostgreSQL asks who opened the session.
      ...(kind === "postgres" ? ["set session authorization postgres"] : []),
      "set role repere_owner",
      "set role postgres",
      "drop function api.me()",
      "comment on table org.member is 'x'",
    ];
    for (const [role, claims] of callers()) {
      const opened = (await outcomes(db(), role, claims, statements)).filter(([, state]) => state !== DENIED);
      expect([role, opened]).toEqual([role, []]);
    }
  });

  describe("the audit log cannot be got round", () => {
    const insert =
      "insert into audit.event (happened_at, via, action) values (now(), 'system', 'forged') returning id";

    test.each([...HTTP_ROLES])("no row is read, added, changed or skipped as %s", async (role) => {
      const statements = [
        "select * from audit.event",
        insert,
        "update audit.event set action = 'nothing'",
        "delete from audit.event",
        "truncate audit.event",
        "alter table audit.event disable trigger all",
        "drop trigger event_append_only on audit.event",
        "set local session_replication_role = replica",
        "select audit.write('forged', null)",
        "select audit.age(null)",
      ];
      const settings = { ...claimsOf(role, organisation.account("admin")), role };
      const opened = (await outcomes(db(), role, settings, statements)).filter(
        ([, state]) => state !== DENIED,
      );
      expect(opened).toEqual([]);
    });

    test("its owner too can neither change nor remove what is younger than its retention, whatever is set", async () => {
      for (const on of ["on", "true", "1", ""]) {
        const settings = { "repere.audit_retention": on };
        for (const sql of [
          "update audit.event set action = 'nothing'",
          "delete from audit.event",
          "truncate audit.event",
        ]) {
          const state = await owned(db(), sql, [], settings).then(
            () => "00000",
            (error: DatabaseError) => error.code,
          );
          expect([on, sql, state]).toEqual([on, sql, DENIED]);
        }
      }
    });
  });
});
