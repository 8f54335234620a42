/** A time zone in the words of RFC 5545 (3.6.5), made from what the browser knows of it. */
import { offsetAt } from "../../domain/wall-clock.ts";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** A change of clocks: when, and how far a watch is ahead of UTC on either side, in ms. */
interface Change {
  readonly instant: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The lines of a VTIMEZONE that is right in the calendar years around an instant. Changes that come every year by
 * one rule ("the last Sunday of March") are written as that rule, which every calendar program reads; others
 * one by one.
 */
export function vtimezone(timeZone: string, instant: number): string[] {
  const year = new Date(instant).getUTCFullYear();
  const [begin, end] = [Date.UTC(year - 1, 0, 1), Date.UTC(year + 2, 0, 1)];
  const changes = changesBetween(begin, end, timeZone);
  const offset = offsetAt(begin, timeZone);
  const first = observance({ instant: begin, from: offset, to: offset }, isSummer(offset, changes));
  const onward = grouped(changes).flatMap((group) => yearly(group, changes));
  return ["BEGIN:VTIMEZONE", `TZID:${timeZone}`, ...first, ...onward, "END:VTIMEZONE"];
}

/** A zone's daylight time is the one that is further ahead; a zone without changes has none. */
function isSummer(offset: number, changes: readonly Change[]): boolean {
  return changes.some(({ from, to }) => Math.min(from, to) < offset);
}

/** Changes from and to the same offsets together. */
function grouped(changes: readonly Change[]): readonly (readonly Change[])[] {
  const kinds = new Map<string, Change[]>();
  for (const change of changes) {
    const kind = `${change.from} ${change.to}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), change]);
  }
  return [...kinds.values()];
}

function yearly(group: readonly Change[], changes: readonly Change[]): string[] {
  const [first] = group;
  if (!first) return [];
  const daylight = isSummer(first.to, changes);
  const rule = ruleOf(group);
  return rule ? observance(first, daylight, rule) : group.flatMap((change) => observance(change, daylight));
}

function observance({ instant, from, to }: Change, daylight: boolean, rule?: string): string[] {
  const name = daylight ? "DAYLIGHT" : "STANDARD";
  return [
    `BEGIN:${name}`,
    // What a watch would have shown had it not been changed.
    `DTSTART:${localStamp(instant + from)}`,
    ...(rule ? [`RRULE:${rule}`] : []),
    `TZOFFSETFROM:${offsetStamp(from)}`,
    `TZOFFSETTO:${offsetStamp(to)}`,
    `END:${name}`,
  ];
}

/** `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU` where all changes of a group follow it, one in each of three years. */
function ruleOf(group: readonly Change[]): string | undefined {
  const days = group.map(({ instant, from }) => new Date(instant + from));
  const years = new Set(days.map((day) => day.getUTCFullYear()));
  if (group.length !== 3 || years.size !== 3) return undefined;
  const clock = (day: Date) => `${day.getUTCMonth()} ${day.getUTCDay()} ${day.getTime() % (24 * HOUR_MS)}`;
  const [first] = days;
  if (!first || days.some((day) => clock(day) !== clock(first))) return undefined;
  const ordinal = sharedOrdinal(days);
  if (ordinal === undefined) return undefined;
  return `FREQ=YEARLY;BYMONTH=${first.getUTCMonth() + 1};BYDAY=${ordinal}${WEEKDAYS[first.getUTCDay()]}`;
}

/** −1 where every day is the last such weekday of its month, else the shared ordinal from its beginning. */
function sharedOrdinal(days: readonly Date[]): number | undefined {
  const isLast = (day: Date) => new Date(day.getTime() + WEEK_MS).getUTCMonth() !== day.getUTCMonth();
  if (days.every(isLast)) return -1;
  const ordinals = new Set(days.map((day) => Math.ceil(day.getUTCDate() / 7)));
  return ordinals.size === 1 ? [...ordinals][0] : undefined;
}

function changesBetween(begin: number, end: number, timeZone: string): Change[] {
  const changes: Change[] = [];
  for (let week = begin; week < end; week += WEEK_MS) {
    const [from, to] = [offsetAt(week, timeZone), offsetAt(week + WEEK_MS, timeZone)];
    if (from !== to) changes.push({ instant: changeIn(week, week + WEEK_MS, timeZone), from, to });
  }
  return changes.filter(({ instant }) => instant < end);
}

/** The first second after which the offset is no longer that of `low`. */
function changeIn(low: number, high: number, timeZone: string): number {
  const before = offsetAt(low, timeZone);
  let [early, late] = [low, high];
  while (late - early > 1000) {
    const middle = early + Math.floor((late - early) / 2000) * 1000;
    if (offsetAt(middle, timeZone) === before) early = middle;
    else late = middle;
  }
  return late;
}

/** `20260329T020000` of a moment whose UTC reading is meant as a wall clock's. */
export function localStamp(local: number): string {
  return new Date(local).toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
}

function offsetStamp(offset: number): string {
  const seconds = Math.abs(offset) / 1000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = seconds % 60;
  return `${offset < 0 ? "-" : "+"}${two(seconds / 3600)}${two((seconds % 3600) / 60)}${rest ? two(rest) : ""}`;
}
