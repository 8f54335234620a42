import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { CallError } from "../../data/call.ts";
import { saveSector } from "../../data/sectors.ts";
import { useRefresh } from "../../data/use-answer.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { complaintsOf, type Draft, dropDraft } from "./sector-draft.ts";
import { SectorFields } from "./sector-fields.tsx";
import type { SectorsShown } from "./sector-list.tsx";
import { teamAddress } from "./team-address.ts";
import type { Drawing } from "./use-draft.ts";
import { useTeamWords } from "./use-team-words.ts";

/** The sector being drawn: its name, team, target and tools. */
export function SectorForm({
  id,
  grid,
  drawing,
  ...shown
}: SectorsShown & { readonly id: string; readonly grid: MapGrid; readonly drawing: Drawing }) {
  const say = useTeamWords();
  const [, go] = useUrlState(teamAddress);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const leave = () => go({ view: "sectors", sector: undefined });
  const saving = useSaving(id, leave);
  if (drawing.kind !== "drawing") {
    const back = <Button onClick={leave}>{say("backToList")}</Button>;
    return (
      <Empty title={say("sectorGone")} action={back}>
        {null}
      </Empty>
    );
  }
  const { draft, isChanged, change } = drawing;
  const saved = shown.sectors.find((each) => each.id === id);
  const complaints = saving.tried ? complaintsOf(draft) : [];
  const others = shown.sectors.filter((each) => each.id !== id);
  const giveUp = () => {
    dropDraft(id);
    leave();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void saving.save(draft);
      }}
    >
      <Stack gap="md">
        <Title order={2} ref={heading} tabIndex={-1}>
          {saved ? say("editTitle", { name: saved.name }) : say("newTitle")}
        </Title>
        <SectorFields {...{ draft, change, complaints, others, grid }} {...shown} />
        {saving.error ? <SaveError error={saving.error} /> : null}
        <Group>
          <Button type="submit" loading={saving.busy}>
            {say("save")}
          </Button>
          <Button variant="default" onClick={giveUp}>
            {say(isChanged ? "leave" : "backToList")}
          </Button>
        </Group>
        <Text size="xs" c="dimmed" role="status">
          {isChanged ? say("unsaved") : ""}
        </Text>
      </Stack>
    </form>
  );
}

function SaveError({ error }: { readonly error: CallError }) {
  const say = useTeamWords();
  if (error !== "conflict" && error !== "too_many") return <Failure code={error} kept={say("unsaved")} />;
  return (
    <Alert color="gray" role="alert">
      {say(error === "conflict" ? "sectorExists" : "sectorsTooWide")}
    </Alert>
  );
}

function useSaving(id: string, leave: () => void) {
  const say = useTeamWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CallError>();
  const save = async (draft: Draft) => {
    setTried(true);
    const { teamId, targetDays } = draft;
    if (complaintsOf(draft).length > 0 || teamId === null || targetDays === null) return;
    setBusy(true);
    const name = draft.name.trim();
    const cells = [...draft.painting.cells];
    const outcome = await saveSector({ id: id === "new" ? null : id, name, teamId, targetDays, cells });
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    await refresh("sectors", "me", "coverage");
    dropDraft(id);
    toast(say("saved", { name }));
    leave();
  };
  return { busy, tried, error, save };
}
