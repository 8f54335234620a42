/** The thread that holds PGlite: one connection, statements in the order they come. */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { pgcrypto } from "@electric-sql/pglite/contrib/pgcrypto";
import { postgis } from "@electric-sql/pglite-postgis";
import type { WorkerAnswer, WorkerCall, WorkerOptions } from "./pglite-messages.ts";
import { restoreStackAfterErrors } from "./pglite-stack.ts";

const port = parentPort;
if (!port) throw new Error("not a worker thread");

const asNumber = (text: string) => Number(text);
const asText = (text: string) => text;

async function open(options: WorkerOptions): Promise<PGlite> {
  const settings: PGliteOptions = {
    extensions: { postgis, pgcrypto, ...(options.pgtap ? { pgtap: await pgtap() } : {}) },
    parsers: { 20: asNumber, 1082: asText, 1114: asText, 1184: asText },
    relaxedDurability: false,
  };
  if (options.dataDir) settings.dataDir = options.dataDir;
  if (options.seedDump) settings.loadDataDir = new Blob([await readFile(options.seedDump)]);
  const db = await PGlite.create(settings);
  restoreStackAfterErrors(db);
  return db;
}

async function pgtap() {
  const { pgtap: extension } = await import("@electric-sql/pglite-pgtap");
  return extension;
}

async function answer(db: PGlite, call: WorkerCall): Promise<unknown> {
  switch (call.op) {
    case "query":
      return (await db.query(call.sql, [...call.params])).rows;
    case "exec":
      await db.exec(call.sql);
      return undefined;
    case "dump":
      return new Uint8Array(await (await db.dumpDataDir("none")).arrayBuffer());
    case "close":
      return db.close();
  }
}

function failure(id: number, error: unknown): WorkerAnswer {
  const { message, code, detail, hint } = error as Partial<
    Record<"message" | "code" | "detail" | "hint", string>
  >;
  return { id, error: { message: message ?? "unknown", code: code ?? "XX000", detail, hint } };
}

const db = await open(workerData as WorkerOptions);
port.on("message", (call: WorkerCall) => {
  answer(db, call).then(
    (value) => port.postMessage({ id: call.id, value } satisfies WorkerAnswer),
    (error: unknown) => port.postMessage(failure(call.id, error)),
  );
});
port.postMessage({ id: 0 } satisfies WorkerAnswer);
