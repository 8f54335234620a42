import { useCallback, useEffect } from "react";
import { fetchWeek, fillWeek } from "../../data/rounds.ts";
import { useStore } from "../../data/store.ts";
import type { FailedAnswer } from "../../data/use-answer.ts";
import type { Knowledge } from "../../data/use-known-sectors.ts";
import { useKnowledge } from "../../data/use-known-sectors.ts";
import { deskNow, editWeek, openDesk, saveNow } from "../../data/week-desk.ts";
import { addDays, type ServiceDate } from "../../domain/slot.ts";
import { withRound } from "../../domain/week-edit.ts";
import { isOpenPlan } from "../../domain/week-rounds.ts";
import {
  dismissProposal,
  endProposal,
  type ProposalState,
  planned,
  proposalOf,
  proposals,
  propose,
  warmUp,
} from "./proposal.ts";
import { missingTemplates } from "./templates.ts";
import type { Board } from "./use-board.ts";
import { roundsLike } from "./usual-rounds.ts";

/** The week's proposal, and what can be done with it. */
export interface Proposal {
  readonly state: ProposalState;
  /** Undefined while what it needs is still being asked for. */
  readonly knowledge: Knowledge | undefined;
  readonly start: () => void;
  /** Why nothing is known to propose with, and the way to ask again. */
  readonly failed: FailedAnswer | undefined;
  /** Takes the best plan so far. */
  readonly keep: () => void;
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

/** Proposes the week in hand. Where it has no round yet, the usual ones come first. */
export function useProposal(board: Board): Proposal {
  const { monday, team, today, address, go, sectors } = board;
  const knowledge = useKnowledge(team);
  const state = proposalOf(useStore(proposals), monday);
  const known = knowledge.kind === "ready" ? knowledge.value : undefined;
  useEffect(warmUp, []);
  const start = useCallback(() => {
    if (!known) return;
    void bringUsual(monday, team, today, sectors).then(() => {
      const desk = deskNow(monday);
      if (!desk) return;
      const week = planned(desk.answer, desk.history.now);
      const planning = {
        week,
        sectors: known.sectors,
        heat: known.heat,
        today: today as ServiceDate,
        monday,
      };
      return propose(planning, () => deskNow(monday)?.history.now);
    });
  }, [known, monday, team, today, sectors]);
  const { proposes } = address;
  useEffect(() => {
    if (!proposes || !known) return;
    go({ proposes: false });
    start();
  }, [proposes, known, go, start]);
  return {
    ...{ state, knowledge: known, start },
    failed: knowledge.kind === "failed" ? knowledge : undefined,
    keep: () => endProposal(monday, true),
    cancel: () => endProposal(monday, false),
    dismiss: () => dismissProposal(monday),
  };
}

/** Brings the rounds that repeat into a week without any that could be planned; else those of the week before. */
async function bringUsual(
  monday: ServiceDate,
  team: string,
  today: string,
  sectors: Board["sectors"],
): Promise<void> {
  const desk = deskNow(monday);
  if (!desk || desk.history.now.rounds.some((round) => isPlannable(round, team, today))) return;
  if (missingTemplates(desk.answer.templates, desk.history.now.rounds).length > 0) {
    await saveNow(monday);
    await fillWeek(monday);
    await openDesk(monday);
    return;
  }
  const before = await fetchWeek(addDays(monday, -7));
  if (!before.ok) return;
  const own = sectors.filter(({ team_id }) => team_id === team);
  const usual = roundsLike(before.value.rounds, { team, monday, today }, own, () => crypto.randomUUID());
  editWeek(monday, (week) => usual.reduce(withRound, week));
}

function isPlannable(
  round: Parameters<typeof isOpenPlan>[0] & { team: string; date: string },
  team: string,
  today: string,
): boolean {
  return round.team === team && round.date >= today && isOpenPlan(round);
}
