import { useMemo, useState } from "react";
import { readConfig } from "../../data/client.ts";
import { useAnswer } from "../../data/use-answer.ts";
import type { Cell } from "../../domain/grid.ts";
import { succeed } from "../../domain/outcome.ts";
import { boundsOf, type MapGrid } from "../../map/map-grid.ts";
import { MapView } from "../../map/map-view.tsx";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { routeLayers } from "./route-layer.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

export interface RoundMapProps {
  readonly grid: MapGrid;
  readonly nameOf: (cell: Cell) => string;
  readonly start: Cell | null;
  readonly end: Cell | null;
  readonly stops: readonly Cell[];
}

const ROOM = { top: 28, right: 40, bottom: 28, left: 28 } as const;

/** The round in hand on a map of its own: it says which stop lies under the cursor. */
export function RoundMap({ grid, nameOf, start, end, stops }: RoundMapProps) {
  const say = useRoundsWords();
  const sayUi = useUiWords();
  const theme = useMapTheme();
  const words = useMapWords(say("map"));
  const [cursor, setCursor] = useState<Cell>();
  const [isMissing, setIsMissing] = useState(false);
  const style = useAnswer(["config"], async () => succeed(await readConfig()), { freshMs: Infinity });
  const key = [start, end, ...stops].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds the cells; their list is another one at each edit elsewhere.
  const route = useMemo(() => ({ start, end, stops }), [key]);
  const layers = useMemo(() => routeLayers(grid, route, theme), [grid, route, theme]);
  const focus = useMemo(() => {
    const cells = [route.start, route.end, ...route.stops].filter((cell) => cell !== null);
    return boundsOf(
      grid,
      cells.map((square) => ({ square, sizeKm: 1 })),
    );
  }, [grid, route]);
  if (isMissing) return <p>{sayUi("noMap")}</p>;
  const number = cursor === undefined ? -1 : stops.indexOf(cursor);
  const said = number < 0 ? say("outside") : say("position", { at: number + 1 });
  const url = style.kind === "ready" ? style.value.style : "";
  return (
    <MapView
      grid={grid}
      theme={theme}
      words={words}
      layers={layers}
      focus={focus}
      padding={ROOM}
      cursorCell={cursor}
      onCursorCell={setCursor}
      announcement={cursor === undefined ? undefined : `${nameOf(cursor)}, ${said}`}
      styleUrl={url === "" ? undefined : url}
      onUnavailable={() => setIsMissing(true)}
    />
  );
}
