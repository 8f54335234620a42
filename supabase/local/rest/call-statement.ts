import type { ApiFunction, Argument } from "./catalogue.ts";

/** One statement with its parameters, whose one row has the answer as JSON text in `body`. */
export type Statement = readonly [sql: string, params: readonly unknown[]];

/**
 * POST: the JSON object is read by json_to_record, so that lists, numbers and nested JSON become SQL values
 * by PostgreSQL's own rules, as PostgREST does.
 */
export function postStatement(called: ApiFunction, given: readonly string[], json: string): Statement {
  const used = called.arguments.filter(({ name }) => given.includes(name));
  if (used.length === 0) return [selectAnswer(called, "", ""), []];
  const columns = used.map(({ name, type }) => `${quoted(name)} ${type}`).join(", ");
  const passed = used.map(({ name }) => `${quoted(name)} => request.${quoted(name)}`).join(", ");
  const from = ` from pg_catalog.json_to_record($1::text::json) as request(${columns})`;
  return [selectAnswer(called, passed, from), [json]];
}

/** GET: each value is text, cast to its type: `{1,2}` is a list, `{"a":1}` is JSON. */
export function getStatement(called: ApiFunction, values: ReadonlyMap<string, string>): Statement {
  const used: { argument: Argument; value: string }[] = called.arguments.flatMap((argument) => {
    const value = values.get(argument.name);
    return value === undefined ? [] : [{ argument, value }];
  });
  const passed = used
    .map(({ argument: { name, type } }, at) => `${quoted(name)} => $${at + 1}::text::${type}`)
    .join(", ");
  return [selectAnswer(called, passed, ""), used.map(({ value }) => value)];
}

function selectAnswer({ name, returns }: ApiFunction, passed: string, from: string): string {
  const call = `api.${quoted(name)}(${passed})`;
  switch (returns) {
    case "value":
      return `select pg_catalog.to_json(${call})::text as body${from}`;
    case "nothing":
      return `select ${call}::text as body${from}`;
    case "rows":
      return `select coalesce(pg_catalog.json_agg(answer), '[]')::text as body${
        from ? `${from}, lateral ${call} answer` : ` from ${call} answer`
      }`;
  }
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
