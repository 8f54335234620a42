import type { FlowRequest } from "../../data/flows.ts";

/** Where the wish for a quarter's one further table stands. */
export type Wish =
  /** Nobody asked, or the dpo declined: `declined` is the newest answer. */
  | { readonly kind: "none"; readonly declined: FlowRequest | undefined }
  | { readonly kind: "asked"; readonly request: FlowRequest }
  | { readonly kind: "accepted"; readonly request: FlowRequest }
  /** The other subject was asked for, or accepted, in its place. */
  | { readonly kind: "other" };

/** The wish of a quarter for one subject, from all requests, newest first. */
export function wishOf(
  requests: readonly FlowRequest[],
  quarter: string,
  subject: FlowRequest["subject"],
): Wish {
  const own = requests.filter((each) => each.quarter === quarter);
  const standing = own.find(({ accepted }) => accepted !== false);
  if (!standing) return { kind: "none", declined: own.find((each) => each.subject === subject) };
  if (standing.subject !== subject) return { kind: "other" };
  return { kind: standing.accepted ? "accepted" : "asked", request: standing };
}
