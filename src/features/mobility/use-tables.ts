import type { Breakdown } from "../../data/heat.ts";
import { fetchResearchTable } from "../../data/research.ts";
import { useAnswers } from "../../data/use-answer.ts";
import { useAskedAhead } from "../../data/use-asked-ahead.ts";
import type { PublishedQuarter } from "./quarters.ts";

/** A published quarter never changes. */
const FOR_EVER = Number.POSITIVE_INFINITY;

/** One breakdown of the quarters that begin on these days. */
export function useTables(days: readonly string[], breakdown: Breakdown) {
  const answer = useAnswers(questionsOf(days, breakdown), { freshMs: FOR_EVER });
  return days.length === 0 ? WAITING : answer;
}

function questionsOf(days: readonly string[], breakdown: Breakdown) {
  return days.map((day) => ({
    key: ["research_table", breakdown, day],
    ask: (signal: AbortSignal) => fetchResearchTable(day, breakdown, signal),
  }));
}

const WAITING = { kind: "waiting" } as const;

/** Every quarter's table of a breakdown, asked for while the page rests; undefined until all are there. */
export function useRest(windows: readonly PublishedQuarter[], breakdown: Breakdown, isShown: boolean) {
  const days = windows.map(({ starts_on }) => starts_on);
  const questions = questionsOf(days, breakdown);
  const asking = { freshMs: FOR_EVER };
  const held = useAskedAhead(isShown ? `${breakdown} ${days.length}` : undefined, questions, asking);
  const answer = useAnswers(held ? questions : [], asking);
  return held && answer.kind === "ready" ? answer.value : undefined;
}
