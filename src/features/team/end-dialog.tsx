import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { endMembership, type TeamMember } from "../../data/team.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { useTeamWords } from "./use-team-words.ts";

/** Ending a membership cannot be undone, so it says before what it does. */
export function EndDialog({
  member,
  isSelf,
  onClose,
}: {
  readonly member: TeamMember | undefined;
  readonly isSelf: boolean;
  readonly onClose: () => void;
}) {
  const say = useTeamWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={member !== undefined}
      onClose={onClose}
      title={say("endTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      {member ? <End key={member.id} member={member} isSelf={isSelf} onClose={onClose} /> : null}
    </Modal>
  );
}

function End({
  member,
  isSelf,
  onClose,
}: {
  readonly member: TeamMember;
  readonly isSelf: boolean;
  readonly onClose: () => void;
}) {
  const say = useTeamWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const end = async () => {
    setBusy(true);
    const outcome = await endMembership(member.id);
    setBusy(false);
    if (!outcome.ok && outcome.error !== "already_done") return setError(outcome.error);
    toast(say("endedToast"));
    onClose();
    await refresh("members", "me");
  };
  return (
    <Stack gap="sm">
      <Text fw={600}>{[say(member.role), member.label].filter(Boolean).join(", ")}</Text>
      <Text>{say("endWill")}</Text>
      <Text>{say("endKept")}</Text>
      {isSelf ? <Text>{say("endSelf")}</Text> : null}
      {error === "conflict" ? <Text role="alert">{say("lastAdmin")}</Text> : null}
      {error && error !== "conflict" ? <Failure code={error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {say("endKeep")}
        </Button>
        <Button color="red" onClick={() => void end()} loading={busy}>
          {say("endConfirm")}
        </Button>
      </Group>
    </Stack>
  );
}
