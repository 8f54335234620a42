import { Button } from "@mantine/core";
import { IconRepeat, IconRepeatOff } from "@tabler/icons-react";
import { deleteTemplate, saveTemplate } from "../../data/rounds.ts";
import { openDesk, saveNow } from "../../data/week-desk.ts";
import { withRoundChange } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { templateOf } from "./templates.ts";
import type { Board } from "./use-board.ts";
import { useTemplateWords } from "./use-template-words.ts";

/** Makes a round repeat weekly, or ends that. */
export function TemplateButton({ board, round }: { readonly board: Board; readonly round: WeekRound }) {
  const say = useTemplateWords();
  const sayFailure = useFailureWords();
  const { monday, edit } = board;
  const template = board.desk.answer.templates.find(({ id }) => id === round.template);
  const repeat = async () => {
    const id = crypto.randomUUID();
    const outcome = await saveTemplate(templateOf(round, id));
    if (!outcome.ok) return toast(sayFailure(outcome.error), "failed");
    edit((week) => withRoundChange(week, round.id, { template: id }));
    await saveNow(monday);
    toast(say("saved"));
  };
  const end = async () => {
    if (!template) return;
    const outcome = await deleteTemplate(template);
    if (!outcome.ok) return toast(sayFailure(outcome.error), "failed");
    await openDesk(monday);
    toast(say("ended"));
  };
  const Icon = template ? IconRepeatOff : IconRepeat;
  return (
    <Button
      variant="default"
      leftSection={<Icon aria-hidden size={18} />}
      disabled={round.start === null}
      onClick={() => void (template ? end() : repeat())}
    >
      {say(template ? "stopRepeating" : "repeat")}
    </Button>
  );
}
