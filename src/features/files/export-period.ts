/** Two days `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
/** As `api.export_visits` takes it. */
const MOST_DAYS = 366;

/** Whether a period can be exported: two real days in order, at most 366 days apart. */
export function isPeriod({ from, to }: Period): boolean {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return first !== undefined && last !== undefined && last >= first && last - first <= MOST_DAYS;
}

/** A date field gives an empty text while it is being typed. */
function dayNumber(day: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.round(time / DAY_MS);
}
