import { createHash, randomUUID } from "node:crypto";
import { AGE_BANDS, type GENDERS } from "../../../src/domain/place-kind.ts";
import { type Random, randomFrom } from "../../../src/domain/random.ts";
import { addDays } from "../../../src/domain/slot.ts";
import { type Client, given } from "./client.ts";

/** One row of an invented file, as a device sends it. */
export interface Row {
  readonly id: string;
  readonly cell: number;
  readonly service_date: string;
  readonly slot: string;
  readonly count: number;
  readonly place_kind: "wandering" | "activity";
  readonly gender: (typeof GENDERS)[number];
  readonly age_band: (typeof AGE_BANDS)[number];
  readonly seen_recently: number;
  readonly recorder?: number;
}

/** The service clock of the attacked server, and the first day of its records: a window of both tiers begins there. */
export const TODAY = "2026-07-20";
export const FIRST_DAY = "2025-12-29";
const DAYS = 27 * 7;
/** South-west corner of the invented ground; a leaf is a square of 2 km. */
export const CORNER = 28_883_760;

/** The nth leaf of a row of the ground, as its south-west cell. */
export function leafCell(north: number, east: number): number {
  return CORNER + 2 * north * 10_000 + 2 * east;
}

/** A good row; fields as given. */
export function row(fields: Partial<Row> & Pick<Row, "cell" | "service_date">): Row {
  return {
    id: randomUUID(),
    slot: "evening",
    count: 1,
    place_kind: "wandering",
    gender: "?",
    age_band: "?",
    seen_recently: 0,
    ...fields,
  };
}

/** Half a year of an invented association's rows on 4 × 8 leaves, a few of them busy, others nearly empty. */
export function usualRows(recorders: number): Row[] {
  const random = randomFrom("attacked association");
  const leaves = Array.from({ length: 32 }, (_, nth) => ({
    cell: leafCell(Math.floor(nth / 8), nth % 8),
    // From 0 to about 3 youths a day.
    mean: 3 * random.next() ** 4,
    activity: random.next() ** 2,
    girls: 0.5 * random.next(),
  }));
  return leaves.flatMap(({ cell, mean, activity, girls }) =>
    Array.from({ length: DAYS }, () => random.poisson(mean / 2))
      .map((count, day) => ({ count, day }))
      .filter(({ count }) => count > 0)
      .map(({ count, day }) =>
        row({
          cell: cell + random.int(2) + 10_000 * random.int(2),
          service_date: addDays(FIRST_DAY, day),
          count,
          place_kind: random.chance(activity) ? "activity" : "wandering",
          gender: random.chance(girls) ? "girl" : "boy",
          age_band: ageOf(random),
          recorder: random.int(recorders),
        }),
      ),
  );
}

function ageOf(random: Random): Row["age_band"] {
  return AGE_BANDS[random.weighted([0.01, 0.03, 0.09, 0.29, 0.43, 0.08, 0.07])] ?? "?";
}

/** Imports a file as a lead. */
export async function importFile(
  lead: Client,
  team: string,
  rows: readonly Row[],
  { column = false, name = randomUUID() as string } = {},
): Promise<void> {
  const batch = randomUUID();
  const file_digest = createHash("sha256").update(name).digest("hex");
  for (let from = 0; from < rows.length; from += 2000) {
    const part = rows.slice(from, from + 2000);
    const finish = from + 2000 >= rows.length;
    const args = { batch, team, file_digest, has_recorder_column: column, rows: part, finish };
    const { rejected } = given<{ rejected: unknown[] }>(await lead.post("import_batch", args));
    if (rejected.length > 0) throw new Error(`rows refused: ${JSON.stringify(rejected.slice(0, 3))}`);
  }
}

interface WaitingBatch {
  readonly id: string;
  readonly recorder_approved: boolean | null;
  readonly recorder_values: number;
  readonly accepted: number;
}

/** Approves every recorder column that waits for it. */
export async function approveColumns(dpo: Client): Promise<void> {
  const { batches } = given<{ batches: WaitingBatch[] }>(await dpo.get("batches"));
  for (const { id, recorder_approved, recorder_values, accepted } of batches) {
    if (recorder_approved !== null) continue;
    const seen = { seen_values: recorder_values, seen_rows: accepted };
    given(await dpo.post("approve_recorder_column", { batch: id, approve: true, ...seen }));
  }
}

/** Publishes everything that is due and returns how many windows that were. */
export async function publishAll(lead: Client): Promise<number> {
  for (let published = 0; ; published++) {
    const answer = await lead.post("publish", {});
    if (answer.status === 400 && answer.text.includes("RP011")) return published;
    given(answer);
  }
}
