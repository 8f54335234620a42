import type { AgeBand, Gender, PlaceKind } from "../../../src/domain/place-kind.ts";
import { addDays, daysBetween } from "../../../src/domain/slot.ts";
import type { Contribution } from "../../../src/reference/tally.ts";

/** Who wrote a visit. */
interface Writer {
  readonly account: string;
  /** First day whose records of the account count. */
  readonly countsFrom: string;
  /** The imported file it came with, if any. */
  readonly file?: { readonly id: string; readonly approved: boolean } | undefined;
  /** What the file's recorder column says. */
  readonly columnRecorder?: string | undefined;
}

export interface VisitRecord {
  readonly id: string;
  readonly team: string;
  readonly cell: number;
  readonly day: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Day of arrival on the organisation's clock. */
  readonly receivedOn: string;
  readonly status: string;
  readonly reached: boolean;
  readonly atSite: boolean;
  readonly writer: Writer;
  readonly placeKind: PlaceKind;
  readonly youths: readonly {
    readonly recordKey: number;
    readonly seenRecently: boolean;
    readonly ageBand: AgeBand;
    readonly gender: Gender;
  }[];
}

/** A window as it is being published. */
export interface Publication {
  readonly team: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly today: string;
  /** Milliseconds since 1970: what is received later is not in it. */
  readonly publishedAt: number;
  /** The window just before, and how old (days) a record that missed it may be on arrival. */
  readonly before?: { readonly startsOn: string; readonly publishedAt: number } | undefined;
  readonly lateDays: number;
  readonly fictitious: boolean;
  readonly everyContact: boolean;
}

function counts(each: VisitRecord, { team, today, publishedAt }: Publication): boolean {
  const done = each.status === "done" || each.status === "validated";
  const here = team === null || each.team === team;
  return done && here && !each.atSite && each.day <= addDays(today, -6) && each.receivedAt <= publishedAt;
}

function isLate(each: VisitRecord, { before, startsOn, lateDays }: Publication): boolean {
  return (
    before !== undefined &&
    each.day >= before.startsOn &&
    each.day < startsOn &&
    each.receivedAt > before.publishedAt &&
    daysBetween(each.day, each.receivedOn) <= lateDays
  );
}

/** Whether enough of these visits reached their place within the window: 3, on 3 dates. Late ones are none. */
export function visitsSuffice(visits: readonly VisitRecord[], published: Publication): boolean {
  const reached = visits.filter(
    (each) =>
      counts(each, published) &&
      each.reached &&
      each.day >= published.startsOn &&
      each.day <= published.endsOn,
  );
  return reached.length >= 3 && new Set(reached.map((each) => each.day)).size >= 3;
}

/** What a window counts of these visits (privacy.md, "What counts"). */
export function contributionsOf(visits: readonly VisitRecord[], published: Publication): Contribution[] {
  return visits
    .filter((each) => counts(each, published) && each.placeKind !== "living")
    .filter(
      (each) => (each.day >= published.startsOn && each.day <= published.endsOn) || isLate(each, published),
    )
    .flatMap((visit) => {
      const vouched = recorderOf(visit, published.fictitious);
      return visit.youths
        .filter((youth) => published.everyContact || !youth.seenRecently)
        .map(({ recordKey, ageBand, gender }) => ({
          ...vouched,
          encounter: visit.id,
          placeKind: visit.placeKind,
          recordKey,
          ageBand,
          gender,
        }));
    });
}

/** A new account vouches for nothing; imports and invented organisations count from the start. */
function recorderOf(
  { writer, day }: VisitRecord,
  fictitious: boolean,
): Pick<Contribution, "recorder" | "file"> {
  if (writer.file?.approved && writer.columnRecorder !== undefined) {
    return { recorder: writer.columnRecorder, file: writer.file.id };
  }
  const settled = writer.file !== undefined || fictitious || day >= writer.countsFrom;
  return { recorder: settled ? writer.account : null };
}
