import fc from "fast-check";
import ICAL from "ical.js";
import { afterEach, expect, test } from "vitest";
import type { Minutes } from "../../../src/domain/round.ts";
import { addDays } from "../../../src/domain/slot.ts";
import { instantOf, watchTimeAt } from "../../../src/domain/wall-clock.ts";
import { type CalendarRound, icsOf } from "../../../src/features/rounds/ics.ts";

// Mozilla's ical.js reads what we write: an independent reader of RFC 5545, with the file's own VTIMEZONE.
interface Read {
  readonly title: string;
  readonly begins: number;
  readonly ends: number;
  readonly uid: string;
  readonly properties: readonly string[];
}

afterEach(() => ICAL.TimezoneService.reset());

function readBack(file: string): Read[] {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown as string);
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((each) => {
    const event = new ICAL.Event(each);
    const begins = event.startDate.toUnixTime() * 1000;
    return {
      title: event.summary,
      begins,
      ends: begins + event.duration.toSeconds() * 1000,
      uid: event.uid,
      properties: each.getAllProperties().map(({ name }) => name),
    };
  });
}

const ZONES = [
  "Europe/Paris",
  "America/Los_Angeles",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "America/St_Johns",
  "UTC",
] as const;
const zones = fc.constantFrom(...ZONES);
const leaving = fc.record({
  day: fc.integer({ min: 0, max: 3000 }).map((days) => addDays("2024-01-01", days)),
  minutes: fc.integer({ min: 360, max: 1799 }),
});
const titles = fc.string({ maxLength: 90, unit: "grapheme" });
const MADE = Date.UTC(2026, 5, 1, 8);

function roundAt(
  leaves: CalendarRound["leaves"],
  minutes = 240,
  title = "Maraude, Centre nord",
): CalendarRound {
  return { id: "r1", leaves, minutes: minutes as Minutes, title, version: 3 };
}

test("a calendar reads back the very instants at which a round begins and ends, in any zone and season", () => {
  fc.assert(
    fc.property(zones, leaving, fc.integer({ min: 1, max: 700 }), (zone, leaves, minutes) => {
      const [read] = readBack(icsOf([roundAt(leaves, minutes)], zone, MADE));
      const { instant } = instantOf(leaves, zone);
      expect(read?.begins).toBe(instant);
      expect(read?.ends).toBe(instant + minutes * 60_000);
    }),
    { numRuns: 300 },
  );
});

test("a night round stands in the night that follows its evening, not the one before", () => {
  const [read] = readBack(
    icsOf([roundAt({ day: "2026-06-09", minutes: 24 * 60 + 30 })], "Europe/Paris", MADE),
  );
  expect(new Date(read?.begins ?? 0).toISOString()).toBe("2026-06-09T22:30:00.000Z");
  expect(watchTimeAt(read?.begins ?? 0, "Europe/Paris")).toEqual({ day: "2026-06-10", minutes: 30 });
});

test("the night the clocks go forward: 2 h 30 does not exist, the round leaves at 3 h 30 and says so", () => {
  const leaves = { day: "2026-03-28", minutes: 26 * 60 + 30 };
  expect(instantOf(leaves, "Europe/Paris").exists).toBe(false);
  const file = icsOf([roundAt(leaves, 60)], "Europe/Paris", MADE);
  expect(file).toContain("DTSTART;TZID=Europe/Paris:20260329T033000");
  const [read] = readBack(file);
  expect(new Date(read?.begins ?? 0).toISOString()).toBe("2026-03-29T01:30:00.000Z");
});

test("the night the clocks go back: 90 minutes from 1 h 30 last 90 minutes, not 150", () => {
  const [read] = readBack(
    icsOf([roundAt({ day: "2026-10-24", minutes: 25 * 60 + 30 }, 90)], "Europe/Paris", MADE),
  );
  expect(new Date(read?.begins ?? 0).toISOString()).toBe("2026-10-24T23:30:00.000Z");
  expect(new Date(read?.ends ?? 0).toISOString()).toBe("2026-10-25T01:00:00.000Z");
});

test("Paris is written by its yearly rule, so that programs without a list of zones read it too", () => {
  const file = icsOf([roundAt({ day: "2026-06-09", minutes: 1200 })], "Europe/Paris", MADE);
  expect(file).toContain("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU");
  expect(file).toContain("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU");
});

test("titles come back as they were written, whatever they hold", () => {
  fc.assert(
    fc.property(titles, (title) => {
      const plain = title.replaceAll(/\p{Cc}/gu, "");
      const [read] = readBack(icsOf([roundAt({ day: "2026-06-09", minutes: 1200 }, 60, plain)], "UTC", MADE));
      expect(read?.title ?? "").toBe(plain);
    }),
  );
});

test("no line is longer than 75 octets, and every line ends in CR LF", () => {
  fc.assert(
    fc.property(titles, zones, (title, zone) => {
      const file = icsOf([roundAt({ day: "2026-06-09", minutes: 1200 }, 60, title)], zone, MADE);
      expect(file.endsWith("\r\n")).toBe(true);
      for (const line of file.split("\r\n")) {
        expect(line).not.toMatch(/[\r\n]/);
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      }
    }),
  );
});

test("an event holds times, the title and its own marks: no place, no description, no person", () => {
  const [read] = readBack(icsOf([roundAt({ day: "2026-06-09", minutes: 1200 })], "Europe/Paris", MADE));
  expect([...(read?.properties ?? [])].sort()).toEqual(
    ["class", "dtstamp", "dtstart", "duration", "sequence", "summary", "transp", "uid"].sort(),
  );
});

test("two rounds of one week stand in one file, each with its own mark", () => {
  const rounds = [
    roundAt({ day: "2026-06-09", minutes: 1200 }),
    { ...roundAt({ day: "2026-06-10", minutes: 1200 }), id: "r2" },
  ];
  expect(readBack(icsOf(rounds, "Europe/Paris", MADE)).map(({ uid }) => uid)).toEqual([
    "r1@repere",
    "r2@repere",
  ]);
});
