import { useCallback, useMemo } from "react";
import type { Desk } from "../../data/desk-state.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchSectors, type Sector } from "../../data/sectors.ts";
import { useStore } from "../../data/store.ts";
import { fetchTeams, type Team } from "../../data/team.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import { editWeek, useDesk } from "../../data/week-desk.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { mondayOf, type ServiceDate } from "../../domain/slot.ts";
import { type EditedWeek, roundOf } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { type MapGrid, mapGrid } from "../../map/map-grid.ts";
import { type CellName, useCellNames } from "../../map/use-cell-names.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { useLanguage } from "../../ui/words.ts";
import { previewOf, proposalOf, proposals } from "./proposal.ts";
import { type RoundsAddress, roundsAddress } from "./rounds-address.ts";

/** All that the parts of the calendar share: the week on the desk, what things are called, and how to change it. */
export interface Board {
  readonly member: Member;
  readonly links: ScreenLinks;
  readonly grid: MapGrid;
  readonly monday: ServiceDate;
  readonly today: string;
  readonly desk: Desk;
  readonly week: EditedWeek;
  /** The lead's own team, whose rounds alone may change. */
  readonly team: string;
  readonly teams: readonly Team[];
  readonly sectors: readonly Sector[];
  readonly nameOf: CellName;
  readonly sectorName: (round: WeekRound) => string | undefined;
  readonly address: RoundsAddress;
  readonly go: (change: Partial<RoundsAddress>, how?: "push" | "replace") => void;
  /** The round in hand. */
  readonly chosen: WeekRound | undefined;
  readonly edit: (change: (week: EditedWeek) => EditedWeek) => void;
}

/** Everything the calendar needs, or why it is not there yet. */
export function useBoard(member: Member, links: ScreenLinks): Answer<Board> {
  const [address, go] = useUrlState(roundsAddress);
  const [language] = useLanguage();
  const { organisation } = member;
  const monday = mondayOf(address.day ?? organisation.today);
  const desk = useDesk(monday);
  const teams = useAnswer(["teams"], fetchTeams);
  const sectors = useAnswer(["sectors"], fetchSectors);
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(organisation);
    return mapGrid(definition, proj4);
  }, [organisation]);
  const nameOf = useCellNames(grid, language);
  const proposal = proposalOf(useStore(proposals), monday);
  const running = proposal.kind === "running" ? proposal : undefined;
  const edit = useCallback((change: (week: EditedWeek) => EditedWeek) => editWeek(monday, change), [monday]);
  const parts = [desk, teams, sectors];
  const failed = parts.find((part) => part.kind === "failed");
  if (failed) return failed;
  if (desk.kind !== "ready" || teams.kind !== "ready" || sectors.kind !== "ready") return { kind: "waiting" };
  const now = desk.value.history.now;
  // While a week is being proposed, the calendar shows the best plan so far.
  const week = running?.plan ? previewOf(now, running.plan) : now;
  const value: Board = {
    ...{
      member,
      links,
      grid,
      monday,
      today: organisation.today,
      desk: desk.value,
      week,
      nameOf,
      address,
      go,
      edit,
    },
    ...{ team: desk.value.answer.team, teams: teams.value, sectors: sectors.value },
    sectorName: (round) => sectors.value.find(({ id }) => id === round.sector)?.name,
    chosen: address.round === undefined ? undefined : roundOf(week, address.round),
  };
  return { kind: "ready", value, refreshing: false };
}
