import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { Sector } from "../../data/sectors.ts";
import type { Team } from "../../data/team.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Empty } from "../../ui/empty.tsx";
import { toast } from "../../ui/toast.ts";
import { undoToast } from "../../ui/undo-toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { deleteSoon, keepSector } from "./deleted-sectors.ts";
import { teamAddress } from "./team-address.ts";
import { useTeamWords } from "./use-team-words.ts";

export interface SectorsShown {
  readonly sectors: readonly Sector[];
  readonly teams: readonly Team[];
  /** The one team whose sectors a lead may change; null for an admin, who may change all. */
  readonly own: string | null;
}

/** The list of sectors; the chosen one is outlined on the map. */
export function SectorList({
  sectors,
  teams,
  own,
  picked,
  onPick,
}: SectorsShown & { readonly picked: string | undefined; readonly onPick: (id: string) => void }) {
  const say = useTeamWords();
  const [, go] = useUrlState(teamAddress);
  const action = (
    <Button onClick={() => go({ view: "sectors", sector: "new" }, "push")}>{say("newSector")}</Button>
  );
  if (sectors.length === 0) {
    return (
      <Empty title={say("noSectorTitle")} action={teams.length > 0 ? action : null}>
        {say("noSectorHelp")}
        {teams.length === 0 ? <Text mt="sm">{say("noSectorTeam")}</Text> : null}
      </Empty>
    );
  }
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>{say("sectors")}</Title>
        {action}
      </Group>
      {own !== null && sectors.some(({ team_id }) => team_id !== own) ? (
        <Text size="xs" c="dimmed">
          {say("otherTeam")}
        </Text>
      ) : null}
      <ul className="team-sectors">
        {sectors.map((sector) => (
          <li key={sector.id} data-picked={sector.id === picked}>
            <SectorLine sector={sector} teams={teams} onPick={onPick} isPicked={sector.id === picked} />
            {own === null || sector.team_id === own ? <SectorActions sector={sector} /> : null}
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function SectorLine({
  sector,
  teams,
  isPicked,
  onPick,
}: {
  readonly sector: Sector;
  readonly teams: readonly Team[];
  readonly isPicked: boolean;
  readonly onPick: (id: string) => void;
}) {
  const say = useTeamWords();
  const team = teams.find(({ id }) => id === sector.team_id)?.name ?? "";
  const facts = [
    team,
    say("sectorCells", { count: sector.cells.length }),
    say("sectorTarget", { count: sector.target_days }),
    ...(sector.min_leaf_km > 1 ? [say("sectorMinLeaf", { km: sector.min_leaf_km })] : []),
  ];
  return (
    <button type="button" className="team-sector" aria-pressed={isPicked} onClick={() => onPick(sector.id)}>
      <Text fw={600}>{sector.name}</Text>
      <Text size="xs" c="dimmed">
        {facts.filter(Boolean).join(" · ")}
      </Text>
    </button>
  );
}

function SectorActions({ sector }: { readonly sector: Sector }) {
  const say = useTeamWords();
  const refresh = useRefresh();
  const [, go] = useUrlState(teamAddress);
  const { id, name } = sector;
  const remove = () => {
    deleteSoon(sector, async (done) => {
      if (!done) toast(say("sectorDeleteFailed", { name }), "failed");
      await refresh("sectors", "me", "coverage");
    });
    undoToast(say("sectorDeleted", { name }), () => keepSector(id));
  };
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        aria-label={say("editSectorOne", { name })}
        onClick={() => go({ view: "sectors", sector: id }, "push")}
      >
        {say("editSector")}
      </Button>
      <Button size="xs" variant="default" aria-label={say("deleteSectorOne", { name })} onClick={remove}>
        {say("deleteSector")}
      </Button>
    </Group>
  );
}
