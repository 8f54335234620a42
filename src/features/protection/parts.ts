/** Parts of the dpo's screen, in the order of their tabs; each has an address of its own. */
export const PARTS = [
  "requests",
  "calendar",
  "policy",
  "attacks",
  "budget",
  "retention",
  "log",
  "annex",
] as const;
export type Part = (typeof PARTS)[number];

/** What follows the screen's own address. */
const PATHS: Readonly<Record<Part, string>> = {
  requests: "",
  calendar: "/calendrier",
  policy: "/regles",
  attacks: "/attaques",
  budget: "/budget",
  retention: "/conservation",
  log: "/journal",
  annex: "/annexe",
};

/** Address of a part. */
export function partLink(base: string, part: Part): string {
  return `${base}${PATHS[part]}`;
}

/** The part at a path; an unknown one is the first. */
export function partAt(base: string, path: string): Part {
  return PARTS.find((part) => part !== "requests" && path === partLink(base, part)) ?? "requests";
}
