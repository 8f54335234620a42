import { Button, Stack, Table, Text, Title } from "@mantine/core";
import type { Member } from "../../data/me.ts";
import { fetchMembers, fetchTeams, type Team, type TeamMember } from "../../data/team.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { Invite } from "./invite.tsx";
import { teamAddress } from "./team-address.ts";
import { useTeamWords } from "./use-team-words.ts";

/** Accounts in service, a new invitation, and the invitations so far. */
export function Accounts({ member }: { readonly member: Member }) {
  const say = useTeamWords();
  const [, go] = useUrlState(teamAddress);
  const teams = useAnswer(["teams"], fetchTeams);
  const members = useAnswer(["members"], fetchMembers);
  if (teams.kind === "failed") return <Failure code={teams.error} retry={teams.retry} />;
  if (members.kind === "failed") return <Failure code={members.error} retry={members.retry} />;
  if (teams.kind === "waiting" || members.kind === "waiting") return <Waiting />;
  const isAlone = members.value.length === 1;
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
      <Members members={members.value} teams={teams.value} self={member.id} />
      <Text size="xs" c="dimmed">
        {say("forgotten")}
      </Text>
    </Stack>
  );
}

function Members({
  members,
  teams,
  self,
}: {
  readonly members: readonly TeamMember[];
  readonly teams: readonly Team[];
  readonly self: string;
}) {
  const say = useTeamWords();
  const format = useFormat();
  const nameOf = (id: string | null) => teams.find((team) => team.id === id)?.name ?? say("noTeam");
  return (
    <section aria-labelledby="comptes">
      <Title order={2} id="comptes" mb="sm">
        {say("members")}
      </Title>
      <Table.ScrollContainer minWidth={320} type="native" tabIndex={0} aria-labelledby="comptes" role="group">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("memberRole")}</Table.Th>
              <Table.Th>{say("memberTeam")}</Table.Th>
              <Table.Th>{say("memberSince")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.map((each) => (
              <Table.Tr key={each.id}>
                <Table.Td>
                  {say(each.role)}
                  {each.id === self ? ` (${say("you")})` : ""}
                </Table.Td>
                <Table.Td>{nameOf(each.team_id)}</Table.Td>
                <Table.Td>{format.shortDay(each.joined_at.slice(0, 10))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
