import { expect, test } from "vitest";
import { refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

eachDatabase("a database that refuses", (db) => {
  const read = (role: string) => db().transaction({}, role, (query) => query("select * from org.member"));
  const deep = () =>
    db().transaction({}, null, (query) =>
      query("select length($1::jsonb::text)", ["[".repeat(90_000) + "]".repeat(90_000)]),
    );

  test("answers after 4,000 refusals as before them", async () => {
    // PGlite of itself stops at 1,524: each error kept some of its stack.
    const codes = new Set<string>();
    for (let n = 0; n < 4000; n++) codes.add(await refusal(read("anon")));
    expect([...codes]).toEqual(["42501"]);
    const { rows } = await db().transaction({}, null, (query) => query("select 1 as one"));
    expect(rows).toEqual([{ one: 1 }]);
  }, 120_000);

  test("answers after what is too deep for the stack, again and again", async () => {
    for (let n = 0; n < 40; n++) expect(await refusal(deep())).toBe("54001");
    expect(await refusal(read("anon"))).toBe("42501");
    const { rows } = await db().transaction({}, null, (query) =>
      query(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000) select max(i) as i from n",
      ),
    );
    expect(rows).toEqual([{ i: 5000 }]);
  });

  test("answers after thousands of refusals within one transaction", async () => {
    await db().transaction({}, "anon", async (query) => {
      for (let n = 0; n < 2000; n++) {
        await query("savepoint attempt");
        expect(await refusal(query("select * from org.member"))).toBe("42501");
        await query("rollback to attempt");
      }
    });
  }, 120_000);
});
