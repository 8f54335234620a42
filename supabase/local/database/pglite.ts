import {
  type Database,
  DatabaseError,
  enterRole,
  OWNER,
  type Query,
  type Row,
  settingsStatement,
  type TransactionOptions,
} from "./database.ts";
import type { WorkerOptions, WorkerRequest } from "./pglite-messages.ts";
import { type PgliteThread, startThread } from "./pglite-thread.ts";

/**
 * PGlite behind the door: one connection, transactions one after another (first come, first served).
 *
 * A transaction that passes its time limit is ended with its thread, and the database is opened again from
 * its folder; a database in memory cannot come back and stays closed.
 */
export async function openPglite(options: WorkerOptions): Promise<Database> {
  return new PgliteDatabase(options, await startThread(options)).door();
}

class PgliteDatabase {
  private readonly options: WorkerOptions;
  private thread: PgliteThread;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: WorkerOptions, thread: PgliteThread) {
    this.options = options;
    this.thread = thread;
  }

  door(): Database {
    return {
      kind: "pglite",
      transaction: (settings, role, work, options) =>
        this.alone(() => this.transact(settings, role, work, options ?? {})),
      exec: (sql) => this.alone(() => this.run(sql)),
      dump: () => this.alone(() => this.call({ op: "dump" })) as Promise<Uint8Array>,
      close: async () => {
        await this.alone(() => this.end());
      },
    };
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private call(request: WorkerRequest): Promise<unknown> {
    return this.thread.call(request);
  }

  /** Closes the database; one that already stopped has nothing left to close. */
  private async end(): Promise<void> {
    try {
      await this.call({ op: "close" });
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === "57P01")) throw error;
    } finally {
      await this.thread.terminate();
    }
  }

  private async run(sql: string): Promise<void> {
    try {
      await this.call({ op: "exec", sql });
    } catch (error) {
      await this.call({ op: "exec", sql: "rollback" });
      throw error;
    }
  }

  private async transact<T>(
    settings: Readonly<Record<string, string>>,
    role: string | null,
    work: (query: Query) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> {
    const limit = new TimeLimit(options.timeoutMs);
    const query: Query = async (sql, params = []) => {
      const rows = await limit.race(this.call({ op: "query", sql, params }));
      return { rows: rows as Row[] };
    };
    try {
      await query(options.readOnly ? "begin read only" : "begin");
      await this.enter(query, settings, role);
      const value = await limit.race(work(query));
      await query("commit");
      await this.leave(role);
      return value;
    } catch (error) {
      await this.giveUp(limit.passed, role);
      throw error;
    } finally {
      limit.clear();
    }
  }

  private async enter(query: Query, settings: Readonly<Record<string, string>>, role: string | null) {
    // From `authenticator`, which is no superuser: only roles granted to it can be entered.
    if (role !== null) await query("set session authorization authenticator");
    const set = settingsStatement(settings);
    if (set) await query(...set);
    await query(enterRole(role ?? OWNER));
  }

  /** Neither the end of a transaction nor `reset` restores PGlite 0.5's session authorization: leave it by name. */
  private async leave(role: string | null): Promise<void> {
    if (role !== null) await this.call({ op: "exec", sql: "set session authorization postgres" });
  }

  private async giveUp(timePassed: boolean, role: string | null): Promise<void> {
    if (!timePassed) {
      await this.call({ op: "exec", sql: "rollback" });
      await this.leave(role);
      return;
    }
    await this.thread.terminate();
    if (!this.options.dataDir) return;
    const { seedDump: _seed, ...folder } = this.options;
    this.thread = await startThread(folder);
  }
}

/** Rejects what takes longer than a limit in milliseconds. */
class TimeLimit {
  passed = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly expiry: Promise<never> | undefined;

  constructor(milliseconds: number | undefined) {
    if (milliseconds === undefined) return;
    this.expiry = new Promise<never>((_, reject) => {
      this.timer = setTimeout(() => {
        this.passed = true;
        reject(new DatabaseError("time_limit_passed", "57014"));
      }, milliseconds);
    });
    this.expiry.catch(() => undefined);
  }

  race<T>(work: Promise<T>): Promise<T> {
    return this.expiry ? Promise.race([work, this.expiry]) : work;
  }

  clear(): void {
    clearTimeout(this.timer);
  }
}
