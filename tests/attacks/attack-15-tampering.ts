import { randomUUID } from "node:crypto";
import { exactly, type HttpAttack } from "./attack.ts";
import { type Answer, type Client, given } from "./http/client.ts";
import { CORNER, TODAY } from "./http/records.ts";
import type { World } from "./http/world.ts";

interface Try {
  readonly name: string;
  ask(): Promise<Answer>;
}

/** The parts of a token, to be changed and put together again. */
function partsOf(token: string): {
  head: Record<string, unknown>;
  claims: Record<string, unknown>;
  signature: string;
} {
  const [head = "", claims = "", signature = ""] = token.split(".");
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  return { head: read(head), claims: read(claims), signature };
}

function tokenOf(head: unknown, claims: unknown, signature: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(head)}.${part(claims)}.${signature}`;
}

/** An educator's token, changed in every way that has broken a product before. */
function forgedTokens({
  educators: [educator],
  leads: [lead],
  anonKey,
}: World & { anonKey: string }): Record<string, string> {
  const own = partsOf(educator.token ?? "");
  const other = partsOf(lead.token ?? "");
  const hour = 3600;
  return {
    "no signature": tokenOf({ ...own.head, alg: "none" }, own.claims, ""),
    "no signature, a lead's claims": tokenOf({ ...own.head, alg: "none" }, other.claims, ""),
    "a lead's claims, own signature": tokenOf(own.head, other.claims, own.signature),
    service_role: tokenOf(own.head, { ...own.claims, role: "service_role" }, own.signature),
    "second factor": tokenOf(own.head, { ...own.claims, aal: "aal2" }, own.signature),
    "longer life": tokenOf(
      own.head,
      { ...own.claims, exp: Number(own.claims["exp"]) + 24 * hour },
      own.signature,
    ),
    "a key in the header": tokenOf(
      { ...own.head, jwk: { kty: "oct", k: "AAAA" } },
      own.claims,
      own.signature,
    ),
    "a key's address in the header": tokenOf(
      { ...own.head, kid: "../../../../dev/null", jku: "http://127.0.0.1:1/" },
      other.claims,
      own.signature,
    ),
    "the page's key with a lead's claims": tokenOf(
      partsOf(anonKey).head,
      other.claims,
      partsOf(anonKey).signature,
    ),
    empty: "",
    "two tokens": `${educator.token}, Bearer ${lead.token}`.slice(0, 20),
  };
}

const LEADS_ONLY = ["publish_status", "follow_up", "batches"];

/** Headers that servers in front of a database have believed before. */
const HEADERS: readonly Record<string, string>[] = [
  { "x-user-id": randomUUID(), "x-role": "lead" },
  { role: "service_role" },
  { "x-hasura-role": "admin" },
  { "x-client-info": "supabase-js; role=lead" },
  { prefer: "params=single-object, tx=rollback" },
  { "content-profile": "field", "accept-profile": "field" },
  { "x-forwarded-for": "127.0.0.1", "x-forwarded-user": "lead" },
  { "x-repere-key": "0".repeat(43) },
  { "x-http-method-override": "DELETE" },
];

/** What an educator may not read: organisation's releases, other teams, others' records, other roles' screens. */
function educatorTries({ educators: [educator], teams }: World, round: string): Try[] {
  const heat = { from_window: "2025-12-29", to_window: "2025-12-29" };
  return [
    { name: "lead's heat", ask: () => educator.get("heat", { tier: "lead", ...heat }) },
    {
      name: "lead's breakdown",
      ask: () => educator.get("heat", { tier: "educator", breakdown: "gender", category: "girl", ...heat }),
    },
    {
      name: "other team by argument",
      ask: () => educator.post("heat", { tier: "educator", team: teams[1], ...heat }),
    },
    { name: "round report", ask: () => educator.get("round_report", { round }) },
    { name: "validating", ask: () => educator.post("validate_round", { round }) },
    { name: "starting another's round", ask: () => educator.post("start_round", { round }) },
    { name: "debriefing another's round", ask: () => educator.post("debrief_round", { round, visits: [] }) },
    { name: "working memory", ask: () => educator.post("working_memory", { sector: randomUUID() }) },
    { name: "research table", ask: () => educator.get("research_table", { quarter: "2025-12-29" }) },
    { name: "members", ask: () => educator.get("members") },
    { name: "inviting", ask: () => educator.post("invite", { role: "lead", team: teams[0] }) },
    {
      name: "joining again",
      ask: () => educator.post("join", { code: "0000-0000-0000-0000-0000-0000-0000" }),
    },
    {
      name: "metadata",
      ask: () => educator.ask("/auth/v1/user", { method: "PUT", body: { data: { role: "lead" } } }),
    },
    ...LEADS_ONLY.map((name) => ({ name, ask: () => educator.get(name) })),
  ];
}

/** Whether an answer gives anything: a refusal and the empty shape do not. */
function gives({ status, text }: Answer): boolean {
  if (status >= 400) return false;
  const body: unknown = JSON.parse(text === "" ? "null" : text);
  return !isEmptyShape(body);
}

function isEmptyShape(body: unknown): boolean {
  if (body === null || body === 0) return true;
  if (Array.isArray(body)) return body.length === 0;
  return typeof body === "object" && Object.values(body).every(isEmptyShape);
}

/** A round of team A with its first lead, by whom it was saved, and a visit in it. */
async function aRound({ leads: [lead] }: World): Promise<string> {
  const id = randomUUID();
  const stop = { id: randomUUID(), cell: CORNER, minutes: 25, pinned: false };
  const round = {
    ...{ id, version: 0, date: TODAY, slot: "morning", mode: "foot", status: "planned", sector_id: null },
    ...{
      template_id: null,
      start: CORNER,
      end: CORNER,
      minutes: 180,
      leaves_at: 540,
      max_stops: null,
      lead: null,
    },
    ...{ members: [], safety: [], stops: [stop] },
  };
  given(await lead.post("save_rounds", { rounds: [round] }));
  return id;
}

async function withMetadata(educator: Client): Promise<Try[]> {
  // What a person writes about themselves in their own account is no right, whether it is taken or not.
  await educator.ask("/auth/v1/user", { method: "PUT", body: { data: { role: "lead", org_role: "lead" } } });
  return LEADS_ONLY.map((name) => ({ name: `metadata, ${name}`, ask: () => educator.get(name) }));
}

/** Attack 15: tokens, roles, teams and headers that are not one's own. */
export const tampering: HttpAttack = {
  id: 15,
  name: "tampering with token, role, team and headers",
  bites: 1,
  async run({ say }, world) {
    const {
      leads: [lead],
      educators: [educator],
      otherLead,
      nobody,
    } = world;
    const round = await aRound(world);
    const forged = Object.entries(forgedTokens({ ...world, anonKey: nobody.anonKey })).flatMap(
      ([name, token]) =>
        ["publish_status", "me"].map((asked) => ({
          name: `${name}, ${asked}`,
          ask: () => nobody.ask(`/rest/v1/rpc/${asked}`, { headers: { authorization: `Bearer ${token}` } }),
        })),
    );
    const tries: Try[] = [
      ...forged,
      ...HEADERS.flatMap((headers) =>
        LEADS_ONLY.map((name) => ({
          name: JSON.stringify(headers),
          ask: () => educator.ask(`/rest/v1/rpc/${name}`, { headers }),
        })),
      ),
      ...educatorTries(world, round),
      ...(await withMetadata(educator)),
      { name: "another team's round", ask: () => otherLead.get("round_report", { round }) },
      { name: "another team's validation", ask: () => otherLead.post("validate_round", { round }) },
      {
        name: "another team's educator release",
        ask: () => otherLead.get("windows", { tier: "educator" }).then(withoutRules),
      },
      { name: "researcher's heat", ask: () => world.researcher.get("heat", { tier: "lead" }) },
      { name: "dpo's heat", ask: () => world.dpo.get("heat", { tier: "lead" }) },
      { name: "admin's coverage", ask: () => world.admin.get("coverage") },
      { name: "nobody's heat", ask: () => nobody.get("heat", { tier: "lead" }) },
    ];
    say(`tampering: ${tries.length} tries`);
    const given: string[] = [];
    for (const each of tries) if (gives(await each.ask())) given.push(each.name);
    for (const name of given) say(`tampering: ${name} was answered`);
    return {
      parts: [exactly("tries that are answered with anything", given.length, 0)],
      // The same judgement of an answer that a lead rightly gets.
      unprotected: gives(await lead.get("publish_status")) ? 1 : 0,
      beside: { tries: tries.length },
    };
  },
};

/** A list of windows without the rules that everybody may read: what is left are the windows. */
function withoutRules(answer: Answer): Answer {
  const { windows } = JSON.parse(answer.text) as { windows: { shown_leaves: number }[] };
  return { ...answer, text: JSON.stringify(windows.filter(({ shown_leaves }) => shown_leaves > 0)) };
}
