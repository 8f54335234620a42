import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import {
  type Decoded,
  DecodeError,
  type Decoder,
  day,
  flag,
  integer,
  list,
  maybe,
  nothing,
  number,
  oneOf,
  record,
  text,
} from "./decode.ts";

/** Where a flow comes from, as youths told it: where they live, or were before. */
export const FLOW_ORIGINS = ["living", "previous"] as const;
export type FlowOrigin = (typeof FLOW_ORIGINS)[number];

const SUBJECTS = ["flows", "profile"] as const;

const requests = record({
  requests: list(
    record({
      id: text,
      quarter: day,
      ends_on: day,
      /** The one further table of the quarter that is asked for; only flows have an origin. */
      subject: oneOf(SUBJECTS),
      origin: maybe(oneOf(FLOW_ORIGINS)),
      requested_at: text,
      decided_at: maybe(text),
      /** Null while undecided. */
      accepted: maybe(flag),
      epsilon: number,
      budget_left: number,
    }),
  ),
});
export type FlowRequest = Decoded<typeof requests>["requests"][number];

/** Asks for the requests for flows and profiles, newest first (researcher, dpo). */
export async function fetchFlowRequests(
  signal?: AbortSignal,
): Promise<Outcome<readonly FlowRequest[], CallError>> {
  const outcome = await read("flow_requests", {}, requests, signal);
  return outcome.ok ? { ok: true, value: outcome.value.requests } : outcome;
}

/** Asks the dpo for the flows of a published quarter (researcher). */
export function requestFlows(quarter: string, origin: FlowOrigin): Promise<Outcome<undefined, CallError>> {
  return write("request_flows", { quarter, origin }, nothing);
}

/** The dpo's answer; accepting draws the table and charges the budget, once. */
export function decideFlows(request: string, accept: boolean): Promise<Outcome<undefined, CallError>> {
  return write("decide_flows", { request, accept }, nothing);
}

/** A shown flow between two 8 km districts. */
interface Flow {
  /** Undefined: anywhere outside the territory. */
  readonly origin: Cell | undefined;
  readonly destination: Cell;
  readonly value: number;
}

const columns = record({
  quarter: maybe(day),
  kind: maybe(oneOf(FLOW_ORIGINS)),
  origin: list(integer),
  destination: list(integer),
  value: list(integer),
});

export interface Flows {
  /** Undefined: no flows of this quarter were accepted. */
  readonly kind: FlowOrigin | undefined;
  readonly flows: readonly Flow[];
}

/** Columns → flows. */
export const researchFlows: Decoder<Flows> = (input) => {
  const given = columns(input);
  const rows = given.origin.map((origin, at) => {
    const destination = given.destination[at];
    const value = given.value[at];
    if (destination === undefined || value === undefined) throw new DecodeError("columns differ in length");
    return { origin: origin < 0 ? undefined : (origin as Cell), destination: destination as Cell, value };
  });
  return { kind: given.kind ?? undefined, flows: rows };
};

/** Asks for the accepted flows of a quarter (researcher). */
export function fetchFlows(quarter: string, signal?: AbortSignal): Promise<Outcome<Flows, CallError>> {
  return read("research_flows", { quarter }, researchFlows, signal);
}
