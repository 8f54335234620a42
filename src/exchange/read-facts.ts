import { type ImportRow, MAX_COUNT } from "../domain/import-row.ts";
import type { PlaceKind, VisitOutcome } from "../domain/place-kind.ts";
import type { Mapping } from "./mapping.ts";
import { type DecimalMark, numberOf } from "./numbers.ts";
import type { CellsByRole, Read } from "./read-place.ts";
import { textOf } from "./table.ts";
import { ageBandIn, booleanIn, genderIn, minutesIn, outcomeIn, placeKindIn } from "./values.ts";

/** What a row says besides where, when and by whom. */
export type Facts = Omit<ImportRow, "id" | "cell" | "service_date" | "slot" | "recorder">;

/**
 * Reads whom a row met. Without a count column a row is one youth, or none where its outcome says so. Gender and
 * age that say nothing readable are unknown (`?`); a count, outcome, kind or duration that does refuses the row.
 */
export function readFacts(cells: CellsByRole, mapping: Mapping, hasCount: boolean): Read<Facts> {
  const outcome = readOutcome(cells);
  if (!("value" in outcome)) return outcome;
  const count = readCount(cells, outcome.value, mapping.decimal, hasCount);
  if (!("value" in count)) return count;
  const contradicts = outcome.value !== null && (outcome.value === "met") !== count.value > 0;
  if (contradicts) return { role: "outcome", code: "bad_outcome" };
  const seen = readSeen(cells, count.value);
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
      gender: textOf(cells("gender")) === "" ? null : (genderIn(cells("gender")) ?? "?"),
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
  hasCount: boolean,
): Read<number> {
  const isFruitless = outcome !== null && outcome !== "met";
  const value = cells("count");
  if (textOf(value) === "" && isFruitless) return { value: 0 };
  if (!hasCount) return { value: 1 };
  const count = numberOf(value, decimal);
  const isCount = count !== undefined && Number.isInteger(count) && count >= 0 && count <= MAX_COUNT;
  return isCount ? { value: count } : { role: "count", code: "bad_count" };
}

/** How many were already met: a number, or yes (all of them) or no. */
function readSeen(cells: CellsByRole, count: number): Read<number> {
  const value = cells("seen_recently");
  if (textOf(value) === "") return { value: 0 };
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
