import { randomFrom } from "../../src/domain/random.ts";
import { addDays } from "../../src/domain/slot.ts";
import { activity } from "./activity.ts";
import { alerts } from "./alerts.ts";
import { record } from "./meetings.ts";
import { FULL, outings, SMALL } from "./plan.ts";
import type { DemoRecords } from "./records.ts";
import { type DemoSchedule, schedule } from "./schedule.ts";
import { sites } from "./sites.ts";
import { sectors } from "./territory.ts";

export const WEEKS = 78;
const SEED = "repere-demo-1";

/** What to invent. */
export interface DemoOptions {
  /** Day of the service clock, `YYYY-MM-DD`: records end the day before. */
  readonly today: string;
  /** 165 contacts a week instead of 550. */
  readonly small?: boolean;
  readonly seed?: string;
}

/**
 * Invents 78 weeks of an outreach organisation in Île-de-France. Nothing in it is about real people; the same
 * day and seed give the same records.
 */
export function generateDemo({
  today,
  small = false,
  seed = SEED,
}: DemoOptions): DemoRecords & { readonly schedule: DemoSchedule } {
  const firstDay = addDays(today, -7 * WEEKS);
  // Each part draws from a source of its own: a change in one leaves the others as they were.
  const where = activity(randomFrom(`${seed}/activity`), WEEKS);
  const places = sites(randomFrom(`${seed}/sites`), today, firstDay);
  const setting = {
    firstDay,
    weeks: WEEKS,
    volume: small ? SMALL : FULL,
    sectors: sectors(),
    activity: where,
    sites: places,
  };
  const diary = record(randomFrom(`${seed}/meetings`), setting, outings(randomFrom(`${seed}/plan`), setting));
  const records = {
    ...diary,
    firstDay,
    sectors: setting.sectors,
    sites: places,
    alerts: alerts(randomFrom(`${seed}/alerts`), firstDay, today, where),
    unvisited: where.unvisited,
  };
  return { ...records, schedule: schedule(randomFrom(`${seed}/schedule`), today, records, where) };
}
