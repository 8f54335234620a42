import { Button, Title } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { roundOf } from "../../domain/week-edit.ts";
import type { LeftAlone } from "../../planner/planning-week.ts";
import type { Unmet } from "../../planner/week.ts";
import { useFormat } from "../../ui/format.ts";
import { shortWhen } from "./in-words.ts";
import type { Board } from "./use-board.ts";
import type { Proposal } from "./use-proposal.ts";
import { useProposalWords } from "./use-proposal-words.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** What a proposal could not follow, and the rounds that it left as they were. */
export function UnmetList({ board, proposal }: { readonly board: Board; readonly proposal: Proposal }) {
  const say = useProposalWords();
  const words = useUnmetInWords(board);
  const { state, dismiss } = proposal;
  if (state.kind !== "done") return null;
  const left = state.leftAlone.filter(({ why }) => why !== "begun" && why !== "past");
  const lines = [...state.unmet.map(words.unmet), ...left.map(words.left)];
  if (lines.length === 0) return null;
  return (
    <section>
      <Title order={3}>{say("unmetTitle")}</Title>
      <ul className="conflicts">
        {lines.map((line) => (
          <li key={line}>
            <IconInfoCircle aria-hidden size={18} />
            <span>{line}</span>
          </li>
        ))}
      </ul>
      <Button size="xs" variant="default" onClick={dismiss}>
        {say("dismiss")}
      </Button>
    </section>
  );
}

function useUnmetInWords(board: Board) {
  const say = useProposalWords();
  const sayRounds = useRoundsWords();
  const format = useFormat();
  const { week, nameOf, sectors } = board;
  const when = (id: string) => {
    const round = roundOf(week, id);
    return round ? shortWhen(sayRounds, format, round) : "";
  };
  const unmet = (each: Unmet): string => {
    switch (each.kind) {
      case "pin":
      case "pin_forbidden":
      case "pin_unknown":
        return say(each.kind, { name: nameOf(each.cell), when: when(each.round) });
      case "carried":
        return say("carried", { name: nameOf(each.cell) });
      case "explore":
        return say("explore", {
          name: sectors.find(({ id }) => id === each.sector)?.name ?? "",
          minutes: Math.ceil(each.minutes),
        });
      case "too_short":
        return say("too_short", { when: when(each.round) });
      case "no_candidate":
        return say("no_candidate");
    }
  };
  const left = ({ round, why }: LeftAlone) =>
    say("leftAlone", { when: when(round), why: say(`left_${why}`) });
  return { unmet, left };
}
