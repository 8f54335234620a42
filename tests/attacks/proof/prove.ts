import type { Tier } from "../../../src/domain/release.ts";
import { addDays, wallClockAt } from "../../../src/domain/slot.ts";
import type { Leaf } from "../../../src/reference/partition.ts";
import { type Mechanism, mechanismOf, WINDOW_DAYS } from "../../../src/reference/rules.ts";
import type { Shown } from "../../../src/reference/shown.ts";
import type { Database, Query } from "../../../supabase/local/database/database.ts";
import { contributionsOf, type Publication, type VisitRecord, visitsSuffice } from "../port/counted.ts";
import { recordKey, SECRET } from "../port/keys.ts";
import { shownOf } from "../port/window.ts";
import { type Loaded, load } from "./load.ts";
import { publishedOn, type RandomDatabase, STARTS_ON } from "./random-database.ts";

/** What a window showed by the product and by the port, by the squares of each leaf. */
export interface Comparison {
  readonly product: ReadonlyMap<string, Shown>;
  readonly port: ReadonlyMap<string, Shown>;
  readonly leaves: number;
}

interface Published {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly today: string;
  readonly publishedAt: number;
  readonly leaves: ReadonlyMap<number, Leaf>;
  readonly shown: ReadonlyMap<number, Shown>;
}

/** Publishes two windows of a random database by the product's SQL and computes the same by the port. */
export async function compare(db: Database, given: RandomDatabase): Promise<Comparison[]> {
  const settings = { "repere.release_secret": SECRET };
  const made = await db.transaction(settings, null, (query) => load(query, given));
  const comparisons: Comparison[] = [];
  let before: Published | undefined;
  for (const nth of [0, 1] as const) {
    const today = publishedOn(given.tier, nth);
    const published = await db.transaction({ ...settings, "repere.today": today }, null, (query) =>
      publish(query, given, made, nth),
    );
    comparisons.push(compareWindow(given, made, published, before));
    before = published;
  }
  return comparisons;
}

async function publish(query: Query, given: RandomDatabase, made: Loaded, nth: 0 | 1): Promise<Published> {
  const days = WINDOW_DAYS[given.tier];
  const startsOn = addDays(STARTS_ON, nth * days);
  const endsOn = addDays(startsOn, days - 1);
  const team = given.tier === "educator" ? made.teams[0] : null;
  const { rows } = await query(
    `select w.id, w.season_id, w.published_at from release.publish_window($1, $2::release.tier, $3, $4, $5, null) w`,
    [made.organisation, given.tier, team, startsOn, endsOn],
  );
  const cells = await query(
    "select leaf_id, breakdown || '/' || category as name, class from release.cell where window_id = $1",
    [rows[0]?.["id"]],
  );
  const squares = await query(
    "select leaf_id, square, size_km from release.leaf_square where season_id = $1 order by square",
    [rows[0]?.["season_id"]],
  );
  const shown = new Map<number, Record<string, number>>();
  for (const row of cells.rows) {
    const leaf = Number(row["leaf_id"]);
    shown.set(leaf, { ...shown.get(leaf), [String(row["name"])]: Number(row["class"]) });
  }
  const leaves = new Map<number, (readonly [number, number])[]>();
  for (const row of squares.rows) {
    const leaf = Number(row["leaf_id"]);
    leaves.set(leaf, [...(leaves.get(leaf) ?? []), [Number(row["square"]), Number(row["size_km"])]]);
  }
  const publishedAt = Date.parse(String(rows[0]?.["published_at"]));
  return { startsOn, endsOn, today: publishedOn(given.tier, nth), publishedAt, leaves, shown };
}

function compareWindow(
  given: RandomDatabase,
  made: Loaded,
  published: Published,
  before: Published | undefined,
): Comparison {
  const { tier } = given;
  const team = tier === "educator" ? (made.teams[0] ?? null) : null;
  const publication: Publication = {
    ...{ team, startsOn: published.startsOn, endsOn: published.endsOn, today: published.today },
    publishedAt: published.publishedAt,
    before: before && { startsOn: before.startsOn, publishedAt: before.publishedAt },
    lateDays: WINDOW_DAYS[tier],
    fictitious: given.fictitious,
    everyContact: given.everyContact,
  };
  const visits = visitsOf(given, made);
  const product = new Map<string, Shown>();
  const port = new Map<string, Shown>();
  for (const [leaf, squares] of published.leaves) {
    const own = visits.filter(({ cell }) => squares.some((square) => holds(square, cell)));
    const place = { organisation: made.organisation, tier, team, startsOn: published.startsOn, squares };
    const people = contributionsOf(own, publication);
    const shown = shownOf(place, people, visitsSuffice(own, publication), mechanism(tier, given));
    const name = squares.map((each) => each.join("/")).join(" ");
    if (Object.keys(shown).length > 0) port.set(name, shown);
    const stored = published.shown.get(leaf);
    if (stored) product.set(name, stored);
  }
  return { product, port, leaves: published.leaves.size };
}

function holds([square, sizeKm]: readonly [number, number], cell: number): boolean {
  const north = Math.floor(cell / 10_000) - Math.floor(square / 10_000);
  const east = (cell % 10_000) - (square % 10_000);
  return north >= 0 && north < sizeKm && east >= 0 && east < sizeKm;
}

function mechanism(tier: Tier, { thresholds }: RandomDatabase): Mechanism {
  const { k0, k1, k2 } = thresholds;
  return { ...mechanismOf(tier), thresholds: { k0, k1, k2: tier === "lead" ? k2 : undefined } };
}

function visitsOf(given: RandomDatabase, made: Loaded): VisitRecord[] {
  return given.meetings.map((each, nth) => {
    const [file, recorder] = each.imported ?? [];
    const from = file === undefined ? undefined : made.files[file];
    const receivedAt = Date.parse(each.receivedAt);
    return {
      id: String(nth),
      team: made.teams[each.team] ?? "",
      cell: each.cell,
      day: each.day,
      receivedAt,
      receivedOn: wallClockAt(receivedAt, "Europe/Paris").date,
      status: each.status,
      reached: each.youths.length > 0 || each.reached,
      atSite: each.atSite,
      writer: {
        account: made.accounts[each.account] ?? "",
        countsFrom: given.accounts[each.account] ?? "",
        file: from && { id: from.id, approved: given.files[file ?? -1]?.approved ?? false },
        columnRecorder: from?.recorders[recorder ?? -1],
      },
      placeKind: each.placeKind,
      youths: each.youths.map((youth) => ({ ...youth, recordKey: recordKey(youth.contributor) })),
    };
  });
}
