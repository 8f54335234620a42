import { Button, Fieldset, Stack, Table, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { fetchSectors } from "../../data/sectors.ts";
import { createTeam, fetchMembers, fetchTeams } from "../../data/team.ts";
import { useAnswer, useRefresh } from "../../data/use-answer.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useTeamWords } from "./use-team-words.ts";

/** The organisation's teams, and a new one. */
export function Teams() {
  const say = useTeamWords();
  const format = useFormat();
  const teams = useAnswer(["teams"], fetchTeams);
  const members = useAnswer(["members"], fetchMembers);
  const sectors = useAnswer(["sectors"], fetchSectors);
  if (teams.kind === "failed") return <Failure code={teams.error} retry={teams.retry} />;
  if (teams.kind === "waiting") return <Waiting />;
  const count = (rows: readonly { readonly team_id: string | null }[] | undefined, team: string) =>
    rows ? format.number(rows.filter((each) => each.team_id === team).length) : "…";
  const accounts = members.kind === "ready" ? members.value.members : undefined;
  const drawn = sectors.kind === "ready" ? sectors.value : undefined;
  const uncounted = [members, sectors].find(({ kind }) => kind === "failed");
  return (
    <Stack gap="xl">
      {uncounted?.kind === "failed" ? <Failure code={uncounted.error} retry={uncounted.retry} /> : null}
      {teams.value.length === 0 ? (
        <Empty title={say("firstTeamTitle")}>{say("firstTeamHelp")}</Empty>
      ) : (
        <Table maw="38rem">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("inviteTeam")}</Table.Th>
              <Table.Th ta="right">{say("teamAccounts")}</Table.Th>
              <Table.Th ta="right">{say("teamSectors")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {teams.value.map((team) => (
              <Table.Tr key={team.id}>
                <Table.Td>{team.name}</Table.Td>
                <Table.Td ta="right">{count(accounts, team.id)}</Table.Td>
                <Table.Td ta="right">{count(drawn, team.id)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <NewTeam />
    </Stack>
  );
}

function NewTeam() {
  const say = useTeamWords();
  const refresh = useRefresh();
  const [name, setName] = useState("");
  const [error, setError] = useState<CallError | "nameNeeded">();
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (name.trim() === "") return setError("nameNeeded");
    setBusy(true);
    const outcome = await createTeam(name.trim());
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    toast(say("teamCreated", { name: name.trim() }));
    setName("");
    await refresh("teams");
  };
  const complaint = { nameNeeded: "nameNeeded", conflict: "teamExists" } as const;
  const inField = error && error in complaint ? say(complaint[error as keyof typeof complaint]) : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Fieldset legend={say("createTeam")} maw="38rem">
        <Stack gap="md">
          <TextInput
            label={say("teamName")}
            description={say("teamNameHelp")}
            maxLength={80}
            autoComplete="off"
            value={name}
            error={inField}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {error && !inField ? <Failure code={error as CallError} /> : null}
          <div>
            <Button type="submit" loading={busy}>
              {say("createTeam")}
            </Button>
          </div>
        </Stack>
      </Fieldset>
    </form>
  );
}
