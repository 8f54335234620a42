import type { TestProject } from "vitest/node";
import { type Cluster, findPostgres, startCluster } from "./native-cluster.ts";
import { type Dumps, prepareDumps, prepareTemplate } from "./prepared.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Paths of PGlite dumps that tests start from. */
    dumps: Dumps;
    /** Folder of the private PostgreSQL cluster, or the reason why there is none. */
    nativePostgres: { folder: string } | { absent: string };
  }
}

let cluster: Cluster | undefined;

/** Once per run: the PGlite dump, and a private PostgreSQL with PostGIS wherever these are installed. */
export async function setup(project: TestProject): Promise<void> {
  project.provide("dumps", await prepareDumps());
  const found = findPostgres();
  if ("absent" in found) {
    if (process.env["REPERE_REQUIRE_POSTGRES"] === "1") {
      throw new Error(`REPERE_REQUIRE_POSTGRES=1, but ${found.absent}`);
    }
    console.error(`native PostgreSQL tests are skipped: ${found.absent}`);
    project.provide("nativePostgres", found);
    return;
  }
  cluster = startCluster(found.bin);
  try {
    await prepareTemplate(cluster.folder);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("nativePostgres", { folder: cluster.folder });
}

/** Stops the cluster and removes its folder. */
export async function teardown(): Promise<void> {
  cluster?.stop();
  cluster = undefined;
}
