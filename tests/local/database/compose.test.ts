import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { migrate } from "../../../supabase/local/database/migrate.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { addressOf, type Cluster, findPostgres, SUPERUSER, startCluster } from "../harness/native-cluster.ts";
import { asSuperuser } from "../harness/prepared.ts";

const DEPLOY = join(import.meta.dirname, "../../../docs/deploy");
const LOCAL = join(import.meta.dirname, "../../../supabase/local");
const ENTRY = "/docker-entrypoint-initdb.d/";
const native = inject("nativePostgres");
const absence = "absent" in native ? ` (${native.absent})` : "";

/** What compose.yaml hands to the image's first start, in the order in which it is run. */
function firstStart(): string[] {
  const { services } = parse(readFileSync(join(DEPLOY, "compose.yaml"), "utf8"));
  const mounts = (services.database.volumes as string[]).map((one) => one.split(":"));
  return mounts
    .filter(([, inside]) => inside?.startsWith(ENTRY))
    .sort(([, one = ""], [, other = ""]) => (one < other ? -1 : 1))
    .map(([outside = ""]) => resolve(DEPLOY, outside));
}

describe.skipIf("absent" in native)(`the database of compose.yaml${absence}`, () => {
  let cluster: Cluster;
  beforeAll(() => {
    const { bin = "" } = findPostgres() as { bin?: string };
    cluster = startCluster(bin);
  });
  afterAll(() => cluster.stop());

  /** A database as the image makes it: 10_postgis.sh puts PostGIS into "public". */
  async function asTheImage(name: string): Promise<void> {
    await asSuperuser(cluster.folder, "postgres", `create database ${name} template template1`);
    await asSuperuser(cluster.folder, name, "create extension postgis with schema public");
  }

  function run(file: string, database: string): void {
    const env = {
      ...process.env,
      ...{ PGHOST: cluster.folder, POSTGRES_DB: database },
      ...{ REPERE_APP_PASSWORD: "it's invented", AUTHENTICATOR_PASSWORD: "invented" },
    };
    const psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1", "-U", SUPERUSER, "-d", database, "-f", file];
    const [program = "", ...args] = file.endsWith(".sh") ? ["sh", file] : psql;
    execFileSync(program, args, { env, stdio: "pipe" });
  }

  test("is prepared by the files that compose hands it, and holds an organisation", async () => {
    await asTheImage("composed");
    const files = firstStart();
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const file of files) run(file, "composed");
    const db = await openDatabase({
      url: addressOf(cluster.folder, "authenticator", "composed"),
      ownerUrl: addressOf(cluster.folder, "repere_app", "composed"),
    });
    try {
      await migrate(db);
      const { rows } = await db.transaction({}, null, (query) =>
        query("select org.create_organisation('Association inventée', 'Europe/Paris', 3035, 0, 0) as id"),
      );
      expect(rows).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    } finally {
      await db.close();
    }
  });

  test("with PostGIS in another schema, the platform is refused and says why", async () => {
    await asTheImage("elsewhere");
    expect(() => run(join(LOCAL, "platform.sql"), "elsewhere")).toThrow(/postgis in public/);
  });
});
