import { useMemo } from "react";
import { readConfig } from "../../data/client.ts";
import { gridOf, type Member } from "../../data/me.ts";
import type { Sector } from "../../data/sectors.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import { useKnowledge } from "../../data/use-known-sectors.ts";
import type { CellState } from "../../domain/coverage.ts";
import { succeed } from "../../domain/outcome.ts";
import { type RankedCell, rankCells } from "../../domain/ranking.ts";
import type { KnownSector } from "../../domain/working-memory.ts";
import { type MapGrid, mapGrid } from "../../map/map-grid.ts";
import { type CellName, useCellNames } from "../../map/use-cell-names.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { useLanguage } from "../../ui/words.ts";
import { type UnreachedAddress, unreachedAddress } from "./unreached-address.ts";

/** What the screen shows: areas of the slot and sectors in the address, ranked. */
export interface Unreached {
  readonly address: UnreachedAddress;
  readonly go: (change: Partial<UnreachedAddress>) => void;
  readonly grid: MapGrid;
  readonly styleUrl: string | undefined;
  readonly nameOf: CellName;
  readonly own: readonly Sector[];
  readonly sectors: readonly KnownSector[];
  /** Every area of the slot and sectors, whatever its state. */
  readonly all: readonly RankedCell[];
  /** Those in the states that are shown, first ones first. */
  readonly shown: readonly RankedCell[];
  readonly counts: Readonly<Record<CellState, number>>;
  readonly picked: RankedCell | undefined;
}

/** The address → what is known → what is on the screen. */
export function useUnreached(member: Member): Answer<Unreached> {
  const [address, go] = useUrlState(unreachedAddress);
  const [language] = useLanguage();
  const knowledge = useKnowledge(member.teamId);
  const config = useAnswer(["config"], async () => succeed(await readConfig()), { freshMs: Infinity });
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(member.organisation);
    return mapGrid(definition, proj4);
  }, [member]);
  const nameOf = useCellNames(grid, language);
  const known = knowledge.kind === "ready" ? knowledge.value : undefined;
  const ranked = useMemo(() => known && rankCells(known.sectors, known.heat), [known]);
  const { slot, sector, states, cell } = address;
  const lists = useMemo(() => {
    const all = (ranked ?? []).filter(
      (each) => each.facts.slot === slot && (!sector || each.sector === sector),
    );
    const shown = all.filter(({ state }) => states.includes(state));
    return { all, shown, counts: countsOf(all), picked: all.find(({ facts }) => facts.cell === cell) };
  }, [ranked, slot, sector, states, cell]);
  if (knowledge.kind !== "ready" || !known) return knowledge as Answer<never>;
  const style = config.kind === "ready" ? config.value.style : "";
  const value: Unreached = {
    ...{ address, go, grid, nameOf, own: known.own, sectors: known.sectors, ...lists },
    styleUrl: style === "" ? undefined : style,
  };
  return { kind: "ready", value, refreshing: false };
}

function countsOf(ranked: readonly RankedCell[]): Readonly<Record<CellState, number>> {
  const counts = { alert: 0, follow_up: 0, never: 0, overdue: 0, visited: 0 };
  for (const { state } of ranked) counts[state] += 1;
  return counts;
}
