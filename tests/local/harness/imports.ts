import { randomUUID } from "node:crypto";
import type { AgeBand, Gender, PlaceKind, VisitOutcome } from "../../../src/domain/place-kind.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { type CallOptions, call, owned } from "./calls.ts";
import type { TestOrganisation } from "./organisation.ts";

/** A row of `import_batch` as a device sends it; fields may be wrong on purpose. */
export interface SentRow {
  readonly id: string;
  readonly cell: number;
  readonly service_date: string;
  readonly slot: string;
  readonly count: number;
  readonly place_kind: PlaceKind | null;
  readonly minutes: number | null;
  readonly outcome: VisitOutcome | null;
  readonly gender: Gender | null;
  readonly age_band: AgeBand | null;
  readonly first_time: boolean | null;
  readonly seen_recently: number | null;
  readonly recorder: number | null;
}

/** What `import_batch` answers. */
export interface ImportAnswer {
  readonly accepted: number;
  readonly repeated: number;
  readonly rejected: readonly { readonly index: number; readonly code: string }[];
  readonly done: boolean;
}

/** An invented good row: one girl met on an evening of March 2026; fields as given. */
export function sentRow(fields: Partial<SentRow> = {}): SentRow {
  return {
    id: randomUUID(),
    cell: 28893760,
    service_date: "2026-03-03",
    slot: "evening",
    count: 1,
    place_kind: "wandering",
    minutes: null,
    outcome: null,
    gender: "girl",
    age_band: "16-17",
    first_time: null,
    seen_recently: 0,
    recorder: null,
    ...fields,
  };
}

/** Arguments of one call of `import_batch` for rows of an invented file. */
export function importArgs(
  organisation: TestOrganisation,
  rows: readonly unknown[],
  fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    batch: randomUUID(),
    team: organisation.team(),
    file_digest: "ab".repeat(32),
    has_recorder_column: false,
    rows,
    finish: true,
    ...fields,
  };
}

/** Calls `import_batch` as the organisation's first lead, on a day after every invented row. */
export function importRows(
  db: Database,
  organisation: TestOrganisation,
  rows: readonly unknown[],
  fields: Readonly<Record<string, unknown>> = {},
  options: CallOptions = {},
): Promise<ImportAnswer> {
  const lead = organisation.account("lead");
  return call(db, lead, "import_batch", importArgs(organisation, rows, fields), {
    today: "2026-06-01",
    ...options,
  });
}

/** Row count and checksum of every table of `field`, by its name. */
export async function checksums(
  db: Database,
  except: readonly string[] = [],
): Promise<Record<string, { rows: number; sum: string }>> {
  const tables = await owned(
    db,
    `select relname from pg_class where relnamespace = 'field'::regnamespace and relkind = 'r' order by relname`,
  );
  const names = tables.map((row) => String(row["relname"])).filter((name) => !except.includes(name));
  const sums: Record<string, { rows: number; sum: string }> = {};
  for (const name of names) {
    const [row] = await owned(
      db,
      `select count(*) as rows, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as sum from field."${name}" t`,
    );
    sums[name] = { rows: Number(row?.["rows"]), sum: String(row?.["sum"]) };
  }
  return sums;
}
