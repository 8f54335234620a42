import { useMemo } from "react";
import { type FlowRequest, type Flows, fetchFlowRequests, fetchFlows } from "../../data/flows.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import { distinctFlows, pairsOf } from "./flow-rows.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";

/** The flows of the quarter shown, as far as they may be told. */
export type FlowState =
  /** Nobody asked, or the dpo declined: `declined` is the newest answer. */
  | { readonly kind: "none"; readonly declined: FlowRequest | undefined }
  | { readonly kind: "asked"; readonly request: FlowRequest }
  | {
      readonly kind: "accepted";
      readonly request: FlowRequest;
      readonly flows: Flows["flows"];
      /** Those among them that noise alone can hardly have made. */
      readonly distinct: Flows["flows"];
    };

/** Asks for flows and requests while their part is open; undefined elsewhere. */
export function useFlows(
  { state, published }: MobilityModel,
  released: Released | undefined,
): Answer<FlowState> | undefined {
  const open = state.part === "flows" && released !== undefined;
  const quarter = released?.shown.window.starts_on ?? "";
  // Another person decides: looked at anew whenever the part is opened.
  const requests = useAnswer(["flow_requests"], fetchFlowRequests, { enabled: open, freshMs: 0 });
  const own = requests.kind === "ready" ? requests.value.filter((each) => each.quarter === quarter) : [];
  const accepted = own.find((each) => each.accepted === true);
  const flows = useAnswer(["flows", quarter], (signal) => fetchFlows(quarter, signal), {
    enabled: open && accepted !== undefined,
    freshMs: Number.POSITIVE_INFINITY,
  });
  const told = flows.kind === "ready" ? flows.value.flows : undefined;
  const alpha = published.kind === "ready" ? published.value.method.flows.alpha : undefined;
  const distinct = useMemo(
    () => (told && alpha && released ? distinctFlows(told, alpha, pairsOf(released.shown.index)) : []),
    [told, alpha, released],
  );
  if (!open) return undefined;
  if (requests.kind !== "ready") return requests;
  if (accepted) {
    if (flows.kind !== "ready") return flows;
    return ready({ kind: "accepted", request: accepted, flows: flows.value.flows, distinct });
  }
  const waiting = own.find((each) => each.accepted === null);
  if (waiting) return ready({ kind: "asked", request: waiting });
  return ready({ kind: "none", declined: own[0] });
}

function ready(value: FlowState): Answer<FlowState> {
  return { kind: "ready", value, refreshing: false };
}
