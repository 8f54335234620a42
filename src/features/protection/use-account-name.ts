import { fetchMembers, type TeamMember } from "../../data/team.ts";
import { useAnswer } from "../../data/use-answer.ts";
import type { Role } from "../../domain/role.ts";
import { useFormat } from "../../ui/format.ts";
import { useLogWords } from "./use-log-words.ts";

/** Accounts have no name: they are told by their role and the day they joined. */
export function useAccountName(): {
  readonly accounts: readonly Pick<TeamMember, "id" | "role" | "joined_at">[];
  readonly nameOf: (member: string, role: Role) => string;
} {
  const say = useLogWords();
  const format = useFormat();
  const answer = useAnswer(["members"], fetchMembers);
  const accounts = answer.kind === "ready" ? [...answer.value.members, ...answer.value.left] : [];
  return {
    accounts,
    nameOf: (member, role) => {
      const known = accounts.find(({ id }) => id === member);
      const words = say(`role_${role}`);
      if (!known) return say("unknownMember", { role: words });
      return say("memberOf", { role: words, day: format.shortDay(known.joined_at.slice(0, 10)) });
    },
  };
}
