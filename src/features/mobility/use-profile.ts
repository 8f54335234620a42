import { fetchFlowRequests } from "../../data/flows.ts";
import { fetchProfile, type Profile } from "../../data/profile.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import { type Wish, wishOf } from "./further-table.ts";

export interface QuarterProfile {
  readonly profile: Profile;
  readonly wish: Wish;
}

/** The profile of a quarter and what was asked for. */
export function useProfile(quarter: string): Answer<QuarterProfile> {
  // Another person decides: looked at anew whenever the part is opened.
  const requests = useAnswer(["flow_requests"], fetchFlowRequests, { freshMs: 0 });
  const wish = requests.kind === "ready" ? wishOf(requests.value, quarter, "profile") : undefined;
  // Asked again once values were accepted; until then, and after, nothing of it changes.
  const profile = useAnswer(
    ["profile", quarter, wish?.kind === "accepted"],
    (signal) => fetchProfile(quarter, signal),
    {
      enabled: wish !== undefined,
      freshMs: Number.POSITIVE_INFINITY,
    },
  );
  if (requests.kind !== "ready") return requests;
  if (profile.kind !== "ready" || !wish) return profile.kind === "failed" ? profile : { kind: "waiting" };
  return { kind: "ready", value: { profile: profile.value, wish }, refreshing: profile.refreshing };
}
