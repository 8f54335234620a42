import { Button, Title } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { fillWeek } from "../../data/rounds.ts";
import { openDesk, saveNow } from "../../data/week-desk.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { missingTemplates } from "./templates.ts";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";
import { useTemplateWords } from "./use-template-words.ts";

/** The team's rounds that repeat, and a button that brings the missing ones into this week. */
export function FillWeek({ board }: { readonly board: Board }) {
  const say = useTemplateWords();
  const sayRounds = useRoundsWords();
  const format = useFormat();
  const { templates } = board.desk.answer;
  const days = say("days").split(",");
  return (
    <section>
      <Title order={3}>{say("title")}</Title>
      {templates.length === 0 ? <p className="round-note">{say("none")}</p> : null}
      <ul className="templates">
        {templates.map(({ id, weekday, slot, leavesAt }) => (
          <li key={id}>
            {say("line", {
              day: days[weekday - 1] ?? "",
              slot: sayRounds(slot),
              time: format.clock(leavesAt),
            })}
          </li>
        ))}
      </ul>
      <FillButton board={board} />
    </section>
  );
}

/** Brings the week's missing usual rounds in. Nothing where none is missing. */
function FillButton({ board }: { readonly board: Board }) {
  const say = useTemplateWords();
  const sayFailure = useFailureWords();
  const [isBusy, setIsBusy] = useState(false);
  const missing = missingTemplates(board.desk.answer.templates, board.week.rounds);
  if (missing.length === 0) return null;
  const fill = async () => {
    setIsBusy(true);
    await saveNow(board.monday);
    const outcome = await fillWeek(board.monday);
    await openDesk(board.monday);
    setIsBusy(false);
    if (!outcome.ok) return toast(sayFailure(outcome.error), "failed");
    const count = outcome.value.made.length;
    toast(count === 0 ? say("filledNone") : say("filled", { count }));
  };
  return (
    <Button
      variant="default"
      loading={isBusy}
      leftSection={<IconRepeat aria-hidden size={18} />}
      onClick={() => void fill()}
    >
      {say("fill", { count: missing.length })}
    </Button>
  );
}
