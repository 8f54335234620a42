import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { migrate, preparePlatform, readMigrations } from "../../../supabase/local/database/migrate.ts";
import { openPglite } from "../../../supabase/local/database/pglite.ts";
import { owned } from "../harness/calls.ts";

/** The migration that takes a person's accounts for one recorder. */
const MIGRATION = "20261126153950";

let db: Database;
beforeAll(async () => {
  db = await openPglite({});
  await preparePlatform(db);
  const before = (await readMigrations()).filter(({ version }) => version < MIGRATION);
  await migrate(db, { versions: new Set(before.map(({ version }) => version)) });
});
afterAll(() => db.close());

test("recorders that were there before it follow their person's first one", async () => {
  const [made] = await owned(
    db,
    "select org.create_organisation('Association fictive', 'Europe/Paris', 3035, 0, 0, false) as id",
  );
  const organisation = made?.["id"];
  await owned(
    db,
    `with member (id, account, joined, follows) as (values
       ('a', 'a', date '2023-01-01', null), ('b', 'b', '2023-06-01', 'a'), ('c', 'c', '2023-09-01', 'b'),
       ('d', 'd', '2023-01-01', null), ('e', 'e', '2023-06-01', 'd'), ('f', 'f', '2023-06-01', null)
     )
     insert into org.member (id, user_id, organisation_id, role, joined_at, left_at, follows)
     select md5(id)::uuid, md5('account ' || account)::uuid, $1, 'dpo', joined,
       case when id in ('a', 'b', 'd') then joined + 30 end, md5(follows)::uuid
     from member`,
    [organisation],
  );
  // The first account of the second person (d) recorded nothing.
  await owned(
    db,
    `insert into field.recorder (id, organisation_id, user_id, counts_from)
     select md5('recorder ' || r)::uuid, $1, md5('account ' || r)::uuid, day
     from (values ('a', date '2023-01-29'), ('b', '2023-06-29'), ('c', '2023-09-29'), ('e', '2023-06-29'), ('f', '2023-06-29')) x (r, day)`,
    [organisation],
  );
  await migrate(db);
  const rows = await owned(
    db,
    `select chr(97 + n) as account, same_as = md5('recorder a')::uuid as is_a, same_as is null as alone, counts_from::text as day
     from generate_series(0, 5) n join field.recorder r on r.id = md5('recorder ' || chr(97 + n))::uuid order by n`,
  );
  expect(rows).toEqual([
    { account: "a", is_a: null, alone: true, day: "2023-01-29" },
    { account: "b", is_a: true, alone: false, day: "2023-06-29" },
    { account: "c", is_a: true, alone: false, day: "2023-09-29" },
    { account: "e", is_a: null, alone: true, day: "2023-06-29" },
    { account: "f", is_a: null, alone: true, day: "2023-06-29" },
  ]);
});
