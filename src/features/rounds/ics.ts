/** A round as a calendar file (RFC 5545): its times and its sector, and nothing else (privacy.md, "Coverage"). */
import type { Minutes } from "../../domain/round.ts";
import { instantOf, offsetAt, type WatchTime } from "../../domain/wall-clock.ts";
import { localStamp, vtimezone } from "./vtimezone.ts";

/** What a calendar may learn of a round. */
export interface CalendarRound {
  readonly id: string;
  /** When it leaves, on the wall clock: a night round's minutes exceed 24 h of its service date. */
  readonly leaves: WatchTime;
  /** How long it lasts, by a stopwatch: a change of clocks makes it neither longer nor shorter. */
  readonly minutes: Minutes;
  /** "Maraude, Centre nord". */
  readonly title: string;
  /** Of the round as it was saved: a calendar that has an older one replaces it. */
  readonly version: number;
}

const MOST_OCTETS = 75;
const utf8 = new TextEncoder();

/**
 * The file. A start that clocks jump over is written as the time that watches show instead; the length is written
 * as a duration, since an end between 2 h and 3 h would be read as the first of two in the night of the change.
 *
 * @param timeZone IANA name of the organisation's zone
 * @param made instant of the writing, in ms
 */
export function icsOf(rounds: readonly CalendarRound[], timeZone: string, made: number): string {
  const years = rounds.map(({ leaves }) => instantOf(leaves, timeZone).instant);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Repere//Tournees//FR",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    ...vtimezone(timeZone, years[0] ?? made),
    ...rounds.flatMap((round) => eventOf(round, timeZone, made)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventOf(
  { id, leaves, minutes, title, version }: CalendarRound,
  timeZone: string,
  made: number,
): string[] {
  const { instant } = instantOf(leaves, timeZone);
  const begins = localStamp(instant + offsetAt(instant, timeZone));
  return [
    "BEGIN:VEVENT",
    `UID:${id}@repere`,
    `DTSTAMP:${localStamp(made)}Z`,
    `SEQUENCE:${version}`,
    `DTSTART;TZID=${timeZone}:${begins}`,
    `DURATION:PT${Math.max(1, Math.round(minutes))}M`,
    `SUMMARY:${escaped(title)}`,
    "CLASS:PRIVATE",
    "TRANSP:OPAQUE",
    "END:VEVENT",
  ];
}

/** Text of RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (mark) => `\\${mark}`)
    .replaceAll(/\r\n|[\r\n]/g, "\\n")
    .replaceAll(/\p{Cc}/gu, "");
}

/** Lines of at most 75 octets, never cut within a character (3.1). */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    const room = pieces.length === 0 ? MOST_OCTETS : MOST_OCTETS - 1;
    if (utf8.encode(piece + character).length > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece].join("\r\n ");
}
