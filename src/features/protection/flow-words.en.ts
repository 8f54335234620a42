import type { flowWordsFr } from "./flow-words.fr.ts";

/** Words of requests for tables of flows. */
export const flowWordsEn: Readonly<Record<keyof typeof flowWordsFr, string>> = {
  title: "Tables of flows asked for by research",
  help: "A flow tells how many youths met in an 8 km district said that they come from another. Accepting makes the table once and for all, with noise, and charges the privacy budget; flows below 15 stay hidden.",
  noneTitle: "No request for flows",
  none: "When a researcher asks for the flows of a quarter, the request will appear here.",
  caption: "Requests for flows",
  quarter: "Quarter",
  origin: "Origin described",
  origin_living: "where youths live",
  origin_previous: "where youths were before",
  asked: "Asked on",
  cost: "Cost (ε)",
  left: "Left of the budget (ε)",
  decision: "Decision",
  accepted: "accepted on {{day}}",
  declined: "declined on {{day}}",
  accept: "Accept",
  decline: "Decline",
  actionFor: "{{action}}: flows {{range}}",
  acceptTitle: "Accept this table of flows?",
  acceptWill:
    "The table {{range}} ({{origin}}) is made now, for ever. The budget of these 52 weeks is charged ε = {{epsilon}}; ε = {{left}} will be left.",
  acceptOnce: "A second table of flows of the same quarter will not be possible, whatever the origin.",
  tooDear: "The budget of these 52 weeks is not enough: accepting would be refused.",
  declineTitle: "Decline this table of flows?",
  declineWill: "Nothing is made or charged. The person may ask again.",
  logged: "Your decision is written to the log, with the date.",
  keep: "Change nothing",
  acceptedToast: "Flows made, budget charged.",
  declinedToast: "Request declined.",
};
