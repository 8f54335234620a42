import type { Outcome } from "../domain/outcome.ts";
import { type CallError, write } from "./call.ts";
import { type Decoded, day, flag, integer, maybe, oneOf, otherwise, record } from "./decode.ts";

/** Row counts of an erasure; which of them there are depends on what is erased. */
export type Counts = {
  readonly [Name in CountName]?: number | null;
} & { readonly last_day?: string };

type CountName =
  | ("rows" | "visits" | "encounters" | "contacts" | "institutional")
  | ("sites" | "alerts" | "events");

/** Kinds of rows that can be erased one by one. */
export const ROW_KINDS = ["visit", "encounter", "contact", "institutional"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** What every answer says: published releases hold no record, and none of them changed. */
const common = { dry_run: flag, releases: oneOf(["unchanged"]) };

const retention = record({
  /** Last service date that has come of age. */
  last_day: day,
  /** Whole hundreds, rounded down; so are encounters. */
  contacts: integer,
  encounters: integer,
  /** Counts of institutional contacts: rows, not youths. */
  institutional: otherwise(integer, 0),
  visits: integer,
  sites: integer,
  alerts: integer,
  /** Audit rows. */
  events: integer,
  ...common,
});
export type RetentionAnswer = Decoded<typeof retention>;

/** What retention would do now, or does it (dpo, with a fresh code). */
export function runRetention(dryRun: boolean): Promise<Outcome<RetentionAnswer, CallError>> {
  return write("retention", { dry_run: dryRun }, retention);
}

const row = record({
  visits: integer,
  encounters: integer,
  /** Only for the account that wrote the row. */
  contacts: maybe(integer),
  institutional: maybe(integer),
  ...common,
});

/** Erases an own row, or (dpo) any row of the organisation by its id; a dry run counts. */
export function eraseRow(
  kind: RowKind,
  id: string,
  dryRun: boolean,
): Promise<Outcome<Decoded<typeof row>, CallError>> {
  return write("erase_row", { kind, id, dry_run: dryRun }, row);
}

const batch = record({ rows: integer, visits: integer, encounters: integer, contacts: integer, ...common });

/** Erases what an import brought (dpo, with a fresh code); a dry run counts. */
export function eraseBatch(id: string, dryRun: boolean): Promise<Outcome<Decoded<typeof batch>, CallError>> {
  return write("erase_batch", { batch: id, dry_run: dryRun }, batch);
}

const records = record({
  contacts: integer,
  encounters: integer,
  institutional: otherwise(integer, 0),
  visits: integer,
  sites: integer,
  alerts: integer,
  ...common,
});

/** Erases every record of the organisation, whose name is typed (dpo, with a fresh code); a dry run counts. */
export function eraseRecords(
  organisationName: string,
  dryRun: boolean,
): Promise<Outcome<Decoded<typeof records>, CallError>> {
  return write("erase_records", { organisation_name: organisationName, dry_run: dryRun }, records);
}
