import { useEffect, useMemo, useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { type BackgroundFiles, loadBackgroundFiles, printBackground } from "../../map/print-background.ts";
import { printFrame } from "../../map/print-frame.ts";
import { middleOnPaper, PrintMap } from "../../map/print-map.tsx";
import { useSheetWords } from "./use-sheet-words.ts";

/** The map of a sheet: the background is loaded once, the drawing follows the stops. */
export function SheetMap({
  grid,
  round,
  widthMm,
  heightMm,
}: {
  readonly grid: MapGrid;
  readonly round: WeekRound;
  readonly widthMm: number;
  readonly heightMm: number;
}) {
  const say = useSheetWords();
  const files = useBackgroundFiles();
  const { start, end, stops } = round;
  const drawing = useMemo(() => {
    const cells = [start, end, ...(stops ?? []).map(({ cell }) => cell)].filter((cell) => cell !== null);
    const frame = printFrame(grid, cells, widthMm, heightMm);
    if (!frame || !files) return undefined;
    const taken = cells.map((cell) => middleOnPaper(frame, cell));
    return { frame, background: printBackground(grid, frame, files, taken) };
  }, [grid, start, end, stops, files, widthMm, heightMm]);
  if (!drawing || start === null || end === null) return null;
  return (
    <PrintMap
      {...drawing}
      stops={(stops ?? []).map(({ cell }): Cell => cell)}
      start={start}
      end={end}
      marks={[say("start"), say("end")]}
      label={say("map")}
    />
  );
}

function useBackgroundFiles(): BackgroundFiles | undefined {
  const [files, setFiles] = useState<BackgroundFiles>();
  useEffect(() => {
    let stays = true;
    void loadBackgroundFiles().then((loaded) => {
      if (stays) setFiles(loaded);
    });
    return () => {
      stays = false;
    };
  }, []);
  return files;
}
