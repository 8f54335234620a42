import type { Invitation } from "../../data/team.ts";

export type InvitationState = "waiting" | "used" | "revoked" | "expired";

/** Whether an invitation still opens a door, and if not, why; `now` in milliseconds since 1970. */
export function stateOf(
  invitation: Pick<Invitation, "used" | "revoked" | "expires_at">,
  now: number,
): InvitationState {
  if (invitation.used) return "used";
  if (invitation.revoked) return "revoked";
  return Date.parse(invitation.expires_at) <= now ? "expired" : "waiting";
}

/**
 * This moment by the service's clock, in milliseconds: the device's where both show the same day, else the start of
 * the service's day (`--today` sets it for a demonstration or a backfill).
 */
export function serviceNow(today: string, deviceNow: number): number {
  const start = Date.parse(`${today}T00:00:00Z`);
  return Math.abs(deviceNow - start) < 2 * 86_400_000 ? deviceNow : start;
}
