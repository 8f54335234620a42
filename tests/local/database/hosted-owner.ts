import type pg from "pg";
import type { Database } from "../../../supabase/local/database/database.ts";
import { readMigrations } from "../../../supabase/local/database/migrate.ts";

/** As `supabase db push` does it: the login `postgres`, no superuser, each migration in a transaction of its own. */
export async function push(owner: pg.Client): Promise<void> {
  await owner.query(`create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text)`);
  for (const { version, sql } of await readMigrations()) {
    await owner.query(`begin;\n${sql}\ncommit;`);
    await owner.query("insert into supabase_migrations.schema_migrations (version) values ($1)", [version]);
  }
}

/** The door with the hosted owner in the place of ours, who needs no role to enter. */
export function withOwner(door: Database, owner: pg.Client): Database {
  return {
    ...door,
    transaction: async (settings, role, work, options) => {
      if (role !== null) return door.transaction(settings, role, work, options);
      await owner.query("begin");
      const value = await work(async (sql, params = []) => owner.query(sql, [...params]));
      await owner.query("commit");
      return value;
    },
  };
}
