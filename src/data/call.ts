import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { openClient } from "./client.ts";
import { askForCode } from "./code-request.ts";
import type { Database } from "./database.types.ts";
import { DecodeError, type Decoder } from "./decode.ts";
import { reportEndedSession } from "./session-events.ts";

/** Every way a call can fail, as codes; the interface owns the words (ui/failure.tsx). */
export const CALL_ERRORS = [
  "not_signed_in",
  "not_allowed",
  "second_factor",
  "unreachable",
  "timed_out",
  "unreadable",
  "server_fault",
  "disk_full",
  "bad_argument",
  "not_found",
  "already_done",
  "conflict",
  "outside_grid",
  "date_in_future",
  "too_many",
  "secret_missing",
  "nothing_due",
  "window_overlaps",
] as const;
export type CallError = (typeof CALL_ERRORS)[number];

/** House error codes of the database. */
const HOUSE: Readonly<Record<string, CallError>> = {
  RP001: "bad_argument",
  RP002: "not_found",
  RP003: "already_done",
  RP004: "conflict",
  RP005: "outside_grid",
  RP006: "date_in_future",
  RP007: "too_many",
  RP010: "secret_missing",
  RP011: "nothing_due",
  RP012: "window_overlaps",
};

const READ_LIMIT_MS = 30_000;
const WRITE_LIMIT_MS = 300_000;

type Functions = Database["api"]["Functions"];

/** Functions of the database's `api`, as generated from the logic. */
export type ApiFunction = keyof Functions;

/** Arguments by the names that the function has; their values are checked by the database. */
export type Arguments<Name extends ApiFunction> = {
  readonly [Key in keyof Functions[Name]["Args"]]?: unknown;
};

/** Asks a `stable` function by GET and parses its answer. */
export function read<Name extends ApiFunction, Value>(
  name: Name,
  args: Arguments<Name>,
  decode: Decoder<Value>,
  signal?: AbortSignal,
): Promise<Outcome<Value, CallError>> {
  return withCode(() => call(name, args, decode, true, limited(READ_LIMIT_MS, signal)));
}

/** Calls a function by POST and parses its answer. It is never repeated on its own. */
export function write<Name extends ApiFunction, Value>(
  name: Name,
  args: Arguments<Name>,
  decode: Decoder<Value>,
  signal?: AbortSignal,
): Promise<Outcome<Value, CallError>> {
  return withCode(() => call(name, args, decode, false, limited(WRITE_LIMIT_MS, signal)));
}

/** A call that was refused for want of a fresh code did nothing: once the person gave one it is made again. */
async function withCode<Value>(
  make: () => Promise<Outcome<Value, CallError>>,
): Promise<Outcome<Value, CallError>> {
  const outcome = await make();
  if (outcome.ok || outcome.error !== "second_factor") return outcome;
  return (await askForCode()) ? make() : outcome;
}

async function call<Name extends ApiFunction, Value>(
  name: Name,
  args: Arguments<Name>,
  decode: Decoder<Value>,
  get: boolean,
  signal: AbortSignal,
): Promise<Outcome<Value, CallError>> {
  try {
    const client = await openClient();
    const answer = await client.rpc(name, { ...args }, { get }).abortSignal(signal);
    if (answer.error) return refused(errorOf(answer.status, answer.error), signal);
    return succeed(decode(answer.data));
  } catch (error) {
    if (error instanceof DecodeError) return fail("unreadable");
    return refused("unreachable", signal);
  }
}

function refused(error: CallError, signal: AbortSignal) {
  if (error === "unreachable" && isTimeout(signal)) return fail<CallError>("timed_out");
  if (error === "not_signed_in") reportEndedSession();
  return fail(error);
}

function isTimeout(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
}

/** What a bare HTTP status says. */
const STATUS: Readonly<Record<number, CallError>> = {
  0: "unreachable",
  400: "bad_argument",
  401: "not_signed_in",
  403: "not_allowed",
  404: "not_found",
  408: "timed_out",
  413: "bad_argument",
  422: "bad_argument",
  429: "too_many",
  502: "unreachable",
  503: "unreachable",
  504: "timed_out",
};

/** `query_canceled`: the server's own time limit. */
const CANCELED = "57014";

/** `disk_full`: nothing was written. */
const DISK_FULL = "53100";

/** The hint of a refusal that a fresh code of the second factor would lift (`org.require_second_factor`). */
const SECOND_FACTOR = "second_factor";

/** The code of a refused call, from its HTTP status, the database's SQLSTATE or PostgREST's code, and its hint. */
function errorOf(status: number, { code = "", hint = "" }: { code?: string; hint?: string }): CallError {
  if (code === CANCELED) return "timed_out";
  if (code === DISK_FULL) return "disk_full";
  if (hint === SECOND_FACTOR) return "second_factor";
  return HOUSE[code] ?? STATUS[status] ?? "server_fault";
}

function limited(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, limit]) : limit;
}
