import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Answer, answered, type Days } from "./raw-points.ts";

/** DuckDB in memory with the file of points in a table, on so many threads. */
export async function openDuckdb(file: string, threads: number): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run(`create table point as select * from read_csv('${file.replaceAll("'", "''")}')`);
  return connection;
}

/** The question to DuckDB: points floored to their square, and counted. */
export async function countByDuckdb(connection: DuckDBConnection, { from, to }: Days): Promise<Answer> {
  const reader = await connection.runAndReadAll(
    `select (y // 1000 * 10000 + x // 1000)::integer as cell, count(*)::integer as youths from point
     where "date" between $from::date and $to::date and not seen_recently and place_kind <> 'living' group by 1`,
    { from, to },
  );
  return answered(reader.getRows().map(([cell, youths]) => [Number(cell), Number(youths)]));
}
