import { Alert, Anchor, Button, Group, Progress, Text } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { Link } from "wouter";
import { walkWeek } from "../../data/week-desk.ts";
import { isOpenPlan } from "../../domain/week-rounds.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import type { Board } from "./use-board.ts";
import type { Proposal } from "./use-proposal.ts";
import { useProposalWords } from "./use-proposal-words.ts";

interface ProposalBoxProps {
  readonly board: Board;
  readonly proposal: Proposal;
}

/** The screen's main action: proposes the week, shows how far it has come, and what it found. */
export function ProposalBox({ board, proposal }: ProposalBoxProps) {
  const say = useProposalWords();
  const { state, knowledge } = proposal;
  if (knowledge?.own.length === 0) return <NoSector board={board} />;
  if (state.kind === "running") return <Running proposal={proposal} />;
  if (proposal.failed) return <Failure code={proposal.failed.error} retry={proposal.failed.retry} />;
  return (
    <div className="proposal">
      <Outcome board={board} proposal={proposal} />
      {board.chosen ? null : <ClosedSectors board={board} proposal={proposal} />}
      <Button
        fullWidth
        leftSection={<IconSparkles aria-hidden size={18} />}
        loading={!knowledge}
        onClick={proposal.start}
      >
        {say(state.kind === "done" ? "proposeAgain" : "propose")}
      </Button>
    </div>
  );
}

function Running({ proposal }: { readonly proposal: Proposal }) {
  const say = useProposalWords();
  const format = useFormat();
  const { state } = proposal;
  if (state.kind !== "running") return null;
  const percent = Math.round(100 * state.share);
  return (
    <div className="proposal" role="status">
      <Group justify="space-between">
        <Text>{say("running")}</Text>
        <Text>{`${percent} %`}</Text>
      </Group>
      <Progress value={percent} aria-label={say("running")} />
      {state.plan ? (
        <Text title={say("objectiveHelp")}>
          {say("objective", { value: format.number(Math.round(state.plan.priority)) })}
        </Text>
      ) : null}
      <Group gap="xs">
        <Button disabled={!state.plan} onClick={proposal.keep}>
          {say("keep")}
        </Button>
        <Button variant="default" onClick={proposal.cancel}>
          {say("cancel")}
        </Button>
      </Group>
    </div>
  );
}

const FAILURES = { worker: "workerFailed", changed: "weekChanged", no_round: "noRound" } as const;

function Outcome({ board, proposal: { state, dismiss } }: ProposalBoxProps) {
  const say = useProposalWords();
  const format = useFormat();
  if (state.kind === "failed") {
    // Said of a week without rounds: once there is one, it is no longer so.
    if (
      state.why === "no_round" &&
      board.week.rounds.some((round) => round.team === board.team && isOpenPlan(round))
    )
      return null;
    return (
      <Alert color="gray" role="alert" p="sm">
        {say(FAILURES[state.why])}
      </Alert>
    );
  }
  if (state.kind !== "done") return null;
  const takeBack = () => {
    walkWeek(board.monday, "back");
    dismiss();
  };
  return (
    <div role="status">
      <Text>{say("done", { value: format.number(Math.round(state.priority)) })}</Text>
      {board.chosen && state.unmet.length > 0 ? (
        <Anchor component="button" type="button" onClick={() => board.go({ round: undefined })}>
          {say("unmetCount", { count: state.unmet.length })}
        </Anchor>
      ) : null}
      <Button size="xs" variant="default" onClick={takeBack}>
        {say("undo")}
      </Button>
    </div>
  );
}

function ClosedSectors({ board, proposal: { knowledge } }: ProposalBoxProps) {
  const say = useProposalWords();
  const closed = knowledge?.sectors.filter(({ facts }) => facts[0]?.chance === null).length ?? 0;
  if (closed === 0) return null;
  return (
    <p className="round-note">
      {say("closed", { count: closed })}{" "}
      <Anchor component={Link} href={`${board.links.unreached}?memoire=1`}>
        {say("openMemory")}
      </Anchor>
    </p>
  );
}

function NoSector({ board }: { readonly board: Board }) {
  const say = useProposalWords();
  return (
    <div className="proposal">
      <Text>{say("noSector")}</Text>
      <Button component={Link} href={`${board.links.team}?vue=secteurs&secteur=nouveau`}>
        {say("drawSector")}
      </Button>
    </div>
  );
}
