/** What the field screen shows, out of what the phone holds. Pure. */
import type { KeptDay } from "../../data/phone-state.ts";
import type { FieldRound, FieldStop, StoredVisit } from "../../data/sync.ts";
import type { EndRecord, FieldEncounter, RoundRecord, VisitRecord } from "../../domain/field-record.ts";
import type { Cell } from "../../domain/grid.ts";
import { type EntryState, type OutboxEntry, stateOf } from "../../domain/outbox.ts";
import type { PlaceKind } from "../../domain/place-kind.ts";
import { type Minutes, SLOT_BEGINS, VISIT_MINUTES } from "../../domain/round.ts";
import { SLOTS, slotOfHour } from "../../domain/slot.ts";

/** Planned length of a round that nobody planned, as the server has it. */
const UNPLANNED_MINUTES = 180 as Minutes;

/** The rounds of the day in the order in which they leave: planned ones, and those begun on this phone. */
export function roundsOf({ day, begun }: KeptDay): FieldRound[] {
  const own = begun.map(begunRound);
  // The server knows a round that was begun here by another id: it is shown once, by the phone's.
  const isBegunHere = (round: FieldRound) =>
    round.own &&
    own.some(({ date, slot, mode }) => date === round.date && slot === round.slot && mode === round.mode);
  const rounds = [...day.rounds.filter((round) => !isBegunHere(round)), ...own];
  return rounds.toSorted(
    (one, other) => one.date.localeCompare(other.date) || one.leaves_at - other.leaves_at,
  );
}

function begunRound({ id, serviceDate, slot, mode }: RoundRecord): FieldRound {
  return {
    ...{ id, date: serviceDate, slot, mode, status: "running", leaves_at: SLOT_BEGINS[slot] },
    ...{ minutes: UNPLANNED_MINUTES, stops: [], own: true },
  };
}

/** The round to open on: one that goes on, else the one of this hour's slot, else the next that is not over. */
export function roundNow(rounds: readonly FieldRound[], hour: number): FieldRound | undefined {
  const open = rounds.filter(({ status }) => status === "planned" || status === "running");
  const slot = slotOfHour(hour);
  const later = (round: FieldRound) => SLOTS.indexOf(round.slot) >= SLOTS.indexOf(slot);
  return (
    open.find(({ status }) => status === "running") ??
    open.find((round) => round.slot === slot) ??
    open.find(later) ??
    open[0] ??
    rounds[0]
  );
}

/** A visit as the screen lists it: on this phone, refused, or on the server. */
export interface ShownVisit {
  readonly record: VisitRecord;
  readonly state: EntryState | { readonly kind: "sent" };
  readonly isOpen: boolean;
}

/** The visits of a round, newest first: what the phone holds stands over what the server has. */
export function visitsOf(
  round: string,
  entries: readonly OutboxEntry[],
  stored: readonly StoredVisit[],
): ShownVisit[] {
  const here = new Map(entries.map((entry) => [entry.record.id, entry]));
  const sent = stored.filter(({ record }) => !here.has(record.id));
  const waiting = entries.flatMap((entry) => {
    const { record, removal } = entry;
    const isShown = record.kind === "visit" && record.round === round && removal === null;
    return isShown ? [{ record, state: stateOf(entry), isOpen: true }] : [];
  });
  const known = sent.map(({ record, isOpen }) => ({ record, state: { kind: "sent" as const }, isOpen }));
  return [...waiting.toReversed(), ...known.toReversed()];
}

/** Whether the person has said on this phone that the round is over. */
export function endOf(round: string, entries: readonly OutboxEntry[]): EndRecord | undefined {
  return entries
    .map(({ record }) => record)
    .find((record) => record.kind === "end" && record.round === round) as EndRecord | undefined;
}

/** A stop and whether it is done, also by what the phone has not sent yet. */
export interface ShownStop extends FieldStop {
  readonly isDone: boolean;
}

export function stopsOf(round: FieldRound, visits: readonly ShownVisit[]): ShownStop[] {
  const done = new Set(visits.map(({ record: { place } }) => (place.kind === "stop" ? place.stop : "")));
  return round.stops.map((stop) => ({ ...stop, isDone: stop.done || done.has(stop.id) }));
}

/** The cell of a visit: its own, or its stop's. */
export function cellOf(
  { place }: VisitRecord,
  round: FieldRound,
  stored: readonly StoredVisit[],
): Cell | undefined {
  if (place.kind === "cell") return place.cell;
  const stop = round.stops.find(({ id }) => id === place.stop);
  return stop?.cell ?? stored.find(({ record }) => record.place === place)?.cell;
}

/** A new visit at a stop, or beside the plan, as it stands before anything is said. */
export function newVisit(
  round: FieldRound,
  place: VisitRecord["place"],
  outcome: VisitRecord["outcome"],
  newId: () => string,
): VisitRecord {
  const stop = place.kind === "stop" ? round.stops.find(({ id }) => id === place.stop) : undefined;
  const encounters =
    outcome === "met" ? [newEncounter(newId(), stop?.kind === "site" ? "living" : "wandering")] : [];
  const minutes = outcome === "not_reached" ? null : (stop?.minutes ?? VISIT_MINUTES);
  return { kind: "visit", id: newId(), revision: 1, round: round.id, place, minutes, outcome, encounters };
}

/** An encounter before anybody is counted. */
export function newEncounter(id: string, placeKind: PlaceKind): FieldEncounter {
  return {
    ...{ id, placeKind, language: null, needs: [], orientation: [] },
    ...{ livingDistrict: null, previousDistrict: null, contacts: [] },
  };
}
