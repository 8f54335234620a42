import { Button, Fieldset, Group, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { invite, type Team, type TeamMember } from "../../data/team.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { ROLES, type Role } from "../../domain/role.ts";
import { Failure } from "../../ui/failure.tsx";
import { type Code, InvitationCode } from "./invitation-code.tsx";
import { useTeamWords } from "./use-team-words.ts";

/** Roles that belong to a team. */
const WITH_TEAM: ReadonlySet<Role> = new Set<Role>(["educator", "lead"]);

interface Wanted {
  readonly role: Role;
  readonly team: string | null;
  readonly label: string;
}

/** A new invitation: for which role, which team; then its code, once. */
export function Invite({
  teams,
  replaces,
}: {
  readonly teams: readonly Team[];
  /** The membership whose place it takes: the same person with another password, or another role. */
  readonly replaces?: TeamMember;
}) {
  const say = useTeamWords();
  const refresh = useRefresh();
  const [wanted, setWanted] = useState<Wanted>(replaces ? sameAs(replaces) : firstWanted(teams));
  const [code, setCode] = useState<Code>();
  const [error, setError] = useState<CallError | "teamNeeded">();
  const [busy, setBusy] = useState(false);
  const needsTeam = WITH_TEAM.has(wanted.role);
  const submit = async () => {
    const team = needsTeam ? wanted.team : null;
    if (needsTeam && team === null) return setError("teamNeeded");
    setBusy(true);
    const outcome = await invite({ ...wanted, team, label: wanted.label.trim() }, replaces?.id ?? null);
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    setCode({ ...outcome.value, role: wanted.role });
    setWanted({ ...wanted, label: "" });
    await refresh("invitations");
  };
  if (code) return <InvitationCode code={code} onDone={() => setCode(undefined)} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Fieldset legend={say(replaces ? "replaceFor" : "inviteTitle")}>
        <Stack gap="md">
          <InviteFields
            wanted={wanted}
            teams={teams}
            onChange={setWanted}
            teamMissing={error === "teamNeeded"}
          />
          {error && error !== "teamNeeded" ? <Failure code={error} /> : null}
          <Group>
            <Button type="submit" loading={busy}>
              {say("invite")}
            </Button>
          </Group>
        </Stack>
      </Fieldset>
    </form>
  );
}

function firstWanted(teams: readonly Team[]): Wanted {
  const only = teams.length === 1 ? (teams[0]?.id ?? null) : null;
  return { role: teams.length === 0 ? "dpo" : "lead", team: only, label: "" };
}

function sameAs({ role, team_id: team, label }: TeamMember): Wanted {
  return { role, team, label };
}

function InviteFields({
  wanted,
  teams,
  onChange,
  teamMissing,
}: {
  readonly wanted: Wanted;
  readonly teams: readonly Team[];
  readonly onChange: (wanted: Wanted) => void;
  readonly teamMissing: boolean;
}) {
  const say = useTeamWords();
  const roles = ROLES.map((role) => ({
    value: role,
    label: say(role),
    disabled: WITH_TEAM.has(role) && teams.length === 0,
  }));
  return (
    <Group align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
      <Select
        label={say("inviteRole")}
        data={roles}
        value={wanted.role}
        allowDeselect={false}
        onChange={(value) =>
          onChange({ ...wanted, role: ROLES.find((role) => role === value) ?? wanted.role })
        }
      />
      {WITH_TEAM.has(wanted.role) ? (
        <Select
          label={say("inviteTeam")}
          placeholder={say("inviteTeamChoose")}
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
          value={wanted.team}
          allowDeselect={false}
          error={teamMissing ? say("teamNeeded") : undefined}
          onChange={(team) => onChange({ ...wanted, team })}
        />
      ) : null}
      <TextInput
        label={say("inviteLabel")}
        description={say("inviteLabelHelp")}
        maxLength={80}
        autoComplete="off"
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={wanted.label}
        onChange={(event) => onChange({ ...wanted, label: event.currentTarget.value })}
      />
    </Group>
  );
}
