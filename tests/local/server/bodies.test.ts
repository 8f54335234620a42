import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { openMigrated } from "../harness/each-database.ts";
import { type Served, serve } from "./serve.ts";

let db: Database;
let served: Served;
beforeAll(async () => {
  db = await openMigrated("pglite");
  served = await serve(db);
});
afterAll(async () => {
  await served.close();
  await db.close();
});

/** Sends a body in pieces, without saying how long it is; the status and text of the answer. */
function chunked(path: string, pieces: readonly string[], method = "POST"): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    const sent = request(new URL(path, served.url), { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve([answer.statusCode ?? 0, text]));
    });
    // A refused upload may be cut off while it is still being written.
    sent.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EPIPE" || error.code === "ECONNRESET" ? resolve([413, ""]) : reject(error),
    );
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

test("a body that comes in pieces is read like another", async () => {
  const [status, text] = await chunked("/auth/v1/token?grant_type=password", [
    '{"email":"nobody@example',
    '.invalid","password":"an invented one"}',
  ]);
  expect([status, JSON.parse(text)]).toMatchObject([400, { error_code: "invalid_credentials" }]);
  expect((await chunked("/rest/v1/rpc/me", ["{", "}"]))[0]).toBe(401);
  expect((await chunked("/auth/v1/factors/none", ["{}"], "DELETE"))[0]).toBe(401);
});

test("pieces over the limit are refused as they come: 64 kB for accounts, 8 MB for functions", async () => {
  const piece = "x".repeat(8192);
  expect((await chunked("/auth/v1/signup", Array(9).fill(piece)))[0]).toBe(413);
  expect((await chunked("/local/v1/command-token", Array(9).fill(piece)))[0]).toBe(413);
  expect((await chunked("/rest/v1/rpc/me", Array(1025).fill(piece)))[0]).toBe(413);
  // The server is still there.
  expect((await served.ask("/local/v1/health")).status).toBe(200);
});
