import { DatabaseError } from "../database/database.ts";

/** A refused call in PostgREST's words. */
export class RestRefused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: string | null;

  constructor(status: number, code: string, message: string, details: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** SQLSTATEs whose status is their own. */
const EXACT: Readonly<Record<string, number>> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "53400": 500,
  P0001: 400,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  // The database is stopping, stopped or starting: it passes.
  "57P01": 503,
  "57P02": 503,
  "57P03": 503,
};

/** Statuses of whole classes of SQLSTATEs. */
const CLASSES: Readonly<Record<string, number>> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  // PostgREST says 500; here it is an argument that is too deep or too long, which is the caller's to mend.
  "54": 400,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

/** HTTP status of a database error (PostgREST, "HTTP Status Codes"). */
function statusOf(code: string, signedIn: boolean): number {
  if (code === "42501") return signedIn ? 403 : 401;
  // PostgREST's own convention: PT401 answers 401.
  if (/^PT[45]\d\d$/.test(code)) return Number(code.slice(2));
  return EXACT[code] ?? CLASSES[code.slice(0, 2)] ?? 400;
}

export interface RestFailure {
  readonly status: number;
  readonly body: { code: string; message: string; details: string | null; hint: string | null };
}

/**
 * What a failed call answers. The details of a database error may quote a row, and the message of an internal
 * one may say anything: neither leaves the server.
 */
export function failureOf(error: unknown, signedIn: boolean): RestFailure {
  if (error instanceof RestRefused) {
    const { status, code, message, details } = error;
    return { status, body: { code, message, details, hint: null } };
  }
  const known = error instanceof DatabaseError ? error : new DatabaseError("internal_error", "XX000");
  const status = statusOf(known.code, signedIn);
  const isInternal = status >= 500 && known.code !== "57014";
  return {
    status,
    body: {
      code: known.code,
      message: isInternal ? "internal_error" : known.message,
      details: null,
      hint: isInternal ? null : (known.hint ?? null),
    },
  };
}
