import { Button, Group, NativeSelect, NumberInput, Title } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { debriefRound } from "../../data/debrief.ts";
import type { Cell } from "../../domain/grid.ts";
import { VISIT_OUTCOMES } from "../../domain/place-kind.ts";
import type { Minutes } from "../../domain/round.ts";
import { type CellName, shortCode } from "../../map/use-cell-names.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { CellSelect } from "./cell-select.tsx";
import { type DebriefDraft, visitsOf, withExtra, withLine } from "./debrief-draft.ts";
import { useDebriefWords } from "./use-debrief-words.ts";

interface DebriefFormProps {
  readonly round: string;
  readonly draft: DebriefDraft;
  readonly onDraft: (change: (draft: DebriefDraft) => DebriefDraft) => void;
  readonly nameOf: CellName;
  /** Cells that may have been visited beside the plan. */
  readonly cells: readonly Cell[];
  readonly onSent: () => void;
  readonly onClose: () => void;
}

/** What a round did, stop by stop, from paper: by a lead, or by somebody who went out. Never whom it met. */
export function DebriefForm({ round, draft, onDraft, nameOf, cells, onSent, onClose }: DebriefFormProps) {
  const say = useDebriefWords();
  const sending = useSending(round, draft, onSent);
  const visits = visitsOf(draft).length;
  return (
    <form
      className="debrief"
      onSubmit={(event) => {
        event.preventDefault();
        void sending.send();
      }}
    >
      <Title order={3}>{say("title")}</Title>
      <p className="round-note">{say("help")}</p>
      <ol className="debrief-lines">
        {draft.map((line) => (
          <Line key={line.visit} line={line} name={nameOf(line.cell)} onDraft={onDraft} />
        ))}
      </ol>
      {cells.length > 0 ? (
        <CellSelect
          key={draft.length}
          label={say("extra")}
          description={say("extraHelp")}
          cells={cells}
          value={null}
          nameOf={nameOf}
          onChange={(cell) => onDraft((now) => withExtra(now, cell, crypto.randomUUID()))}
        />
      ) : null}
      {visits === 0 ? <p className="round-note">{say("finishNone")}</p> : null}
      {sending.error ? <Failure code={sending.error} kept={say("keptHere")} /> : null}
      <Group gap="xs">
        <Button type="submit" loading={sending.isBusy}>
          {say("finish")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say("closeForm")}
        </Button>
      </Group>
    </form>
  );
}

interface LineProps {
  readonly line: DebriefDraft[number];
  readonly name: string;
  readonly onDraft: (change: (draft: DebriefDraft) => DebriefDraft) => void;
}

function Line({ line, name, onDraft }: LineProps) {
  const say = useDebriefWords();
  const { visit, outcome, minutes } = line;
  // Several stops bear the name of one place: the sheet tells them apart by this code.
  const code = shortCode(line.cell);
  const spoken = `${name} ${code}`;
  const isTimed = outcome !== null && outcome !== "not_reached";
  return (
    <li>
      <span className="debrief-name">
        {name} <span className="stop-code">{code}</span>
      </span>
      <NativeSelect
        aria-label={say("outcome", { name: spoken })}
        value={outcome ?? ""}
        data={[
          { value: "", label: say("notDone") },
          ...VISIT_OUTCOMES.map((value) => ({ value, label: say(value) })),
        ]}
        onChange={({ currentTarget }) => {
          const chosen = VISIT_OUTCOMES.find((each) => each === currentTarget.value) ?? null;
          onDraft((draft) => withLine(draft, visit, { outcome: chosen }));
        }}
      />
      <NumberInput
        aria-label={say("minutes", { name: spoken })}
        suffix={` ${say("min")}`}
        min={1}
        max={600}
        allowDecimal={false}
        hideControls
        disabled={!isTimed}
        value={isTimed ? Number(minutes) : ""}
        onChange={(value) => {
          if (typeof value === "number" && value >= 1)
            onDraft((draft) => withLine(draft, visit, { minutes: value as Minutes }));
        }}
      />
    </li>
  );
}

function useSending(round: string, draft: DebriefDraft, onSent: () => void) {
  const say = useDebriefWords();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const send = async () => {
    setIsBusy(true);
    setError(undefined);
    const visits = visitsOf(draft);
    const outcome = await debriefRound(round, visits);
    setIsBusy(false);
    if (!outcome.ok) return setError(outcome.error);
    toast(say("sent", { count: visits.length }));
    onSent();
  };
  return { isBusy, error, send };
}
