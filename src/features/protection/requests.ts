import type { Batch } from "../../data/batches.ts";

/** What the dpo can do about a batch with a recorder column. */
export type RequestState =
  | { readonly kind: "pending" }
  | { readonly kind: "unfinished" }
  | { readonly kind: "undone" }
  | { readonly kind: "decided"; readonly approved: boolean };

type Facts = Pick<Batch, "finished_at" | "undone_at" | "recorder_approved">;

/** Where a request stands; an undone import leaves nothing to decide, whatever was decided before. */
export function requestState({ finished_at, undone_at, recorder_approved }: Facts): RequestState {
  if (undone_at) return { kind: "undone" };
  if (recorder_approved !== null) return { kind: "decided", approved: recorder_approved };
  return finished_at ? { kind: "pending" } : { kind: "unfinished" };
}

/** Requests that wait (unfinished ones after those that can be decided), and the others. */
export function sortRequests<Each extends Facts>(batches: readonly Each[]) {
  const of = (kind: RequestState["kind"]) => batches.filter((each) => requestState(each).kind === kind);
  return {
    waiting: [...of("pending"), ...of("unfinished")],
    others: batches.filter((each) => ["decided", "undone"].includes(requestState(each).kind)),
  };
}

/** What a decision changes: a first word, a withdrawal, or a second thought. */
export type Decision = "approve" | "decline" | "revoke";

/** Roles granted, with how many accounts hold each and the newest day; roles that nobody holds are left out. */
export function rolesGranted<Role extends string>(
  members: readonly { readonly role: Role; readonly joined_at: string }[],
): readonly { readonly role: Role; readonly accounts: number; readonly newest: string }[] {
  const roles = [...new Set(members.map(({ role }) => role))].sort();
  return roles.map((role) => {
    const days = members.filter((each) => each.role === role).map(({ joined_at }) => joined_at.slice(0, 10));
    return { role, accounts: days.length, newest: days.sort().at(-1) ?? "" };
  });
}
