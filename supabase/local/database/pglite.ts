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
import { DiskRoom, type FreeBytes } from "./disk-room.ts";
import type { WorkerOptions, WorkerRequest } from "./pglite-messages.ts";
import { type PgliteThread, startThread } from "./pglite-thread.ts";

/**
 * PGlite behind the door: one connection, transactions one after another (first come, first served).
 *
 * A transaction that passes its time limit is ended with its thread, and the database is opened again from
 * its folder; a database in memory cannot come back and stays closed. So is what fills the disk; then everything that
 * writes is refused with SQLSTATE 53100 until there is room again, and reading goes on where the thread still runs.
 */
export async function openPglite(options: WorkerOptions, free?: FreeBytes): Promise<Database> {
  const database = new PgliteDatabase(options, new DiskRoom(options.dataDir, free));
  await database.open();
  return database.door();
}

class PgliteDatabase {
  private readonly options: WorkerOptions;
  private readonly room: DiskRoom;
  /** Undefined before it answers, and once it was ended and not yet started again. */
  private thread: PgliteThread | undefined;
  private starting = new AbortController();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: WorkerOptions, room: DiskRoom) {
    this.options = options;
    this.room = room;
  }

  async open(): Promise<void> {
    this.room.require();
    await this.room.watch(
      () => this.start(this.options),
      () => this.stop(),
    );
  }

  door(): Database {
    return {
      kind: "pglite",
      transaction: (settings, role, work, options) =>
        this.working(options?.readOnly ?? false, () => this.transact(settings, role, work, options ?? {})),
      exec: (sql) => this.working(false, () => this.run(sql)),
      dump: () => this.working(true, () => this.call({ op: "dump" })) as Promise<Uint8Array>,
      close: async () => {
        await this.alone(() => this.end());
      },
    };
  }

  /** Works where there is room on the disk, on a thread that runs. */
  private working<T>(readOnly: boolean, work: () => Promise<T>): Promise<T> {
    return this.alone(async () => {
      // Opening recovers, which writes.
      if (!readOnly || !this.thread) this.room.require();
      return this.room.watch(
        async () => {
          if (!this.thread && this.options.dataDir) await this.restart();
          return work();
        },
        () => this.stop(),
      );
    });
  }

  private async stop(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    this.starting.abort();
    await thread?.terminate();
  }

  private async start(options: WorkerOptions): Promise<void> {
    this.starting = new AbortController();
    this.thread = await startThread(options, this.starting.signal);
  }

  private restart(): Promise<void> {
    const { seedDump: _seed, ...folder } = this.options;
    return this.start(folder);
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async call(request: WorkerRequest): Promise<unknown> {
    if (!this.thread) throw new DatabaseError("database_stopped", "57P01");
    return this.thread.call(request);
  }

  /** Closes the database; one that already stopped has nothing left to close, one without room is left to recovery. */
  private async end(): Promise<void> {
    try {
      if (this.room.hasReserve()) await this.call({ op: "close" });
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === "57P01")) throw error;
    } finally {
      await this.stop();
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
    await this.stop();
    if (this.options.dataDir && this.room.hasReserve()) await this.restart();
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
