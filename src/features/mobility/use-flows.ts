import { useMemo } from "react";
import { type FlowRequest, type Flows, fetchFlowRequests, fetchFlows } from "../../data/flows.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import { distinctFlows, pairsOf } from "./flow-rows.ts";
import { type Wish, wishOf } from "./further-table.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";

/** The flows of the quarter shown, as far as they may be told. */
export type FlowState =
  | Exclude<Wish, { kind: "accepted" }>
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
  const wish = requests.kind === "ready" ? wishOf(requests.value, quarter, "flows") : undefined;
  const flows = useAnswer(["flows", quarter], (signal) => fetchFlows(quarter, signal), {
    enabled: open && wish?.kind === "accepted",
    freshMs: Number.POSITIVE_INFINITY,
  });
  const told = flows.kind === "ready" ? flows.value.flows : undefined;
  const alpha = published.kind === "ready" ? published.value.method.flows.alpha : undefined;
  const distinct = useMemo(
    () => (told && alpha && released ? distinctFlows(told, alpha, pairsOf(released.shown.index)) : []),
    [told, alpha, released],
  );
  if (!open) return undefined;
  if (requests.kind !== "ready" || !wish) return requests.kind === "failed" ? requests : { kind: "waiting" };
  return stateOf(wish, flows, distinct);
}

function stateOf(wish: Wish, flows: Answer<Flows>, distinct: Flows["flows"]): Answer<FlowState> {
  if (wish.kind !== "accepted") return ready(wish);
  return flows.kind === "ready" ? ready({ ...wish, flows: flows.value.flows, distinct }) : flows;
}

function ready(value: FlowState): Answer<FlowState> {
  return { kind: "ready", value, refreshing: false };
}
