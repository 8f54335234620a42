import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import type { Database, TransactionOptions } from "../../../supabase/local/database/database.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { as, call, owned, refusal } from "../harness/calls.ts";
import {
  addressOf,
  type Cluster,
  findPostgres,
  MIGRATOR,
  startCluster,
  TEMPLATE,
} from "../harness/native-cluster.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { asSuperuser, prepareTemplate } from "../harness/prepared.ts";
import { newAccount } from "../server/invented-people.ts";
import { type Served, serve } from "../server/serve.ts";

const native = inject("nativePostgres");
const absence = "absent" in native ? ` (${native.absent})` : "";
const REST_MS = 300;
/** On a busy machine a replica takes its time. */
const PATIENT = { timeout: 60_000 };

describe.skipIf("absent" in native)(`a streaming replica${absence}`, () => {
  let primary: Cluster;
  let replica: Cluster;
  let db: Database;
  let organisation: TestOrganisation;
  const states: string[] = [];
  /** Which options each transaction of a served call had. */
  const asked: (TransactionOptions | undefined)[] = [];

  beforeAll(async () => {
    const found = findPostgres();
    if ("absent" in found) throw new Error(found.absent);
    primary = startCluster(found.bin);
    await prepareTemplate(primary.folder);
    replica = startCluster(found.bin, { follows: primary.folder });
    db = await openDatabase({
      url: addressOf(primary.folder, "authenticator", TEMPLATE),
      ownerUrl: addressOf(primary.folder, MIGRATOR, TEMPLATE),
      replicaUrl: addressOf(replica.folder, "authenticator", TEMPLATE),
      onReplica: (state) => states.push(state),
      restMs: REST_MS,
    });
    organisation = await makeOrganisation(db);
  });
  afterAll(async () => {
    await db?.close();
    replica?.stop();
    primary?.stop();
  });
  afterEach(async () => {
    if (!replica.isRunning()) replica.start();
    await onReplica("select pg_wal_replay_resume()");
  });

  const onReplica = (sql: string) => asSuperuser(replica.folder, TEMPLATE, sql);
  const options = { readOnly: true, fromReplica: true };
  /** Which server answers a read that the replica may answer. */
  const answering = () =>
    db.transaction(
      {},
      "authenticated",
      async (query) => {
        const { rows } = await query("select pg_catalog.pg_is_in_recovery() as replica");
        return rows[0]?.["replica"] === true ? "replica" : "primary";
      },
      options,
    );

  test("answers what it may, once it has replayed all that was written", async () => {
    await expect.poll(answering, PATIENT).toBe("replica");
    expect(states).toContain("in_use");
  });

  test("is not asked for anything else, nor for what writes", async () => {
    const inRecovery = async (wish: TransactionOptions) =>
      db.transaction(
        {},
        "authenticated",
        async (query) => (await query("select pg_catalog.pg_is_in_recovery() as r")).rows,
        wish,
      );
    for (const wish of [{}, { readOnly: true }, { fromReplica: true }]) {
      expect(await inRecovery(wish)).toEqual([{ r: false }]);
    }
  });

  test("that lags is passed over: what was just written is read, from the primary", async () => {
    await expect.poll(answering, PATIENT).toBe("replica");
    await onReplica("select pg_wal_replay_pause()");
    await call(db, organisation.account("admin"), "create_team", { name: "Équipe fictive C" });
    expect(await answering()).toBe("primary");
    expect(states.at(-1)).toBe("behind");
    await onReplica("select pg_wal_replay_resume()");
    await expect.poll(answering, PATIENT).toBe("replica");
  });

  test("that lags lets nobody in whose membership ended or whose session was signed out", async () => {
    await onReplica("select pg_wal_replay_pause()");
    const gone = organisation.account("researcher");
    await call(db, organisation.account("admin"), "end_membership", {
      member: organisation.member("researcher"),
    });
    expect(
      await refusal(
        as(db, gone, (query) => query("select api.research_windows()"), {
          readOnly: true,
          fromReplica: true,
        }),
      ),
    ).toBe("42501");
  });

  test("that is lost is passed over, and used again once it is back", async () => {
    await expect.poll(answering, PATIENT).toBe("replica");
    replica.halt();
    expect(await answering()).toBe("primary");
    expect(states.at(-1)).toBe("unreachable");
    replica.start();
    await wait(REST_MS);
    await expect.poll(answering, PATIENT).toBe("replica");
  });

  test("that became a primary of its own is never asked again", async () => {
    const other = await openDatabase({
      url: addressOf(primary.folder, "authenticator", TEMPLATE),
      replicaUrl: addressOf(primary.folder, "authenticator", "postgres"),
      onReplica: (state) => states.push(state),
    });
    await wait(100);
    const { rows } = await other.transaction(
      {},
      "anon",
      (query) => query("select pg_catalog.current_database() as name"),
      options,
    );
    expect(rows).toEqual([{ name: TEMPLATE }]);
    expect(states.at(-1)).toBe("behind");
    await other.close();
  });

  describe("behind the HTTP server", () => {
    let served: Served;
    let token = "";
    beforeAll(async () => {
      const spied: Database = {
        ...db,
        transaction: (settings, role, work, wish) => {
          asked.push(wish);
          return db.transaction(settings, role, work, wish);
        },
      };
      served = await serve(spied);
      const account = await newAccount(db);
      await owned(db, "update org.member set user_id = $1 where id = $2", [
        account.id,
        organisation.member("lead"),
      ]);
      const signedIn = await served.client().auth.signInWithPassword(account);
      token = signedIn.data.session?.access_token ?? "";
    });
    afterAll(() => served.close());

    const mayReplicaAnswer = async (path: string, json?: unknown) => {
      asked.length = 0;
      const answer = await served.ask(`/rest/v1/rpc/${path}`, {
        token,
        ...(json === undefined ? {} : { json }),
      });
      expect(answer.status).toBe(200);
      return asked.some((wish) => wish?.fromReplica);
    };

    test("reads of releases may be its, by GET alone", async () => {
      for (const path of ["windows?tier=lead", "heat?tier=lead", "leaves?season=1"]) {
        expect(await mayReplicaAnswer(path)).toBe(true);
      }
      expect(await mayReplicaAnswer("windows", { tier: "lead" })).toBe(false);
    });

    test("what is live or audited is the primary's", async () => {
      for (const path of ["me", "coverage", "week?monday=2026-06-01", "batches", "sectors"]) {
        expect(await mayReplicaAnswer(path)).toBe(false);
      }
    });
  });
});
