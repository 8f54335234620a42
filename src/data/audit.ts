import type { Outcome } from "../domain/outcome.ts";
import { ROLES } from "../domain/role.ts";
import { type CallError, read } from "./call.ts";
import { type Decoded, type Decoder, integer, list, maybe, number, oneOf, record, text } from "./decode.ts";

/** How an action came in: the page, the command line of the folder's owner, or the server's own clock. */
const WAYS = ["http", "command_line", "system"] as const;

/** Row counts by name; anything else that a row holds is left out. */
const counts: Decoder<Readonly<Record<string, number>>> = (input) => {
  if (typeof input !== "object" || input === null) return {};
  const entries = Object.entries(input).filter(([, value]) => typeof value === "number");
  return Object.fromEntries(entries.map(([name, value]) => [name, number(value)]));
};

const event = record({
  id: integer,
  happened_at: text,
  action: text,
  via: oneOf(WAYS),
  actor_role: maybe(oneOf(ROLES)),
  /** Membership of who did it; null for the server itself. */
  member: maybe(text),
  subject: maybe(text),
  counts,
});
/** A row of the audit log: what, when, by which membership, about what, how many rows. */
export type AuditEvent = Decoded<typeof event>;

const page = record({
  events: list(event),
  /** Value of `before` for the next page; null on the last one. */
  next: maybe(integer),
});
export type AuditPage = Decoded<typeof page>;

/** What is asked of the log; every condition left out holds for all rows. */
export interface AuditQuestion {
  readonly action?: string | undefined;
  readonly member?: string | undefined;
  /** Id of the row, import, invitation … that it is about. */
  readonly subject?: string | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  readonly before?: number | undefined;
  /** At most 500. */
  readonly size: number;
}

/** A page of the audit log, newest first (dpo, with a fresh code). */
export function fetchAuditLog(
  asked: AuditQuestion,
  signal?: AbortSignal,
): Promise<Outcome<AuditPage, CallError>> {
  const { action, member, subject, fromDay, toDay, before, size } = asked;
  const args = {
    action,
    member,
    subject,
    from_day: fromDay,
    to_day: toDay,
    before,
    page_size: size,
  };
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
  return read("audit_log", given, page, signal);
}
