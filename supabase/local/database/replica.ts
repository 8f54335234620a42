import { type Database, DatabaseError, type Query, type TransactionOptions } from "./database.ts";

/** What became of the replica; told when it changes, for the log. */
type ReplicaState = "in_use" | "behind" | "unreachable";

export interface ReplicaOptions {
  /** Told of each change. */
  readonly onReplica?: (state: ReplicaState) => void;
  /** How often the primary is asked how far it has written, in milliseconds; tests shorten it. */
  readonly lookEveryMs?: number;
  /** How long a replica that could not be asked is left alone, in milliseconds. */
  readonly restMs?: number;
}

const LOOK_EVERY_MS = 1000;
const REST_MS = 5000;
/** Without news of the primary for so long, nobody knows how old the replica's answers are. */
const BLIND_MS = 10_000;

/** Thrown inside a transaction on the replica, so that it is given up and made on the primary. */
class Behind extends Error {}

/**
 * Lets a streaming replica answer what may be answered by one (`fromReplica`), where it has replayed all that matters:
 * whatever this server wrote, to the last byte, so that a membership that ended or a session that was signed out reads
 * nothing there either; and whatever others had written when the primary was last asked, at most a second ago. Anything
 * else goes to the primary, as does every call that the replica could not answer.
 */
export function withReplica(
  primary: Database,
  replica: Database,
  { onReplica = () => undefined, lookEveryMs = LOOK_EVERY_MS, restMs = REST_MS }: ReplicaOptions = {},
): Database {
  const watch = new ReplicaWatch(onReplica, restMs);
  const look = () =>
    primary
      .transaction({}, "anon", async (query) => watch.see(await writtenUpTo(query)), { readOnly: true })
      .catch(
        // The primary does not answer: what it says next counts.
        () => undefined,
      );
  void look();
  const looks = setInterval(look, lookEveryMs);
  looks.unref();
  return {
    ...primary,
    transaction: async (settings, role, work, options = {}) => {
      const needed = options.fromReplica && options.readOnly ? watch.needed() : undefined;
      if (needed !== undefined) {
        const answer = await onlyIfFresh(replica, watch, needed, [settings, role, work, options]);
        if (answer) return answer.value;
      }
      const value = await primary.transaction(settings, role, work, options);
      if (!options.readOnly) await look();
      return value;
    },
    close: async () => {
      clearInterval(looks);
      await Promise.all([primary.close(), replica.close()]);
    },
  };
}

/** Position in the primary's log, in bytes. */
async function writtenUpTo(query: Query): Promise<number> {
  const { rows } = await query("select pg_catalog.pg_current_wal_lsn() - '0/0'::pg_catalog.pg_lsn as at");
  return Number(rows[0]?.["at"]);
}

/** What a transaction was asked for. */
type Asked<T> = readonly [
  settings: Readonly<Record<string, string>>,
  role: string | null,
  work: (query: Query) => Promise<T>,
  options: TransactionOptions,
];

/** What the replica answers; undefined where the primary must be asked. */
async function onlyIfFresh<T>(
  replica: Database,
  watch: ReplicaWatch,
  needed: number,
  [settings, role, work, options]: Asked<T>,
): Promise<{ value: T } | undefined> {
  try {
    const value = await replica.transaction(
      settings,
      role,
      async (query) => {
        await requireReplayed(query, needed);
        return work(query);
      },
      options,
    );
    watch.tell("in_use");
    return { value };
  } catch (error) {
    if (error instanceof Behind) watch.tell("behind");
    else if (isOfReplica(error)) watch.rest();
    else throw error;
    return undefined;
  }
}

async function requireReplayed(query: Query, needed: number): Promise<void> {
  const { rows } = await query("select pg_catalog.pg_last_wal_replay_lsn() - '0/0'::pg_catalog.pg_lsn as at");
  const at = rows[0]?.["at"];
  // Null on a server that follows nobody: promoted, it would answer from a history of its own.
  if (at === null || at === undefined || Number(at) < needed) throw new Behind();
}

/** Connection lost or refused, stopped or starting, out of room, ended by its own recovery: the primary may do better. */
function isOfReplica(error: unknown): boolean {
  return error instanceof DatabaseError && /^(08|53|57P|58|40001|XX|28|3D)/.test(error.code);
}

/** How far the primary has written, and whether the replica is worth asking. */
class ReplicaWatch {
  private readonly onReplica: (state: ReplicaState) => void;
  private readonly restMs: number;
  private state: ReplicaState | undefined;
  private written = Number.POSITIVE_INFINITY;
  private seenAt = Number.NEGATIVE_INFINITY;
  private restsUntil = Number.NEGATIVE_INFINITY;

  constructor(onReplica: (state: ReplicaState) => void, restMs: number) {
    this.onReplica = onReplica;
    this.restMs = restMs;
  }

  see(written: number): void {
    this.written = Number.isFinite(this.written) ? Math.max(this.written, written) : written;
    this.seenAt = performance.now();
  }

  /** What the replica must have replayed; undefined where it is not to be asked. */
  needed(): number | undefined {
    const now = performance.now();
    return now < this.restsUntil || now - this.seenAt > BLIND_MS ? undefined : this.written;
  }

  rest(): void {
    this.restsUntil = performance.now() + this.restMs;
    this.tell("unreachable");
  }

  tell(state: ReplicaState): void {
    if (state === this.state) return;
    this.state = state;
    this.onReplica(state);
  }
}
