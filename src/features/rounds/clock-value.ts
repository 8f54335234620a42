/** A time of day as an input of type `time` has it. Pure. */
import { type Minutes, SLOT_BEGINS } from "../../domain/round.ts";
import type { Slot } from "../../domain/slot.ts";

/** `22:30` of minutes after midnight; beyond 24 h it goes on at 0. */
export function clockValue(minutes: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two((minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** Minutes after midnight of the service date of a time in a slot, or undefined where it is none of the slot. */
export function minutesInSlot(value: string, slot: Slot): Minutes | undefined {
  const found = /^(\d\d):(\d\d)/.exec(value);
  if (!found) return undefined;
  const minutes = Number(found[1]) * 60 + Number(found[2]) + (slot === "night" ? 1440 : 0);
  const since = minutes - SLOT_BEGINS[slot];
  return since >= 0 && since < 360 ? (minutes as Minutes) : undefined;
}
