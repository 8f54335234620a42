import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import { maybe, record, text } from "./decode.ts";

/** Numbers of the association that a round's sheet carries; empty where none is set. */
export interface Contacts {
  readonly onCall: string;
  readonly coordination: string;
}

const numbers = record({ on_call: maybe(text), coordination: maybe(text) });

/** Asks for the association's numbers (educator, lead, admin). */
export async function fetchContacts(signal?: AbortSignal): Promise<Outcome<Contacts, CallError>> {
  const outcome = await read("contacts", {}, numbers, signal);
  if (!outcome.ok) return outcome;
  const { on_call: onCall, coordination } = outcome.value;
  return { ok: true, value: { onCall: onCall ?? "", coordination: coordination ?? "" } };
}

/** Saves them (lead, admin); an empty number is none. */
export function saveContacts({ onCall, coordination }: Contacts): Promise<Outcome<unknown, CallError>> {
  const numberOf = (number: string) => (number.trim() === "" ? null : number.trim());
  const args = { on_call: numberOf(onCall), coordination: numberOf(coordination) };
  return write("save_contacts", args, numbers);
}
