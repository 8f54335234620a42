import type { Query } from "../database/database.ts";
import type { ErasedMany, ErasedRow, Erasure } from "./journal.ts";

/** How many erasures a restore had to do again, and how many rows of the backup went with them. */
export interface Replayed {
  readonly erasures: number;
  readonly rows: number;
}

/**
 * Erases again what was erased after a backup was made, in the transaction of its restore, then what has come of age
 * since. An event counts as older than the backup where the backup's own log holds it, or begins after it.
 */
export async function replay(query: Query, erasures: readonly Erasure[]): Promise<Replayed> {
  const before = await records(query);
  let again = 0;
  for (const erasure of erasures) {
    if (erasure.erased === "row") again += await eraseRow(query, erasure);
    else again += await eraseMany(query, erasure);
  }
  await reserveNumbers(query, erasures);
  const after = await records(query);
  const { rows: organisations } = await query("select id from org.organisation order by id");
  for (const { id } of organisations) {
    await query("select field.retain($1)", [id]);
    await query(
      "select audit.write('backup_restored', null, jsonb_build_object('erasures', $2::integer), $1)",
      [id, again],
    );
  }
  return { erasures: again, rows: before - after };
}

async function records(query: Query): Promise<number> {
  const { rows } = await query(
    `select (select count(*) from field.visit) + (select count(*) from field.encounter)
       + (select count(*) from field.contact) as n`,
  );
  return Number(rows[0]?.["n"]);
}

/** Kept out for ever, also where the backup does not hold it: it may lie on a phone that has not sent it yet. */
async function eraseRow(query: Query, { id, organisation, at }: ErasedRow): Promise<number> {
  const { rows } = await query(
    `insert into field.erasure (row_id, organisation_id, erased_at)
     select $1::uuid, o.id, $3::timestamptz from org.organisation o where o.id = $2::uuid
     on conflict do nothing returning row_id`,
    [id, organisation, at],
  );
  await query(
    `select field.remove_row($2::uuid, k.kind, $1::uuid, k.visit, k.encounter) from (
       select 'contact' as kind, e.visit_id as visit, e.id as encounter
       from field.contact c join field.encounter e on e.id = c.encounter_id where c.id = $1::uuid
       union all select 'encounter', e.visit_id, e.id from field.encounter e where e.id = $1::uuid
       union all select 'visit', v.id, null from field.visit v where v.id = $1::uuid
     ) k`,
    [id, organisation],
  );
  return rows.length;
}

async function eraseMany(query: Query, erasure: ErasedMany): Promise<number> {
  const { erased, event, subject, organisation, at } = erasure;
  const { rows } = await query(
    `select from audit.event e where e.id = $1
     union all
     select from (select min(e.id) as first from audit.event e where e.organisation_id = $2::uuid) l where l.first > $1`,
    [event, organisation],
  );
  if (rows.length > 0) return 0;
  const known = await query("select from org.organisation o where o.id = $1::uuid", [organisation]);
  if (known.rows.length === 0) return 0;
  if (erased === "records_erased") {
    await query("select field.remove_records($1::uuid)", [organisation]);
  } else {
    await query(
      `with undone as (
         update field.import_batch b set undone_at = $3::timestamptz
         where b.id = $1::uuid and b.organisation_id = $2::uuid and b.undone_at is null returning b.id
       )
       select field.remove_batch_rows(u.id) from undone u`,
      [subject, organisation, at],
    );
  }
  // The event itself: a backup that is made from now on is younger than this erasure.
  await query(
    `insert into audit.event (id, organisation_id, happened_at, via, action, subject)
     overriding system value values ($1, $2::uuid, $3::timestamptz, 'system', $4, $5::uuid)`,
    [event, organisation, at, erased, subject],
  );
  return 1;
}

/** The log's next number is after every event of the list, so that no number means two events. */
async function reserveNumbers(query: Query, erasures: readonly Erasure[]): Promise<void> {
  const last = erasures.reduce((max, each) => (each.erased === "row" ? max : Math.max(max, each.event)), 0);
  await query(
    `select setval(pg_get_serial_sequence('audit.event', 'id')::regclass,
       greatest($1::bigint, (select coalesce(max(id), 0) from audit.event), 1))`,
    [last],
  );
}
