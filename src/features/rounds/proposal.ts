/** A week being proposed: it goes on while the person does something else, and ends as one step to take back. */
import { makeStore } from "../../data/store.ts";
import { editWeek } from "../../data/week-desk.ts";
import type { ServiceDate } from "../../domain/slot.ts";
import { daysBetween } from "../../domain/slot.ts";
import { type EditedWeek, withStopsOf } from "../../domain/week-edit.ts";
import { changesOf, isUnchanged } from "../../domain/week-merge.ts";
import type { RoundWeek } from "../../domain/week-rounds.ts";
import { planInWorker } from "../../planner/plan-in-worker.ts";
import { type LeftAlone, type Planning, planningWeek, proposedStops } from "../../planner/planning-week.ts";
import type { Unmet, WeekPlan } from "../../planner/week.ts";

/** How far a proposal has come. */
export type ProposalState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "running";
      /** 0–1 of the time. */
      readonly share: number;
      readonly plan: WeekPlan | undefined;
    }
  | {
      readonly kind: "done";
      readonly priority: number;
      readonly unmet: readonly Unmet[];
      readonly leftAlone: readonly LeftAlone[];
    }
  /** `changed`: somebody edited the week meanwhile; the plan was not taken over. */
  | { readonly kind: "failed"; readonly why: "worker" | "changed" | "no_round" };

/** Seconds of search: a week of 12 rounds over 200 cells is within 1 % of its 60-second result after one. */
const SECONDS = 3;
const IDLE: ProposalState = { kind: "idle" };

/** Proposals by the week's Monday. */
export const proposals = makeStore<ReadonlyMap<string, ProposalState>>(new Map(), endAll);
const runs = new Map<string, { readonly stop: AbortController; keep: boolean }>();
let worker: Worker | undefined;

/** The state of a week's proposal. */
export function proposalOf(states: ReadonlyMap<string, ProposalState>, monday: string): ProposalState {
  return states.get(monday) ?? IDLE;
}

/** Has the worker ready, so that the first plan comes right after the click. */
export function warmUp(): void {
  worker ??= new Worker(new URL("../../planner/plan-worker.ts", import.meta.url), { type: "module" });
}

/** Plans a week that is on the desk. `weekNow` gives it as it stands when the plan is ready. */
export async function propose(
  planning: Planning & Asked,
  weekNow: () => EditedWeek | undefined,
): Promise<void> {
  const { monday } = planning;
  if (runs.has(monday)) return;
  const { week, leftAlone } = planningWeek(planning);
  if (week.rounds.length === 0) return tell(monday, { kind: "failed", why: "no_round" });
  warmUp();
  const run = { stop: new AbortController(), keep: true };
  runs.set(monday, run);
  tell(monday, { kind: "running", share: 0, plan: undefined });
  const before = weekNow();
  const plan = await search(monday, week, run.stop.signal);
  runs.delete(monday);
  if (!run.keep) return tell(monday, IDLE);
  if (!plan) return tell(monday, { kind: "failed", why: "worker" });
  if (!isAsBefore(before, weekNow())) return tell(monday, { kind: "failed", why: "changed" });
  editWeek(monday, (now) =>
    withStopsOf(
      now,
      proposedStops(now.rounds, plan, () => crypto.randomUUID()),
    ),
  );
  tell(monday, { kind: "done", priority: plan.priority, unmet: plan.unmet, leftAlone });
}

interface Asked {
  readonly monday: ServiceDate;
}

/** Ends the search: the best plan so far is taken over, or none. */
export function endProposal(monday: string, keep: boolean): void {
  const run = runs.get(monday);
  if (!run) return;
  run.keep = keep;
  run.stop.abort();
}

/** What was said of a proposal is read. */
export function dismissProposal(monday: string): void {
  if (!runs.has(monday)) tell(monday, IDLE);
}

/** The week as it would be with a plan that is not taken over yet. */
export function previewOf(week: EditedWeek, plan: WeekPlan): EditedWeek {
  let made = 0;
  return withStopsOf(
    week,
    proposedStops(week.rounds, plan, () => `proposed-${made++}`),
  );
}

/** What the optimiser is to see of a week on the desk. */
export function planned(answer: RoundWeek, now: EditedWeek): Planning["week"] {
  return { team: answer.team, carried: answer.carried, ...now };
}

/** True where nobody edited meanwhile: a save changes versions, not plans. */
function isAsBefore(before: EditedWeek | undefined, now: EditedWeek | undefined): boolean {
  return before !== undefined && now !== undefined && isUnchanged(changesOf(before, now));
}

async function search(
  monday: string,
  week: Parameters<typeof planInWorker>[1],
  signal: AbortSignal,
): Promise<WeekPlan | undefined> {
  if (!worker) return undefined;
  let share = 0;
  let best: WeekPlan | undefined;
  const say = () => {
    if (runs.has(monday)) tell(monday, { kind: "running", share, plan: best });
  };
  try {
    const { plan } = await planInWorker(worker, week, {
      // The same week asked for twice gets the same plan as far as the time allows.
      seed: daysBetween("2024-01-01", monday) + 1,
      seconds: SECONDS,
      signal,
      onImprovement: (progress) => {
        best = progress.plan;
        say();
      },
      onProgress: (part) => {
        share = part;
        say();
      },
    });
    return plan;
  } catch {
    return undefined;
  }
}

function tell(monday: string, state: ProposalState): void {
  proposals.set(new Map(proposals.get()).set(monday, state));
}

function endAll(): void {
  for (const monday of [...runs.keys()]) endProposal(monday, false);
  worker?.terminate();
  worker = undefined;
}
