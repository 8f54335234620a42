import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../../local/harness/calls.ts";

/** Draws of a sampler: how often each value came. */
export type Histogram = ReadonlyMap<number, number>;

const AT_ONCE = 100_000;

/** Runs a query that gives `k` and `n` over so many draws ($1 to $2), in portions. */
async function drawn(
  db: Database,
  sql: string,
  draws: number,
  values: readonly unknown[],
): Promise<Histogram> {
  const found = new Map<number, number>();
  for (let from = 1; from <= draws; from += AT_ONCE) {
    const rows = await owned(db, sql, [from, Math.min(draws, from + AT_ONCE - 1), ...values]);
    for (const { k, n } of rows) found.set(Number(k), (found.get(Number(k)) ?? 0) + Number(n));
  }
  return found;
}

/** Two-sided geometric noise of research releases and partitions, as the product draws it. */
export function geometricDraws(
  db: Database,
  numerator: number,
  denominator: number,
  draws: number,
): Promise<Histogram> {
  return drawn(
    db,
    `select k, count(*) as n from (
       select release.geometric_noise($3::integer, $4::integer) as k from generate_series($1::integer, $2::integer)
     ) d group by k`,
    draws,
    [numerator, denominator],
  );
}

/** Noise of staff releases or of living sites along its whole way: a sum of record keys, the cell key of a place, the table. */
export function cellDraws(db: Database, layer: "encounters" | "sites", draws: number): Promise<Histogram> {
  const noise = layer === "sites" ? "site_noise" : "staff_noise";
  return drawn(
    db,
    `with place as (
       select jsonb_populate_record(null::release.window, jsonb_build_object(
         'organisation_id', '5ec2e700-0000-4000-8000-000000000001', 'layer', $3::text, 'tier', 'lead',
         'starts_on', '2026-01-05'
       )) as window
     )
     select k, count(*) as n from (
       select release.${noise}(release.cell_key(p.window, sha256('\\x01'), s.sum * 2654435761::numeric, sha256('\\x02'))) as k
       from place p, generate_series($1::integer, $2::integer) s (sum)
     ) d group by k`,
    draws,
    [layer],
  );
}
