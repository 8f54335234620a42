import type { Outcome } from "../domain/outcome.ts";
import { ROLES, type Role } from "../domain/role.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, flag, list, maybe, nothing, oneOf, otherwise, record, text } from "./decode.ts";

const team = record({ id: text, name: text });
export type Team = Decoded<typeof team>;

const membership = {
  id: text,
  role: oneOf(ROLES),
  team_id: maybe(text),
  joined_at: text,
  /** Label of its invitation, for admins. */
  label: otherwise(text, ""),
  /** The membership that it took the place of. */
  follows: maybe(text),
} as const;
const member = record(membership);
const leaver = record({ ...membership, left_at: text });
export type TeamMember = Decoded<typeof member>;
export type Leaver = Decoded<typeof leaver>;

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
const members = record({ members: list(member), left: otherwise(list(leaver), []) });
export type Memberships = Decoded<typeof members>;
const invitations = record({ invitations: list(invitation) });
const invited = record({ code: text, expires_at: text });
const created = record({ id: text });

/** Teams: all of them for admin and lead, one's own for an educator. */
export async function fetchTeams(signal?: AbortSignal): Promise<Outcome<readonly Team[], CallError>> {
  const outcome = await read("teams", {}, teams, signal);
  return outcome.ok ? { ok: true, value: outcome.value.teams } : outcome;
}

/** Memberships of the organisation, and those that ended within a year (admin, dpo). No name: accounts have none. */
export function fetchMembers(signal?: AbortSignal): Promise<Outcome<Memberships, CallError>> {
  return read("members", {}, members, signal);
}

/** Ends a membership and every session of its account, at once (admin). */
export function endMembership(id: string): Promise<Outcome<undefined, CallError>> {
  return write("end_membership", { member: id }, nothing);
}

/** Invitations, used and not (admin). */
export async function fetchInvitations(
  signal?: AbortSignal,
): Promise<Outcome<readonly Invitation[], CallError>> {
  const outcome = await read("invitations", {}, invitations, signal);
  return outcome.ok ? { ok: true, value: outcome.value.invitations } : outcome;
}

/** Makes an invitation (admin), perhaps in place of a membership. The code is told once, here. */
export function invite(
  wanted: { readonly role: Role; readonly team: string | null; readonly label: string },
  replaces: string | null,
): Promise<Outcome<Decoded<typeof invited>, CallError>> {
  return write("invite", { ...wanted, replaces }, invited);
}

/** Makes an invitation useless (admin). */
export function revokeInvitation(id: string): Promise<Outcome<undefined, CallError>> {
  return write("revoke_invitation", { invitation: id }, nothing);
}

/** Creates a team (admin). */
export function createTeam(name: string): Promise<Outcome<Decoded<typeof created>, CallError>> {
  return write("create_team", { name }, created);
}
