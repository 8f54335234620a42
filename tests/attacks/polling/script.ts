import { addDays } from "../../../src/domain/slot.ts";
import { FIRST_DAY, type Row, row, usualRows } from "../http/records.ts";

/** A visit in a quiet place: in one of two worlds a youth was met there, in the other nobody. */
export interface Target {
  readonly cell: number;
  /** Weeks after the first. */
  readonly week: number;
  /** A visit that met nobody in either world: what the attacker confuses with the target's. */
  readonly isControl: boolean;
}

/** What happens in both worlds: the same files on the same days, but for the youths of the targets. */
export interface Script {
  readonly weeks: number;
  readonly targets: readonly Target[];
  /** Rows of a week. */
  rowsOf(week: number, isMet: boolean): readonly Row[];
}

const RECORDERS = 8;
/** North of the usual ground, one place every 6 km: what a cell lends its neighbours ends after 2. */
const QUIET_NORTH_KM = 30;
const STEP_KM = 6;
const CELL_STEP = 10_000;

/** Monday of a week of the script. */
export function firstDayOf(week: number): string {
  return addDays(FIRST_DAY, 7 * week);
}

function targetsOf(count: number): Target[] {
  const southWest = 28_883_760 + QUIET_NORTH_KM * CELL_STEP;
  return Array.from({ length: 2 * count }, (_, nth) => ({
    cell: southWest + STEP_KM * (nth % 4) + STEP_KM * CELL_STEP * Math.floor(nth / 4),
    week: Math.floor(nth / 2),
    isControl: nth % 2 === 1,
  }));
}

/** Writes the script: one target and one control a week for the first `count` weeks. */
export function writeScript(weeks: number, count: number): Script {
  const targets = targetsOf(count);
  const usual = usualRows(RECORDERS);
  const visits = targets.map(({ cell, week }) =>
    row({ cell, service_date: addDays(firstDayOf(week), 2), recorder: week % RECORDERS, count: 0 }),
  );
  const isIn = (week: number) => (each: Row) =>
    each.service_date >= firstDayOf(week) && each.service_date < firstDayOf(week + 1);
  const rowsOf = (week: number, isMet: boolean) => [
    ...usual.filter(isIn(week)),
    ...visits
      .map((each, nth) => (isMet && !targets[nth]?.isControl ? { ...each, count: 1 } : each))
      .filter(isIn(week)),
  ];
  return { weeks, targets, rowsOf };
}
