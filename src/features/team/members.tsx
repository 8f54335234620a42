import { Button, Group, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Leaver, Memberships, Team, TeamMember } from "../../data/team.ts";
import { useFormat } from "../../ui/format.ts";
import { EndDialog } from "./end-dialog.tsx";
import { ReplaceDialog } from "./replace-dialog.tsx";
import { useTeamWords } from "./use-team-words.ts";

type Asked = { readonly what: "end" | "replace"; readonly member: TeamMember };

/** Accounts in service, what can be done with each, and those that left within a year. */
export function Members({
  memberships,
  teams,
  self,
}: {
  readonly memberships: Memberships;
  readonly teams: readonly Team[];
  readonly self: string;
}) {
  const say = useTeamWords();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const of = (what: Asked["what"]) => (asked?.what === what ? asked.member : undefined);
  return (
    <section aria-labelledby="comptes">
      <Title order={2} id="comptes" mb="sm">
        {say("members")}
      </Title>
      <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} aria-labelledby="comptes" role="group">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("memberRole")}</Table.Th>
              <Table.Th>{say("memberTeam")}</Table.Th>
              <Table.Th>{say("memberSince")}</Table.Th>
              <Table.Th>
                <span className="rp-hidden">{say("memberActions")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {memberships.members.map((each) => (
              <MemberRow key={each.id} member={each} teams={teams} self={self} onAsk={setAsked} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {memberships.left.length > 0 ? <Leavers leavers={memberships.left} teams={teams} /> : null}
      <EndDialog member={of("end")} isSelf={of("end")?.id === self} onClose={close} />
      <ReplaceDialog member={of("replace")} teams={teams} onClose={close} />
    </section>
  );
}

function MemberRow({
  member,
  teams,
  self,
  onAsk,
}: {
  readonly member: TeamMember;
  readonly teams: readonly Team[];
  readonly self: string;
  readonly onAsk: (asked: Asked) => void;
}) {
  const say = useTeamWords();
  const format = useFormat();
  const team = teamName(teams, member.team_id) ?? say("noTeam");
  const since = format.shortDay(member.joined_at.slice(0, 10));
  const who = [say(member.role), team, member.label || since].join(", ");
  return (
    <Table.Tr>
      <Table.Td>
        {say(member.role)}
        {member.id === self ? ` (${say("you")})` : ""}
        {member.label ? (
          <Text size="xs" c="dimmed">
            {member.label}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>{team}</Table.Td>
      <Table.Td>{since}</Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            variant="default"
            size="xs"
            aria-label={say("replaceOne", { who })}
            onClick={() => onAsk({ what: "replace", member })}
          >
            {say("replace")}
          </Button>
          <Button
            variant="default"
            size="xs"
            aria-label={say("endOne", { who })}
            onClick={() => onAsk({ what: "end", member })}
          >
            {say("end")}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Leavers({
  leavers,
  teams,
}: {
  readonly leavers: readonly Leaver[];
  readonly teams: readonly Team[];
}) {
  const say = useTeamWords();
  const format = useFormat();
  return (
    <details>
      <summary>{say("left", { count: leavers.length })}</summary>
      <ul>
        {leavers.map((each) => (
          <li key={each.id}>
            {say("leftOne", {
              who: [say(each.role), teamName(teams, each.team_id), each.label].filter(Boolean).join(", "),
              from: format.shortDay(each.joined_at.slice(0, 10)),
              until: format.shortDay(each.left_at.slice(0, 10)),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function teamName(teams: readonly Team[], id: string | null): string | undefined {
  return teams.find((team) => team.id === id)?.name;
}
