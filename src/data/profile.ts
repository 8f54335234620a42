import type { Outcome } from "../domain/outcome.ts";
import { SLOTS, type Slot } from "../domain/slot.ts";
import { type CallError, read, write } from "./call.ts";
import {
  DecodeError,
  type Decoder,
  day,
  flag,
  integer,
  list,
  maybe,
  nothing,
  oneOf,
  record,
} from "./decode.ts";

/** One of the 28 places of a week. */
export interface ProfilePlace {
  /** 1 Monday to 7 Sunday, of the service date: a night belongs to the evening it began. */
  readonly weekday: number;
  readonly slot: Slot;
  /** Minutes of complete visits, 25 each. */
  readonly minutes: number;
  /** Noisy contributions; undefined where hidden, or where no values were accepted. */
  readonly value: number | undefined;
}

/** A quarter by day of the week and slot, over the whole territory. */
export interface Profile {
  /** First day of the quarter; undefined: no such quarter is published. */
  readonly quarter: string | undefined;
  /** False: the quarter was published before visits were kept by slot. */
  readonly hasEffort: boolean;
  /** False: the dpo has accepted no values. */
  readonly hasValues: boolean;
  /** Monday to Sunday, each from morning to night. */
  readonly places: readonly ProfilePlace[];
}

const columns = record({
  quarter: maybe(day),
  has_effort: flag,
  has_values: flag,
  weekday: list(integer),
  slot: list(oneOf(SLOTS)),
  minutes: list(integer),
  value: list(maybe(integer)),
});

/** Columns → places of the week. */
export const researchProfile: Decoder<Profile> = (input) => {
  const { weekday, slot, minutes, value, ...given } = columns(input);
  const places = weekday.map((each, at): ProfilePlace => {
    const [own, spent] = [slot[at], minutes[at]];
    if (own === undefined || spent === undefined) throw new DecodeError("columns differ in length");
    return { weekday: each, slot: own, minutes: spent, value: value[at] ?? undefined };
  });
  const quarter = given.quarter ?? undefined;
  return { quarter, hasEffort: given.has_effort, hasValues: given.has_values, places };
};

/** Asks for a published quarter by day of the week and slot (researcher). */
export function fetchProfile(quarter: string, signal?: AbortSignal): Promise<Outcome<Profile, CallError>> {
  return read("research_profile", { quarter }, researchProfile, signal);
}

/** Asks the dpo for the contributions of a quarter by day of the week and slot, in the place of its flows. */
export function requestProfile(quarter: string): Promise<Outcome<undefined, CallError>> {
  return write("request_profile", { quarter }, nothing);
}
