import { Table, Text, Title } from "@mantine/core";
import { fetchMembers } from "../../data/team.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { rolesGranted } from "./requests.ts";
import { useProtectionWords } from "./use-protection-words.ts";

const ROLE_WORDS = {
  educator: "educator",
  lead: "lead_role",
  researcher: "researcher",
  dpo: "dpo",
  admin: "admin",
} as const;

/** How many accounts hold each role, and when the newest was granted (privacy.md: role grants are shown to the dpo). */
export function RolesGranted() {
  const say = useProtectionWords();
  const format = useFormat();
  const members = useAnswer(["members"], fetchMembers);
  return (
    <section aria-labelledby="fonctions">
      <Title order={2} id="fonctions">
        {say("roles")}
      </Title>
      <Text c="dimmed" size="xs" mb="sm">
        {say("rolesHelp")}
      </Text>
      {members.kind === "waiting" ? <Waiting lines={2} /> : null}
      {members.kind === "failed" ? <Failure code={members.error} retry={members.retry} /> : null}
      {members.kind === "ready" ? (
        <Table maw="44rem">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("role")}</Table.Th>
              <Table.Th ta="right">{say("accounts")}</Table.Th>
              <Table.Th ta="right">{say("newest")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rolesGranted(members.value.members).map(({ role, accounts, newest }) => (
              <Table.Tr key={role}>
                <Table.Th scope="row">{say(ROLE_WORDS[role])}</Table.Th>
                <Table.Td ta="right">{format.number(accounts)}</Table.Td>
                <Table.Td ta="right">{format.shortDay(newest)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
    </section>
  );
}
