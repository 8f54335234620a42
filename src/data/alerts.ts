import { ALERT_OUTCOMES, ALERT_SOURCES, type AlertOutcome, type AlertSource } from "../domain/alert.ts";
import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { SLOTS, type Slot } from "../domain/slot.ts";
import { ROUND_STATUSES } from "../domain/week-rounds.ts";
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
  record,
  text,
} from "./decode.ts";

const cell: Decoder<Cell> = (input) => integer(input) as Cell;

const alert = record({
  id: text,
  /** Gone where the alert grew old. */
  cell: maybe(cell),
  /** Null: any. */
  slot: maybe(oneOf(SLOTS)),
  source: oneOf(ALERT_SOURCES),
  received_on: day,
  due_on: day,
  outcome: maybe(oneOf(ALERT_OUTCOMES)),
  closed_on: maybe(day),
  overdue: flag,
  /** Number of the partner's link that it came by. */
  link: maybe(integer),
  /** The round that goes there. */
  round: maybe(
    record({ id: text, date: day, slot: oneOf(SLOTS), status: oneOf(ROUND_STATUSES), team_id: text }),
  ),
});
/** A field alert as a lead opens it. */
export type Alert = Decoded<typeof alert>;

const alerts = record({ today: day, alerts: list(alert) });

const link = record({
  id: text,
  number: integer,
  created_at: text,
  expires_at: text,
  state: oneOf(["open", "revoked", "expired"]),
  /** How many alerts it brought. */
  alerts: integer,
});
/** A partner's link, without its token. */
export type AlertLink = Decoded<typeof link>;

const made = record({ id: text, number: integer, token: text, expires_at: text });
/** A link that was just made: its token is told once. */
export type MadeLink = Decoded<typeof made>;

const known = record({ id: text });

/** An alert as a lead writes it. */
export interface WrittenAlert {
  /** Made on the device; sending again changes nothing more. */
  readonly id: string;
  readonly cell: Cell;
  readonly slot: Slot | null;
  readonly source: AlertSource;
  /** `YYYY-MM-DD` */
  readonly dueOn: string;
}

/** Opens the organisation's alerts: a fresh second factor, audited. */
export function openAlerts(signal?: AbortSignal): Promise<Outcome<Decoded<typeof alerts>, CallError>> {
  return write("alerts", {}, alerts, signal);
}

const due = record({ waiting: integer, due: integer, overdue: integer });
/** How many alerts wait, are due by tomorrow (the overdue ones among them), and are overdue. */
export type AlertsDue = Decoded<typeof due>;

/** Asks how many alerts press: a reminder without a place, neither coded nor audited (lead). */
export function fetchAlertsDue(signal?: AbortSignal): Promise<Outcome<AlertsDue, CallError>> {
  return read("alerts_due", {}, due, signal);
}

/** Writes an alert, or changes one that waits. */
export function saveAlert(written: WrittenAlert): Promise<Outcome<{ readonly id: string }, CallError>> {
  const { id, dueOn, ...rest } = written;
  return write("save_alert", { alert: id, due_on: dueOn, ...rest }, known);
}

/** Says what became of an alert; null reopens it. */
export function closeAlert(
  id: string,
  outcome: AlertOutcome | null,
): Promise<Outcome<{ readonly id: string }, CallError>> {
  return write("close_alert", { alert: id, outcome }, known);
}

/** Asks for the partners' links. */
export async function fetchAlertLinks(
  signal?: AbortSignal,
): Promise<Outcome<readonly AlertLink[], CallError>> {
  const outcome = await read("alert_links", {}, record({ links: list(link) }), signal);
  return outcome.ok ? { ok: true, value: outcome.value.links } : outcome;
}

/** Makes a link for so many days. */
export function createAlertLink(days: number): Promise<Outcome<MadeLink, CallError>> {
  return write("create_alert_link", { days }, made);
}

/** Ends a link at once. */
export function revokeAlertLink(id: string): Promise<Outcome<{ readonly id: string }, CallError>> {
  return write("revoke_alert_link", { link: id }, known);
}

/** Sends a tip by a partner's link, without an account. Whether the link holds is not told. */
export function submitAlert(
  token: string,
  tip: { readonly cell: Cell; readonly slot: Slot | null; readonly days: number },
): Promise<Outcome<{ readonly received: boolean }, CallError>> {
  return write("submit_alert", { token, ...tip }, record({ received: flag }));
}
