import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../supabase/local/database/database.ts";
import { openDatabase } from "../../supabase/local/database/open.ts";
import { findPostgres, startCluster, TEMPLATE } from "../local/harness/native-cluster.ts";
import { asSuperuser, openNative, prepareDumps, prepareTemplate } from "../local/harness/prepared.ts";

export const KINDS = ["pglite", "postgres"] as const;
export type Kind = (typeof KINDS)[number];

/** A migrated database of its own, with a way past foreign keys for bulk loads. */
export interface BenchDatabase {
  readonly kind: Kind;
  readonly db: Database;
  /** Runs statements in one session as a superuser. */
  superuser(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a migrated database, or says why there is none of this kind. */
export async function openBench(kind: Kind): Promise<BenchDatabase | { readonly absent: string }> {
  return kind === "pglite" ? openEmbedded() : openCluster();
}

/** PGlite on files, as `npm start` uses it. */
async function openEmbedded(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "repere-bench-"));
  const leave = onceAtTheLatestOnExit(() => rmSync(folder, { recursive: true, force: true }));
  const { migrated } = await prepareDumps();
  const db = await openDatabase({ dataDir: join(folder, "pg"), seedDump: migrated });
  return {
    kind: "pglite",
    db,
    superuser: (sql) => db.exec(sql),
    close: async () => {
      await db.close();
      leave();
    },
  };
}

/** A private PostgreSQL with its default memory settings; fsync is off, which reads do not notice. */
async function openCluster(): Promise<BenchDatabase | { readonly absent: string }> {
  const found = findPostgres();
  if ("absent" in found) return found;
  const cluster = startCluster(found.bin);
  const leave = onceAtTheLatestOnExit(() => cluster.stop());
  try {
    await prepareTemplate(cluster.folder);
    await asSuperuser(cluster.folder, "postgres", `create database bench template ${TEMPLATE}`);
    const db = await openNative(cluster.folder, "bench");
    return {
      kind: "postgres",
      db,
      superuser: (sql) => asSuperuser(cluster.folder, "bench", sql),
      close: async () => {
        await db.close();
        leave();
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
}

/** Cleaning that happens when it is asked for, or else (an error, Ctrl-C) when the process ends. */
function onceAtTheLatestOnExit(clean: () => void): () => void {
  process.once("exit", clean);
  return () => {
    process.off("exit", clean);
    clean();
  };
}
