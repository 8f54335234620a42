import { useCallback, useMemo, useState } from "react";
import { type Alert, openAlerts } from "../../data/alerts.ts";
import { readConfig } from "../../data/client.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { type Answer, useAnswer, useRefresh } from "../../data/use-answer.ts";
import type { Cell } from "../../domain/grid.ts";
import { succeed } from "../../domain/outcome.ts";
import { type MapGrid, mapGrid } from "../../map/map-grid.ts";
import { type CellName, useCellNames } from "../../map/use-cell-names.ts";
import { useLanguage } from "../../ui/words.ts";

/** What the lead is doing with the list. */
type Doing = "reading" | "writing" | { readonly changing: Alert };

/** The alerts and what is being done with them. */
export interface AlertDesk {
  readonly today: string;
  readonly alerts: readonly Alert[];
  readonly grid: MapGrid;
  readonly styleUrl: string | undefined;
  readonly nameOf: CellName;
  readonly doing: Doing;
  /** The cell chosen on the map, in the list or by name. */
  readonly cell: Cell | undefined;
  readonly choose: (cell: Cell | undefined) => void;
  /** Begins a new alert, or changes one. */
  readonly begin: (alert?: Alert) => void;
  /** Leaves the form. */
  readonly stop: () => void;
  /** Leaves the form and opens the list anew. */
  readonly done: () => void;
}

/** Opens the alerts, which is audited, and holds what is being done with them. */
export function useDesk(member: Member): Answer<AlertDesk> {
  const [language] = useLanguage();
  const refresh = useRefresh();
  // Opened once, and again only after a change: each opening is a line of the audit log.
  const opened = useAnswer(["alerts"], openAlerts, { freshMs: Number.POSITIVE_INFINITY });
  const config = useAnswer(["config"], async () => succeed(await readConfig()), { freshMs: Infinity });
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(member.organisation);
    return mapGrid(definition, proj4);
  }, [member]);
  const nameOf = useCellNames(grid, language);
  const [doing, setDoing] = useState<Doing>("reading");
  const [cell, choose] = useState<Cell>();
  const begin = useCallback((alert?: Alert) => {
    if (alert) choose(alert.cell ?? undefined);
    setDoing(alert ? { changing: alert } : "writing");
  }, []);
  const stop = useCallback(() => setDoing("reading"), []);
  const done = useCallback(() => {
    setDoing("reading");
    void refresh("alerts", "alerts_due", "coverage", "planning", "week");
  }, [refresh]);
  if (opened.kind !== "ready") return opened;
  const style = config.kind === "ready" ? config.value.style : "";
  const value = { ...opened.value, grid, nameOf, doing, cell, choose, begin, stop, done };
  return {
    kind: "ready",
    refreshing: opened.refreshing,
    value: { ...value, styleUrl: style === "" ? undefined : style },
  };
}
