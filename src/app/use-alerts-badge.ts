import { fetchAlertsDue } from "../data/alerts.ts";
import type { Member } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";

/** Field alerts due by tomorrow, the overdue ones among them; 0 for those who may not know. */
export function useAlertsBadge(member: Member): number {
  const answer = useAnswer(["alerts_due"], fetchAlertsDue, {
    enabled: member.may.includes("alerts"),
    keep: true,
  });
  return answer.kind === "ready" ? answer.value.due : 0;
}
