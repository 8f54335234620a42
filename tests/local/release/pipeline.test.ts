import { expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

// That a window shows exactly what the rules show is proved in tests/attacks/proof.test.ts, on random databases.
eachDatabase("the pipeline", (db) => {
  test("neither y nor a key has a column, and a shown leaf has nothing but its class", async () => {
    const columns = await owned(
      db(),
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'release' and table_name = 'cell' order by ordinal_position`,
    );
    expect(columns.map((row) => row["name"])).toEqual([
      "cell.window_id",
      "cell.breakdown",
      "cell.category",
      "cell.leaf_id",
      "cell.class",
    ]);
  });
});
