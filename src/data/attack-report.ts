import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import {
  type Decoded,
  dictionary,
  flag,
  integer,
  list,
  maybe,
  number,
  otherwise,
  record,
  text,
} from "./decode.ts";

/** A figure with the bound that it keeps or breaks. */
const part = { name: text, measure: number, upper: number, bound: number };

const attack = record({
  id: integer,
  ...part,
  pass: flag,
  /** What the same attack gains where nothing protects. */
  unprotected: number,
  parts: list(record(part)),
  /** Figures without a bound, by name. */
  beside: otherwise(dictionary(number), {}),
  /** Why it does not pass, or what was attacked instead. */
  reason: maybe(text),
});

const floor = record({
  /** Figure and tier, as in `caught_lead`; empty in reports of before they had one. */
  id: otherwise(text, ""),
  name: text,
  measure: number,
  floor: maybe(number),
  ceiling: maybe(number),
  pass: flag,
});

const report = record({
  /** When the last of its attacks ran, ISO 8601. */
  ran_at: text,
  commit: text,
  /** Balanced trials of an attack that is played. */
  trials: integer,
  /** Every city and size; else a reduced run. */
  full: flag,
  attacks: list(attack),
  /** Usefulness: floors and ceilings. */
  utility: otherwise(list(floor), []),
});
/** What `npm run attacks -- --report FILE` wrote. It ran on invented data. */
export type AttackReport = Decoded<typeof report>;

const kept = record({ received_at: maybe(text), report: maybe(report) });
type KeptReport = Decoded<typeof kept>;

/** The newest report that was kept for the organisation (dpo); nulls where none was. */
export function fetchAttackReport(signal?: AbortSignal): Promise<Outcome<KeptReport, CallError>> {
  return read("attack_report", {}, kept, signal);
}

const saved = record({ attacks: integer, failed: integer });

/** Keeps a report (dpo, with a fresh code or by the folder's own command); says how many attacks it has, and failed. */
export function saveAttackReport(report: unknown): Promise<Outcome<Decoded<typeof saved>, CallError>> {
  return write("save_attack_report", { report }, saved);
}
