import { Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cellsInArea, loadAreas } from "../../map/areas.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import type { Draft } from "./sector-draft.ts";
import { toggleCells } from "./sector-edit.ts";
import { useTeamWords } from "./use-team-words.ts";

const MOST_OPTIONS = 20;

/** Adds a whole commune or arrondissement to the sector, as its cells; one that is in already leaves it. */
export function AreaChoice({
  grid,
  change,
}: {
  readonly grid: MapGrid;
  readonly change: (next: (draft: Draft) => Draft) => void;
}) {
  const say = useTeamWords();
  // A new field after each choice: it is empty again, ready for the next commune.
  const [turn, setTurn] = useState(0);
  const areas = useQuery({ queryKey: ["areas"], queryFn: loadAreas, staleTime: Number.POSITIVE_INFINITY });
  if (!areas.data) return null;
  if (areas.data.length === 0) {
    return (
      <Text size="xs" c="dimmed" mt="xs">
        {say("noAreas")}
      </Text>
    );
  }
  const choose = async (code: string | null) => {
    const area = areas.data.find((each) => each.code === code);
    if (!area) return;
    const cells = await cellsInArea(grid, area);
    change((draft) => ({ ...draft, painting: toggleCells(draft.painting, cells) }));
    setTurn(turn + 1);
  };
  return (
    <Select
      key={turn}
      mt="xs"
      label={say("area")}
      description={say("areaHelp")}
      placeholder={say("areaSearch")}
      searchable
      limit={MOST_OPTIONS}
      data={areas.data.map(({ name, code }) => ({ value: code, label: name }))}
      value={null}
      onChange={(code) => void choose(code)}
    />
  );
}
