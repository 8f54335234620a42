import type { Query, Row } from "../database/database.ts";

export interface Argument {
  readonly name: string;
  /** SQL type as PostgreSQL writes it. */
  readonly type: string;
  readonly optional: boolean;
}

/** A function of the schema `api`. */
export interface ApiFunction {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** Changes something: only POST, in a transaction that may write. */
  readonly volatile: boolean;
  readonly returns: "value" | "rows" | "nothing";
}

/** The functions that can be called, by name; overloads side by side. */
export type Catalogue = ReadonlyMap<string, readonly ApiFunction[]>;

const FUNCTIONS = `
  select p.proname as name, p.provolatile::text = 'v' as volatile, p.proretset as rows,
    p.prorettype = 'pg_catalog.void'::pg_catalog.regtype as nothing,
    coalesce((
      select pg_catalog.json_agg(pg_catalog.json_build_object(
        'name', coalesce(p.proargnames[a.place], ''),
        'type', pg_catalog.format_type(a.type, null),
        'optional', a.place > p.pronargs - p.pronargdefaults
      ) order by a.place)
      from pg_catalog.unnest(p.proargtypes::pg_catalog.oid[]) with ordinality as a (type, place)
    ), '[]')::text as arguments
  from pg_catalog.pg_proc p
  where p.pronamespace = 'api'::pg_catalog.regnamespace
    and p.prokind = 'f' and p.proargmodes is null and p.provariadic = 0
  order by p.proname, p.oid`;

/** Reads the catalogue, once for each start; a migration needs a new start. */
export async function readCatalogue(query: Query): Promise<Catalogue> {
  const { rows } = await query(FUNCTIONS);
  const catalogue = new Map<string, ApiFunction[]>();
  for (const each of rows.map(functionOf)) {
    catalogue.set(each.name, [...(catalogue.get(each.name) ?? []), each]);
  }
  return catalogue;
}

function functionOf(row: Row): ApiFunction {
  return {
    name: String(row["name"]),
    arguments: JSON.parse(String(row["arguments"])) as Argument[],
    volatile: row["volatile"] === true,
    returns: row["nothing"] === true ? "nothing" : row["rows"] === true ? "rows" : "value",
  };
}

/** The overloads that take exactly these arguments: all known, none missing. */
export function matching(catalogue: Catalogue, name: string, given: readonly string[]): ApiFunction[] {
  return (catalogue.get(name) ?? []).filter(
    (each) =>
      given.every((argument) => each.arguments.some((known) => known.name === argument)) &&
      each.arguments.every((known) => known.optional || given.includes(known.name)),
  );
}
