import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { serverLog } from "../../../supabase/local/observe/log.ts";
import { makeMetrics, metricsPlace, serveMetrics } from "../../../supabase/local/observe/metrics.ts";
import { StartError } from "../../../supabase/local/start-error.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newEmail, PASSWORD } from "./invented-people.ts";
import { type Served, serve } from "./serve.ts";

const CELL = "28883763";
const ADDRESS = "192.0.2.77";
const IDENTIFIER = "personne-inventee";

eachDatabase("what a server tells of itself", (db) => {
  const email = newEmail();
  const written: string[] = [];
  const metrics = makeMetrics();
  const log = serverLog("json", (text) => written.push(text));
  let served: Served;
  beforeAll(async () => {
    const observers = [log.observe, metrics.observe].filter((each) => each !== undefined);
    served = await serve(db(), { observers, onLine: log.line, trustProxy: true });
    await visit(served);
  });
  afterAll(async () => {
    await served.close();
  });

  /** Everything a person could slip into a request: identifier, password, code, cell, address, in every place there is. */
  async function visit({ ask }: Served): Promise<void> {
    const headers = { "x-forwarded-for": ADDRESS, "user-agent": email, "x-repere-key": PASSWORD };
    const person = { email, password: PASSWORD, data: { invitation: IDENTIFIER } };
    await ask("/auth/v1/token?grant_type=password", { json: person, headers });
    await ask("/auth/v1/signup", { json: person, headers });
    await ask(`/auth/v1/${email}`, { headers });
    await ask(`/rest/v1/rpc/${IDENTIFIER.replace("-", "_")}`, { json: { cell: CELL }, headers });
    await ask(`/rest/v1/rpc/heat?cell=${CELL}&name=${email}`, { headers, token: email });
    await ask("/rest/v1/rpc/me", { json: {}, headers });
    await ask(`/rest/v1/${IDENTIFIER}?select=${CELL}`, { headers });
    await ask(`/${IDENTIFIER}/${CELL}`, { headers });
    await ask("/local/v1/command-token", { json: { email }, headers });
    await ask("/healthz");
  }

  const SECRETS = [
    email,
    email.split("@")[0] ?? "",
    PASSWORD,
    IDENTIFIER,
    "personne_inventee",
    CELL,
    ADDRESS,
  ];

  test("its log is one object a line, of codes, names of functions and times, and holds nothing of a person", () => {
    const lines = written.map((text) => JSON.parse(text) as Record<string, unknown>);
    const requests = lines.filter(({ event }) => event === "request");
    expect(requests).toHaveLength(9);
    expect(requests.filter(({ call }) => call === "me")).toHaveLength(1);
    const fields = new Set(lines.flatMap((line) => Object.keys(line)));
    expect([...fields].sort()).toEqual(["call", "event", "kind", "method", "ms", "status", "text", "time"]);
    for (const secret of SECRETS) expect(written.join("\n")).not.toContain(secret);
    // The refusals were told, so the log is no empty proof.
    expect(lines.filter(({ event }) => event === "notice").length).toBeGreaterThan(3);
  });

  test("its figures have few and fixed labels and hold nothing of a person or a place", async () => {
    metrics.jobEnded("backup", true, Date.parse("2026-11-26T04:00:00Z"));
    metrics.jobEnded("backup", false, 0);
    const text = await metrics.text();
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    const ours = text.split("\n").filter((line) => line.startsWith("repere_"));
    const labels = new Set(
      ours.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map((found) => found[1])),
    );
    expect([...labels].sort()).toEqual(["job", "kind", "le", "result", "status"]);
    expect(text).toMatch(/repere_http_request_seconds_count\{kind="auth",status="4xx"\} 3/);
    expect(text).toMatch(/repere_job_last_success_timestamp_seconds\{job="backup"\} 1795665600/);
    expect(text).toContain("process_resident_memory_bytes");
  });

  test("figures have an address of their own, on this machine unless another is named", async () => {
    const page = await served.ask("/metrics");
    expect(await page.text()).not.toContain("repere_http");
    expect(metricsPlace("9464")).toEqual({ host: "127.0.0.1", port: 9464 });
    expect(metricsPlace("0.0.0.0:9464")).toEqual({ host: "0.0.0.0", port: 9464 });
    expect(metricsPlace(undefined)).toBeUndefined();
    for (const wrong of ["words", "70000", "a:b:1"]) expect(() => metricsPlace(wrong)).toThrow(StartError);
    const place = await serveMetrics(metrics, { host: "127.0.0.1", port: 0 });
    const answer = await fetch(`http://127.0.0.1:${place.port}/metrics`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("repere_http")]);
    expect((await fetch(`http://127.0.0.1:${place.port}/`)).status).toBe(404);
    await place.close();
  });
});

const NEVER = () => Promise.reject(new Error("a path of somebody"));
const BROKEN: Database = { kind: "postgres", transaction: NEVER, exec: NEVER, close: async () => undefined };

eachDatabase("probes", (db) => {
  test("a server is alive as long as it answers, and ready only where its database does", async () => {
    const served = await serve(db());
    const words = async (path: string) => {
      const answer = await served.ask(path);
      return [answer.status, await answer.json()];
    };
    try {
      expect(await words("/healthz")).toEqual([200, { status: "ok" }]);
      expect(await words("/readyz")).toEqual([200, { status: "ready" }]);
      Object.assign(served.gateway, { db: BROKEN });
      expect(await words("/healthz")).toEqual([200, { status: "ok" }]);
      expect(await words("/readyz")).toEqual([503, { status: "database_unreachable" }]);
    } finally {
      await served.close();
    }
  });
});
