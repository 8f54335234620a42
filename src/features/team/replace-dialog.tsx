import { Modal, Stack, Text } from "@mantine/core";
import type { Team, TeamMember } from "../../data/team.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { Invite } from "./invite.tsx";
import { useTeamWords } from "./use-team-words.ts";

/** A new invitation for somebody who has an account: a forgotten password, a lost phone, another role. */
export function ReplaceDialog({
  member,
  teams,
  onClose,
}: {
  readonly member: TeamMember | undefined;
  readonly teams: readonly Team[];
  readonly onClose: () => void;
}) {
  const say = useTeamWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={member !== undefined}
      onClose={onClose}
      title={say("replaceTitle")}
      size="lg"
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      {member ? (
        <Stack gap="sm">
          <Text>{say("replaceWill")}</Text>
          <Text>{say("replaceRole")}</Text>
          <Invite key={member.id} teams={teams} replaces={member} />
        </Stack>
      ) : null}
    </Modal>
  );
}
