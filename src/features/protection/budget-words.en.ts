import type { budgetWordsFr } from "./budget-words.fr.ts";

export const budgetWordsEn: Record<keyof typeof budgetWordsFr, string> = {
  title: "Privacy budget",
  help: "Each research release spends a part of a budget that is fixed for 52 weeks (ε). Once it is used up nothing more can be published for research: the server refuses. The maps of the teams spend none of it.",
  year: "52 weeks, {{range}}",
  none: "Nothing has been spent yet. The first charge comes with learned cells or with the first research release.",
  part: "{{charge}}: {{epsilon}}",
  sum: "Spent: {{spent}} of {{budget}}. Left: {{left}}.",
  charged: "Entered",
  what: "What for",
  for: "Period from",
  epsilon: "ε",
  leftAfter: "Left",
  charge_partition: "Learned cells",
  charge_total: "Totals",
  charge_age_band: "By age",
  charge_gender: "By gender",
  charge_place_kind: "By kind of place",
  charge_flows: "Flows between districts",
  charge_profile: "Profile by weekday and slot",
};
