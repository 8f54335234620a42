import { Button, Table, Text, Title } from "@mantine/core";
import type { Organisation } from "../../data/me.ts";
import { fetchInvitations, type Invitation, revokeInvitation, type Team } from "../../data/team.ts";
import { useAnswer, useRefresh } from "../../data/use-answer.ts";
import { Failure, useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { serviceNow, stateOf } from "./invitation-state.ts";
import { useTeamWords } from "./use-team-words.ts";

/** Invitations, newest first; those that wait can be revoked. Codes are never shown again. */
export function InvitationList({
  teams,
  organisation,
}: {
  readonly teams: readonly Team[];
  readonly organisation: Organisation;
}) {
  const say = useTeamWords();
  const invitations = useAnswer(["invitations"], fetchInvitations);
  if (invitations.kind === "failed") return <Failure code={invitations.error} retry={invitations.retry} />;
  if (invitations.kind === "waiting") return <Waiting lines={2} />;
  return (
    <section aria-labelledby="invitations">
      <Title order={2} id="invitations" mb="sm">
        {say("invitations")}
      </Title>
      {invitations.value.length === 0 ? (
        <Text>{say("noInvitation")}</Text>
      ) : (
        <Table.ScrollContainer
          minWidth={560}
          type="native"
          tabIndex={0}
          aria-labelledby="invitations"
          role="group"
        >
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say("inviteFor")}</Table.Th>
                <Table.Th>{say("inviteState")}</Table.Th>
                <Table.Th>{say("inviteUntil")}</Table.Th>
                <Table.Th>
                  <span className="rp-hidden">{say("revoke")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {invitations.value.map((each) => (
                <InvitationRow key={each.id} invitation={each} teams={teams} organisation={organisation} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function InvitationRow({
  invitation,
  teams,
  organisation,
}: {
  readonly invitation: Invitation;
  readonly teams: readonly Team[];
  readonly organisation: Organisation;
}) {
  const say = useTeamWords();
  const format = useFormat();
  const words = useFailureWords();
  const refresh = useRefresh();
  const state = stateOf(invitation, serviceNow(organisation.today, Date.now()));
  const team = teams.find((each) => each.id === invitation.team_id)?.name;
  const who = [say(invitation.role), team, invitation.label].filter(Boolean).join(" · ");
  const revoke = async () => {
    const outcome = await revokeInvitation(invitation.id);
    toast(outcome.ok ? say("revokedToast") : words(outcome.error), outcome.ok ? "done" : "failed");
    await refresh("invitations");
  };
  return (
    <Table.Tr>
      <Table.Td>{who}</Table.Td>
      <Table.Td>{say(state)}</Table.Td>
      <Table.Td>{format.moment(invitation.expires_at, organisation.time_zone)}</Table.Td>
      <Table.Td ta="right">
        {state === "waiting" ? (
          <Button
            variant="default"
            size="xs"
            aria-label={say("revokeOne", { who })}
            onClick={() => void revoke()}
          >
            {say("revoke")}
          </Button>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
