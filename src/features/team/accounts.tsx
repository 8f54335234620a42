import { Button, Stack, Text } from "@mantine/core";
import type { Member } from "../../data/me.ts";
import { fetchInvitations, fetchMembers, fetchTeams } from "../../data/team.ts";
import { useAnswer, useArrived } from "../../data/use-answer.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { Invite } from "./invite.tsx";
import { Members } from "./members.tsx";
import { teamAddress } from "./team-address.ts";
import { useTeamWords } from "./use-team-words.ts";

/** Accounts in service, a new invitation, and the invitations so far. */
export function Accounts({ member }: { readonly member: Member }) {
  const say = useTeamWords();
  const [, go] = useUrlState(teamAddress);
  const teams = useAnswer(["teams"], fetchTeams);
  const members = useAnswer(["members"], fetchMembers);
  // They stand above the accounts, whose buttons they would push away.
  const hasArrived = useArrived(useAnswer(["invitations"], fetchInvitations));
  if (teams.kind === "failed") return <Failure code={teams.error} retry={teams.retry} />;
  if (members.kind === "failed") return <Failure code={members.error} retry={members.retry} />;
  if (teams.kind === "waiting" || members.kind === "waiting" || !hasArrived) return <Waiting />;
  const isAlone = members.value.members.length === 1;
  return (
    <Stack gap="xl">
      {teams.value.length === 0 ? (
        <Empty
          title={say("firstTeamTitle")}
          action={<Button onClick={() => go({ view: "teams" }, "push")}>{say("firstTeamAction")}</Button>}
        >
          {say("firstTeamHelp")}
        </Empty>
      ) : isAlone ? (
        <Empty title={say("onlyYouTitle")}>{say("onlyYouHelp")}</Empty>
      ) : null}
      <Invite teams={teams.value} />
      <InvitationList teams={teams.value} organisation={member.organisation} />
      <Members memberships={members.value} teams={teams.value} self={member.id} />
      <Text size="xs" c="dimmed">
        {say("forgotten")}
      </Text>
    </Stack>
  );
}
