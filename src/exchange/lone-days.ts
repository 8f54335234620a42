import { addDays, type ServiceDate } from "../domain/slot.ts";

/** Days after which maps are withdrawn from view; younger dates are never called mistyped. */
const YEAR_DAYS = 364;
const NEAR_DAYS = 182;
const DATES_NEEDED = 3;

/**
 * Dates of a file that look mistyped: over 52 weeks before `today`, and with fewer than 3 dates of the file within
 * 26 weeks on either side. The database makes no window for such a date (release.settled_days), unless the
 * organisation has other records of that time.
 *
 * `counts`: rows by date, as a summary has them, ascending.
 */
export function loneDays(
  counts: readonly { readonly service_date: ServiceDate }[],
  today: string,
): ServiceDate[] {
  const old = addDays(today, -YEAR_DAYS);
  const days = counts.map(({ service_date: day }) => day);
  let from = 0;
  let to = 0;
  return days.filter((day) => {
    const [first, last] = [addDays(day, -NEAR_DAYS), addDays(day, NEAR_DAYS)];
    while ((days[from] ?? last) < first) from++;
    while (to < days.length && (days[to] ?? "") <= last) to++;
    return day < old && to - from < DATES_NEEDED;
  });
}
