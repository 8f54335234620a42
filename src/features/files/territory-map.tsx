import { Button, Group, Modal, Text } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import type { Sector } from "../../data/sectors.ts";
import type { Cell } from "../../domain/grid.ts";
import type { Territory } from "../../exchange/territories.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { type CellName, shortCode } from "../../map/use-cell-names.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useTerritoryWords } from "./use-files-words.ts";

/** With the map, fetched when somebody wants to see it. */
const CellPicker = lazy(async () => ({ default: (await import("./cell-picker.tsx")).CellPicker }));

interface TerritoryMapProps {
  readonly grid: MapGrid;
  readonly nameOf: CellName;
  readonly sectors: readonly Sector[];
  /** The name whose cell is looked for; undefined: closed. */
  readonly territory: Territory | undefined;
  readonly cell: Cell | undefined;
  readonly onClose: () => void;
  readonly onChoose: (key: string, cell: Cell) => void;
}

/** Choosing the cell of a territory on the map, by pointer or with the arrow keys. */
export function TerritoryMap(props: TerritoryMapProps) {
  const { grid, nameOf, sectors, territory, cell, onClose, onChoose } = props;
  const say = useTerritoryWords();
  const sayUi = useUiWords();
  const [picked, setPicked] = useState(cell);
  useEffect(() => setPicked(territory ? cell : undefined), [territory, cell]);
  const words = picked === undefined ? undefined : `${nameOf(picked)} · ${shortCode(picked)}`;
  return (
    <Modal
      opened={territory !== undefined}
      onClose={onClose}
      size="xl"
      centered
      title={say("mapTitle", { name: territory?.name ?? "" })}
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      <div className="files-map-frame">
        <Suspense fallback={<Waiting lines={3} />}>
          <CellPicker grid={grid} sectors={sectors} picked={picked} onPick={setPicked} reading={words} />
        </Suspense>
      </div>
      <Group justify="space-between" mt="sm">
        <Text size="sm" mih="1.5em" flex="1 1 14rem">
          {words ?? say("mapHelp")}
        </Text>
        <Button
          disabled={picked === undefined}
          onClick={() => {
            if (picked !== undefined && territory) onChoose(territory.key, picked);
          }}
        >
          {say("mapChoose")}
        </Button>
      </Group>
    </Modal>
  );
}
