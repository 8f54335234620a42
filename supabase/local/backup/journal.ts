import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Database, Query } from "../database/database.ts";
import { BackupError } from "./backup-error.ts";

/** A row that was erased: its id blocks it for ever. */
export interface ErasedRow {
  readonly erased: "row";
  readonly id: string;
  readonly organisation: string;
  readonly at: string;
}

/** An import or all records of an organisation that were erased, or an import that was undone: the audit row of it. */
export interface ErasedMany {
  readonly erased: "batch_erased" | "import_undone" | "records_erased";
  readonly event: number;
  readonly subject: string;
  readonly organisation: string;
  readonly at: string;
}

export type Erasure = ErasedRow | ErasedMany;

const FILE = "erasures.jsonl";
const HEADER = { repere: "erasures", format: 1 } as const;

/** Where the list of erasures of a folder of backups is. */
export function journalFile(backups: string): string {
  return join(backups, FILE);
}

/**
 * The list of what was erased, beside the backups and as durable as they: ids alone, so that a backup made before an
 * erasure does not bring back what is gone (privacy.md, access and devices). An erasure is in it before its answer leaves.
 */
export class Journal {
  private readonly file: string;
  private keys: Set<string> | undefined;
  /** The newest erasure seen by this process: older ones than a day before it are in the file. */
  private seen = "-infinity";
  private queue: Promise<unknown> = Promise.resolve();

  constructor(backups: string) {
    this.file = journalFile(backups);
  }

  /** Adds what the database says was erased and the file does not hold yet; returns how many. */
  note(db: Database): Promise<number> {
    const turn = this.queue.then(
      () => this.noteNow(db),
      () => this.noteNow(db),
    );
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async noteNow(db: Database): Promise<number> {
    const erasures = await db.transaction({}, null, (query) => erasuresOf(query, this.seen), {
      readOnly: true,
    });
    this.keys ??= new Set(existsSync(this.file) ? readJournal(this.file).map(keyOf) : []);
    const known = this.keys;
    const fresh = erasures.filter((each) => !known.has(keyOf(each)));
    if (fresh.length > 0 || !existsSync(this.file)) append(this.file, fresh);
    for (const each of fresh) known.add(keyOf(each));
    this.seen = erasures.reduce(
      (last, { erased, at }) => (erased === "row" && at > last ? at : last),
      this.seen,
    );
    return fresh.length;
  }
}

/** Appends lines and waits until they are on the disk; a new list begins with what it is. */
function append(file: string, erasures: readonly Erasure[]): void {
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  const lines = existsSync(file) ? erasures : [HEADER, ...erasures];
  if (existsSync(file)) dropHalfLine(file);
  const handle = openSync(file, "a", 0o600);
  try {
    writeSync(handle, lines.map((each) => `${JSON.stringify(each)}\n`).join(""));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What a power cut left of a line would spoil the one after it. */
function dropHalfLine(file: string): void {
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf(10) + 1;
  if (whole > 0 && whole < bytes.length) truncateSync(file, whole);
}

/**
 * Reads a list of erasures. A last line that a power cut left half is passed over: its erasure was not answered.
 *
 * @throws BackupError `no_journal` or `journal_damaged`.
 */
export function readJournal(file: string): Erasure[] {
  if (!existsSync(file)) throw new BackupError("no_journal", file);
  const [first, ...lines] = readFileSync(file, "utf8").split("\n");
  const last = lines.pop() ?? "";
  if (last !== "" && isErasure(last)) lines.push(last);
  try {
    if (JSON.parse(first ?? "").repere !== HEADER.repere) throw new Error("another file");
    return lines.map((line) => JSON.parse(line) as Erasure);
  } catch {
    throw new BackupError("journal_damaged", file);
  }
}

function isErasure(text: string): boolean {
  try {
    return typeof JSON.parse(text).erased === "string";
  } catch {
    return false;
  }
}

function keyOf(erasure: Erasure): string {
  return erasure.erased === "row" ? erasure.id : String(erasure.event);
}

/** What a database says was erased: rows since a day before `since`, and every event that is still in the log. */
async function erasuresOf(query: Query, since: string): Promise<Erasure[]> {
  const { rows } = await query(
    `select 'row' as erased, null::bigint as event, e.row_id::text as id, e.organisation_id::text as organisation,
       to_char(e.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from field.erasure e where e.erased_at >= $1::timestamptz - interval '1 day'
     union all
     select v.action, v.id, v.subject::text, v.organisation_id::text,
       to_char(v.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
     from audit.event v
     where v.action in ('batch_erased', 'import_undone', 'records_erased')
       and v.subject is not null and v.organisation_id is not null
     order by 5, 2`,
    [since],
  );
  return rows.map((row) => {
    const shared = { organisation: String(row["organisation"]), at: String(row["at"]) };
    const id = String(row["id"]);
    const erased = String(row["erased"]);
    return erased === "row"
      ? { erased, id, ...shared }
      : { erased: erased as ErasedMany["erased"], event: Number(row["event"]), subject: id, ...shared };
  });
}
