import { createHash } from "node:crypto";
import type { Role } from "../../../src/domain/role.ts";
import { addDays, mondayOf } from "../../../src/domain/slot.ts";
import type { Answer, Client } from "../http/client.ts";
import { apiFunctions } from "../http/functions.ts";

interface Poll {
  readonly name: string;
  readonly args?: Readonly<Record<string, string>>;
  /** Asked by POST: it may write (a dry run, an export). */
  readonly post?: Readonly<Record<string, unknown>>;
}

/** What releases answer: the cell key method and the research noise speak for them in attacks 2, 11 and 22. */
const RELEASED = [
  ...["heat", "leaf_history", "leaves", "windows", "site_heat", "site_leaves", "site_windows"],
  ...["research_flows", "research_leaves", "research_profile", "research_table", "research_windows"],
];
/** Asked with a name that only its own round or file gives: attack 15 asks with others' names. */
const BY_NAME = ["own_visits", "round_report", "import_fate"];
/** Who is asked what, by the functions' own lists of roles. */
const ASKED: Readonly<Record<Role, readonly string[]>> = {
  educator: ["me", "teams", "contacts", "coverage", "week", "field_day", "own_institutional"],
  lead: [
    ...["me", "teams", "contacts", "coverage", "week", "field_day", "sectors", "batches"],
    ...["publish_status", "follow_up", "alerts_due", "sites_due", "alert_links"],
    ...["own_institutional", "institutional_table"],
  ],
  researcher: ["me", "flow_requests"],
  dpo: [
    ...["me", "batches", "flow_requests", "members", "policy", "publish_status", "window_calendar"],
    ...["audit_log", "attack_report"],
  ],
  admin: ["me", "contacts", "invitations", "members", "sectors", "teams"],
};

/** Functions that only read and that nobody asks here nor anywhere: a new one must be given its place. */
export function unasked(): string[] {
  const known = new Set([...RELEASED, ...BY_NAME, ...Object.values(ASKED).flat()]);
  return apiFunctions()
    .filter(({ name, stable }) => stable && !known.has(name))
    .map(({ name }) => name);
}

function pollsOf(role: Role, day: string): Poll[] {
  const monday = mondayOf(day);
  const polls: Poll[] = ASKED[role].map((name) => ({
    name,
    ...(name === "week" ? { args: { monday } } : {}),
  }));
  if (role === "lead")
    polls.push({ name: "export_visits", post: { from_day: addDays(day, -28), to_day: day } });
  if (role === "dpo") polls.push({ name: "retention", post: { dry_run: true } });
  return polls;
}

/**
 * What two worlds must answer alike: names that the server draws, moments, the noise of releases (how many leaves a
 * window shows) and what the log numbers are taken out.
 */
function likeness({ status, text }: Answer): string {
  const alike = text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "name")
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})/g, "moment")
    .replaceAll(/"shown_leaves":\s*\d+/g, "shown")
    .replaceAll(/"(?:file_digest|happened_at)":\s*"[^"]*"/g, "drawn");
  return `${status} ${createHash("sha256").update(alike).digest("base64url")}`;
}

/** Everything that a person of a role is answered on a day, by function. */
export async function pollAll(person: Client, role: Role, day: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name, args, post } of pollsOf(role, day)) {
    const answer = post ? await person.post(name, post) : await person.get(name, args);
    if (answer.status !== 200) throw new Error(`${role} ${name}: HTTP ${answer.status} ${answer.text}`);
    found.set(`${role} ${name} ${day}`, likeness(answer));
  }
  return found;
}
