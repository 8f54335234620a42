import { type ImportRow, MAX_COUNT } from "../domain/import-row.ts";
import type { PlaceKind, VisitOutcome } from "../domain/place-kind.ts";
import type { Mapping } from "./mapping.ts";
import { type DecimalMark, numberOf } from "./numbers.ts";
import type { CellsByRole, Read } from "./read-place.ts";
import type { ColumnRole } from "./roles.ts";
import { type CellValue, textOf } from "./table.ts";
import { ageBandIn, booleanIn, genderIn, minutesIn, outcomeIn, placeKindIn } from "./values.ts";

/** What a row says besides where, when and by whom. */
export type Facts = Omit<ImportRow, "id" | "cell" | "service_date" | "slot" | "recorder">;

/** What tells how many: a column, one column for each gender, or the rows themselves. */
export type Counted = "count" | "genders" | "rows";

const GENDERS = ["count_boys", "count_girls"] as const satisfies readonly ColumnRole[];

/** What counts, among the columns of a mapping: a count of youths says it best. */
export function countedBy(columns: ReadonlyMap<ColumnRole, unknown>): Counted {
  if (columns.has("count")) return "count";
  return GENDERS.some((role) => columns.has(role)) ? "genders" : "rows";
}

/**
 * Reads whom a row met. Without a count column a row is one youth, or none where its outcome says so. Gender and
 * age that say nothing readable are unknown (`?`); a count, outcome, kind or duration that does refuses the row.
 */
export function readFacts(
  cells: CellsByRole,
  mapping: Mapping,
  counted: Counted,
  isRepeat: boolean,
): Read<Facts> {
  const outcome = readOutcome(cells);
  if (!("value" in outcome)) return outcome;
  const count = readCount(cells, outcome.value, mapping.decimal, counted);
  if (!("value" in count)) return count;
  const contradicts = outcome.value !== null && (outcome.value === "met") !== count.value > 0;
  if (contradicts) return { role: "outcome", code: "bad_outcome" };
  const seen = readSeen(cells, count.value, isRepeat);
  if (!("value" in seen)) return seen;
  const kind = readKind(cells, mapping.placeKind);
  if (!("value" in kind)) return kind;
  const minutes = readMinutes(cells);
  if (!("value" in minutes)) return minutes;
  return {
    value: {
      count: count.value,
      place_kind: kind.value,
      minutes: minutes.value,
      outcome: outcome.value,
      gender: readGender(cells, mapping.decimal, counted),
      age_band: textOf(cells("age_band")) === "" ? null : (ageBandIn(cells("age_band")) ?? "?"),
      first_time: booleanIn(cells("first_time")) ?? null,
      seen_recently: seen.value,
    },
  };
}

function readOutcome(cells: CellsByRole): Read<VisitOutcome | null> {
  const value = cells("outcome");
  if (textOf(value) === "") return { value: null };
  const outcome = outcomeIn(value);
  return outcome === undefined ? { role: "outcome", code: "bad_outcome" } : { value: outcome };
}

function readCount(
  cells: CellsByRole,
  outcome: VisitOutcome | null,
  decimal: DecimalMark,
  counted: Counted,
): Read<number> {
  const isFruitless = outcome !== null && outcome !== "met";
  const roles = counted === "count" ? (["count"] as const) : counted === "genders" ? GENDERS : [];
  const values = roles
    .map((role) => [role, cells(role)] as const)
    .filter(([, value]) => textOf(value) !== "");
  if (values.length === 0 && isFruitless) return { value: 0 };
  if (counted === "rows") return { value: 1 };
  const bad = values.find(([, value]) => countOf(value, decimal) === undefined);
  const [first = "count"] = roles;
  if (bad || values.length === 0) return { role: bad?.[0] ?? first, code: "bad_count" };
  const count = values.reduce((sum, [, value]) => sum + (countOf(value, decimal) ?? 0), 0);
  return count <= MAX_COUNT ? { value: count } : { role: first, code: "bad_count" };
}

function countOf(value: CellValue | undefined, decimal: DecimalMark): number | undefined {
  const count = numberOf(value, decimal);
  return count !== undefined && Number.isInteger(count) && count >= 0 && count <= MAX_COUNT
    ? count
    : undefined;
}

/**
 * The gender of all whom a row met. One row stays one encounter: cut in two, the larger half would stand for it
 * where releases leave the largest encounter out. So a row with girls and boys is of unknown gender.
 */
function readGender(cells: CellsByRole, decimal: DecimalMark, counted: Counted): Facts["gender"] {
  if (counted !== "genders") {
    return textOf(cells("gender")) === "" ? null : (genderIn(cells("gender")) ?? "?");
  }
  const [boys = 0, girls = 0] = GENDERS.map((role) => countOf(cells(role), decimal) ?? 0);
  if (boys === 0 && girls === 0) return null;
  if (boys > 0 && girls > 0) return "?";
  return boys > 0 ? "boy" : "girl";
}

/** How many were already met: a number, or yes (all of them) or no. */
function readSeen(cells: CellsByRole, count: number, isRepeat: boolean): Read<number> {
  const value = cells("seen_recently");
  if (textOf(value) === "") return { value: isRepeat ? count : 0 };
  const number = typeof value === "boolean" ? undefined : numberOf(value, ".");
  // `1` beside a count of 1 and `oui` say the same; a larger number can only be a number.
  const seen = number ?? (booleanIn(value) === undefined ? undefined : booleanIn(value) ? count : 0);
  const isSeen = seen !== undefined && Number.isInteger(seen) && seen >= 0 && seen <= count;
  return isSeen ? { value: seen } : { role: "seen_recently", code: "bad_seen_recently" };
}

function readKind(cells: CellsByRole, fallback: PlaceKind): Read<PlaceKind> {
  const value = cells("place_kind");
  if (textOf(value) === "") return { value: fallback };
  const kind = placeKindIn(value);
  return kind === undefined ? { role: "place_kind", code: "bad_place_kind" } : { value: kind };
}

function readMinutes(cells: CellsByRole): Read<number | null> {
  const value = cells("minutes");
  if (textOf(value) === "") return { value: null };
  const minutes = minutesIn(value);
  return minutes === undefined ? { role: "minutes", code: "bad_minutes" } : { value: minutes };
}
