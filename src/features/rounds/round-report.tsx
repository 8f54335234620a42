import { Button, Group, Modal, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { fetchRoundReport, type RoundReport } from "../../data/debrief.ts";
import { rejectRound, validateRound } from "../../data/rounds.ts";
import { useAnswer, useRefresh } from "../../data/use-answer.ts";
import { openDesk } from "../../data/week-desk.ts";
import { REJECT_CODES, type RejectCode, type WeekRound } from "../../domain/week-rounds.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { Waiting } from "../../ui/waiting.tsx";
import type { Board } from "./use-board.ts";
import { useDebriefWords } from "./use-debrief-words.ts";

interface ReportProps {
  readonly board: Board;
  readonly round: WeekRound;
}

/** What a round did against what was planned, stop by stop; a lead validates it, or rejects it with a reason. */
export function RoundReportPart({ board, round }: ReportProps) {
  const say = useDebriefWords();
  const report = useAnswer(["round_report", round.id], (signal) => fetchRoundReport(round.id, signal));
  // About as high as what comes: a line for each stop, so that the buttons below stay where they are.
  if (report.kind === "waiting") return <Waiting lines={4 + (round.stops?.length ?? 0)} />;
  if (report.kind === "failed") return <Failure code={report.error} retry={report.retry} />;
  return (
    <section className="report">
      <Title order={3}>{say("report")}</Title>
      {round.hasLateRecords ? <p className="report-late">{say("lateRecords")}</p> : null}
      <Facts report={report.value} nameOf={board.nameOf} />
      {round.status === "done" ? <Decision board={board} round={round} /> : null}
      {round.status === "validated" ? <Decision board={board} round={round} /> : null}
      <p className="round-note">{say("counts")}</p>
    </section>
  );
}

const STATE_WORDS = { done: "stopDone", not_reached: "stopNotReached", missed: "stopMissed" } as const;

function Facts({ report, nameOf }: { readonly report: RoundReport; readonly nameOf: Board["nameOf"] }) {
  const say = useDebriefWords();
  const done = report.stops.filter(({ state }) => state === "done").length;
  return (
    <>
      <p className="report-count">{say("reportCount", { count: done, planned: report.stops.length })}</p>
      <p className="round-note">
        {say("reportMinutes", { minutes: report.minutes, planned: report.planned_minutes })}
      </p>
      <ul className="report-stops">
        {report.stops.map(({ id, cell, state }) => (
          <li key={id} data-state={state}>
            <span>
              {nameOf(cell)} <span className="stop-code">{shortCode(cell)}</span>
            </span>
            <span>{say(STATE_WORDS[state])}</span>
          </li>
        ))}
      </ul>
      {report.extra.length > 0 ? (
        <p>{`${say("extras")} : ${report.extra.map((cell) => `${nameOf(cell)} ${shortCode(cell)}`).join(", ")}`}</p>
      ) : null}
    </>
  );
}

function Decision({ board, round }: ReportProps) {
  const say = useDebriefWords();
  const refresh = useRefresh();
  const [error, setError] = useState<CallError>();
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const changed = async (words: string) => {
    setIsAsking(false);
    toast(words);
    await Promise.all([openDesk(board.monday), refresh("coverage", "round_report")]);
  };
  const validate = async () => {
    setIsBusy(true);
    setError(undefined);
    const outcome = await validateRound(round.id);
    setIsBusy(false);
    return outcome.ok ? changed(say("validated")) : setError(outcome.error);
  };
  const reject = async (code: RejectCode) => {
    const outcome = await rejectRound(round.id, code);
    return outcome.ok ? changed(say("rejected")) : setError(outcome.error);
  };
  return (
    <>
      {error ? <Failure code={error} /> : null}
      <Group gap="xs">
        {round.status === "done" ? (
          <Button loading={isBusy} onClick={() => void validate()}>
            {say("validate")}
          </Button>
        ) : null}
        <Button variant="default" onClick={() => setIsAsking(true)}>
          {say("reject")}
        </Button>
      </Group>
      <RejectDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onReject={(code) => void reject(code)}
      />
    </>
  );
}

function RejectDialog({
  isOpen,
  onClose,
  onReject,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onReject: (code: RejectCode) => void;
}) {
  const say = useDebriefWords();
  const sayUi = useUiWords();
  const [code, setCode] = useState<RejectCode>("not_done");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={say("rejectTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      <Stack gap="sm">
        <Text>{say("rejectHelp")}</Text>
        <NativeSelect
          label={say("reason")}
          value={code}
          data={REJECT_CODES.map((value) => ({ value, label: say(value) }))}
          onChange={({ currentTarget }) =>
            setCode(REJECT_CODES.find((each) => each === currentTarget.value) ?? "other")
          }
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button onClick={() => onReject(code)}>{say("rejectNow")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
