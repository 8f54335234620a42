import type { Outcome } from "../domain/outcome.ts";
import { ROLES, type Role } from "../domain/role.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, flag, list, maybe, nothing, oneOf, record, text } from "./decode.ts";

const team = record({ id: text, name: text });
export type Team = Decoded<typeof team>;

const member = record({ id: text, role: oneOf(ROLES), team_id: maybe(text), joined_at: text });
export type TeamMember = Decoded<typeof member>;

const invitation = record({
  id: text,
  role: oneOf(ROLES),
  team_id: maybe(text),
  label: maybe(text),
  created_at: text,
  expires_at: text,
  used: flag,
  revoked: flag,
});
export type Invitation = Decoded<typeof invitation>;

const teams = record({ teams: list(team) });
const members = record({ members: list(member) });
const invitations = record({ invitations: list(invitation) });
const invited = record({ code: text, expires_at: text });
const created = record({ id: text });

/** Teams: all of them for admin and lead, one's own for an educator. */
export async function fetchTeams(signal?: AbortSignal): Promise<Outcome<readonly Team[], CallError>> {
  const outcome = await read("teams", {}, teams, signal);
  return outcome.ok ? { ok: true, value: outcome.value.teams } : outcome;
}

/** Members of the organisation (admin). No name: accounts have none. */
export async function fetchMembers(signal?: AbortSignal): Promise<Outcome<readonly TeamMember[], CallError>> {
  const outcome = await read("members", {}, members, signal);
  return outcome.ok ? { ok: true, value: outcome.value.members } : outcome;
}

/** Invitations, used and not (admin). */
export async function fetchInvitations(
  signal?: AbortSignal,
): Promise<Outcome<readonly Invitation[], CallError>> {
  const outcome = await read("invitations", {}, invitations, signal);
  return outcome.ok ? { ok: true, value: outcome.value.invitations } : outcome;
}

/** Makes an invitation (admin). The code is told once, here. */
export function invite(
  role: Role,
  teamId: string | null,
  label: string,
): Promise<Outcome<Decoded<typeof invited>, CallError>> {
  return write("invite", { role, team: teamId, label }, invited);
}

/** Makes an invitation useless (admin). */
export function revokeInvitation(id: string): Promise<Outcome<undefined, CallError>> {
  return write("revoke_invitation", { invitation: id }, nothing);
}

/** Creates a team (admin). */
export function createTeam(name: string): Promise<Outcome<Decoded<typeof created>, CallError>> {
  return write("create_team", { name }, created);
}
