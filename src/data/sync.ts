import {
  type FieldEncounter,
  type FieldRecord,
  NEED_CODES,
  ORIENTATION_CODES,
  REFUSAL_CODES,
  type VisitPlace,
  type VisitRecord,
} from "../domain/field-record.ts";
import type { Cell } from "../domain/grid.ts";
import type { SyncAnswer } from "../domain/outbox.ts";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { AGE_BANDS, GENDERS, PLACE_KINDS, VISIT_OUTCOMES } from "../domain/place-kind.ts";
import { type Minutes, MODES } from "../domain/round.ts";
import { type ServiceDate, SLOTS } from "../domain/slot.ts";
import { STOP_KINDS } from "../domain/week-rounds.ts";
import { type CallError, read, write } from "./call.ts";
import {
  type Decoded,
  type Decoder,
  day,
  flag,
  integer,
  list,
  maybe,
  oneOf,
  otherwise,
  record,
  text,
} from "./decode.ts";

const cell: Decoder<Cell> = (input) => integer(input) as Cell;
const serviceDate: Decoder<ServiceDate> = (input) => day(input) as ServiceDate;
const minutes: Decoder<Minutes> = (input) => integer(input) as Minutes;

const STATES = ["kept", "refused"] as const;
const answer = record({
  id: text,
  state: oneOf(STATES),
  late: otherwise(flag, false),
  code: otherwise(oneOf(REFUSAL_CODES), "bad_value"),
});
const answers = record({ records: list(answer) });

/** Statuses of the rounds of a day. */
const DAY_STATUSES = ["planned", "running", "done", "validated"] as const;

const stop = record({ id: text, cell, minutes, kind: maybe(oneOf(STOP_KINDS)), done: flag });
const round = record({
  id: text,
  date: serviceDate,
  slot: oneOf(SLOTS),
  mode: oneOf(MODES),
  status: oneOf(DAY_STATUSES),
  leaves_at: minutes,
  minutes,
  stops: list(stop),
  /** Begun by the caller, unplanned. */
  own: flag,
});
/** The rounds of a day in the street. */
const fieldDay = record({ now_day: day, days: list(serviceDate), rounds: list(round) });
export type FieldDay = Decoded<typeof fieldDay>;
export type FieldRound = Decoded<typeof round>;
export type FieldStop = Decoded<typeof stop>;

const contact = record({
  id: text,
  gender: oneOf(GENDERS),
  age_band: oneOf(AGE_BANDS),
  first_time: maybe(flag),
  seen_recently: flag,
});
const encounter = record({
  id: text,
  place_kind: oneOf(PLACE_KINDS),
  language: maybe(text),
  needs: list(oneOf(NEED_CODES)),
  orientation: list(oneOf(ORIENTATION_CODES)),
  living_district: maybe(cell),
  previous_district: maybe(cell),
  contacts: list(contact),
});
const visit = record({
  id: text,
  revision: integer,
  stop: maybe(text),
  cell,
  minutes: maybe(minutes),
  outcome: oneOf(VISIT_OUTCOMES),
  open: flag,
  encounters: list(encounter),
});
const visits = record({ visits: list(visit) });

/** A visit as the server has it, and whether its author may still change it. */
export interface StoredVisit {
  readonly record: VisitRecord;
  readonly cell: Cell;
  readonly isOpen: boolean;
}

/** Asks for the caller's rounds of the day that goes on: stops, never what was met there. */
export function fetchFieldDay(signal?: AbortSignal): Promise<Outcome<FieldDay, CallError>> {
  return read("field_day", {}, fieldDay, signal);
}

/** Asks for the caller's own visits of a round, to correct them. They are never stored on the phone. */
export async function fetchOwnVisits(
  of: string,
  signal?: AbortSignal,
): Promise<Outcome<readonly StoredVisit[], CallError>> {
  const outcome = await read("own_visits", { round: of }, visits, signal);
  return outcome.ok ? succeed(outcome.value.visits.map((one) => storedVisit(of, one))) : outcome;
}

/**
 * Sends up to 50 records; each is kept or refused alone, in their order. Sending again changes nothing.
 * `unreadable` where the answers are not those of the records.
 */
export async function syncRecords(
  records: readonly FieldRecord[],
): Promise<Outcome<readonly SyncAnswer[], CallError>> {
  const outcome = await write("sync", { records: records.map(sentRecord) }, answers);
  if (!outcome.ok) return outcome;
  const given = outcome.value.records;
  const isTheirs = given.length === records.length && given.every(({ id }, at) => id === records[at]?.id);
  return isTheirs ? succeed(given.map(answerOf)) : fail("unreadable");
}

function answerOf({ id, state, late, code }: Decoded<typeof answer>): SyncAnswer {
  return state === "kept" ? { id, state, late } : { id, state, code };
}

/** A record as `api.sync` reads it. */
export function sentRecord(given: FieldRecord): Readonly<Record<string, unknown>> {
  if (given.kind === "round") {
    const { serviceDate: service_date, ...rest } = given;
    return { ...rest, service_date };
  }
  if (given.kind !== "visit") return { ...given };
  const { place, encounters, ...rest } = given;
  return { ...rest, ...sentPlace(place), encounters: encounters.map(sentEncounter) };
}

function sentPlace(place: VisitPlace) {
  return place.kind === "stop" ? { stop: place.stop } : { cell: place.cell };
}

function sentEncounter({ placeKind, livingDistrict, previousDistrict, contacts, ...rest }: FieldEncounter) {
  return {
    ...rest,
    place_kind: placeKind,
    living_district: livingDistrict,
    previous_district: previousDistrict,
    contacts: contacts.map(({ ageBand, firstTime, seenRecently, ...each }) => ({
      ...each,
      age_band: ageBand,
      first_time: firstTime,
      seen_recently: seenRecently,
    })),
  };
}

function storedVisit(of: string, given: Decoded<typeof visit>): StoredVisit {
  const { id, revision, stop: at, cell: where, minutes: spent, outcome, open, encounters } = given;
  const place: VisitPlace = at === null ? { kind: "cell", cell: where } : { kind: "stop", stop: at };
  return {
    record: {
      ...{ kind: "visit", id, revision, round: of, place, minutes: spent, outcome },
      encounters: encounters.map(readEncounter),
    },
    cell: where,
    isOpen: open,
  };
}

function readEncounter(given: Decoded<typeof encounter>): FieldEncounter {
  const { place_kind, living_district, previous_district, contacts, ...rest } = given;
  return {
    ...rest,
    placeKind: place_kind,
    livingDistrict: living_district,
    previousDistrict: previous_district,
    contacts: contacts.map(({ age_band, first_time, seen_recently, ...each }) => ({
      ...each,
      ageBand: age_band,
      firstTime: first_time,
      seenRecently: seen_recently,
    })),
  };
}
