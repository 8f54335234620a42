/**
 * Good plans of past cycles, and new ones bred from two of them: some routes of one, the others from the other
 * without the stops already there (route exchange: Nagata & Bräysy 2009; used for team orienteering by Dang,
 * Guibadj & Moukrim 2013).
 */
import { clear, insertStop } from "./change.ts";
import { costAt } from "./insertion.ts";
import type { Problem } from "./problem.ts";
import type { Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

/** The elites of one search. */
export interface Elites {
  /** Best first. */
  readonly plans: Snapshot[];
  /** True where every route is the same but for its stops, so that routes may change places. */
  readonly alike: boolean;
}

/** Plans kept. */
const KEPT = 8;

/** None yet. */
export function noElites({ routes }: Problem): Elites {
  return { plans: [], alike: routes.every((route) => route === routes[0]) };
}

/** Keeps a plan among the best; of plans with equal worth the first. */
export function keepElite({ plans }: Elites, plan: Snapshot): void {
  if (plans.some((other) => Math.abs(other.worth - plan.worth) < 1e-7)) return;
  plans.push({ ...plan, seq: plan.seq.slice(), len: plan.len.slice() });
  plans.sort((a, b) => b.worth - a.worth);
  plans.length = Math.min(plans.length, KEPT);
}

/** Replaces the present plan by one bred from two elites; needs two. */
export function breed({ plans, alike }: Elites, state: State): void {
  const { m, random } = state;
  const one = Math.floor(random() * plans.length);
  const other = (one + 1 + Math.floor(random() * (plans.length - 1))) % plans.length;
  const [mother, father] = [plans[one] as Snapshot, plans[other] as Snapshot];
  clear(state);
  const taken = new Set<number>();
  while (taken.size === 0) for (let r = 0; r < m; r++) if (random() < 0.5) taken.add(r);
  for (const r of taken) copyRoute(state, mother, r, r);
  const all = Array.from({ length: m }, (_, r) => r);
  const shared = all.map((r) => overlap(state, father, r));
  const order = [...all].sort((a, b) => (shared[a] as number) - (shared[b] as number) || a - b);
  for (const r of all.filter((each) => !taken.has(each))) {
    copyRoute(state, father, alike ? (order.shift() as number) : r, r);
  }
}

/** Puts an elite route's stops, in order, into the route r; those planned already are left out. */
function copyRoute(state: State, plan: Snapshot, from: number, r: number): void {
  const first = from * state.width;
  for (let i = first + 1; i < first + (plan.len[from] as number) - 1; i++) {
    const point = plan.seq[i] as number;
    if ((state.routeOf[point] as number) >= 0) continue;
    const at = (state.len[r] as number) - 1;
    if (costAt(state, point, r, at) < Infinity) insertStop(state, point, r, at);
  }
}

function overlap(state: State, plan: Snapshot, r: number): number {
  const first = r * state.width;
  let same = 0;
  for (let i = first + 1; i < first + (plan.len[r] as number) - 1; i++) {
    if ((state.routeOf[plan.seq[i] as number] as number) >= 0) same += 1;
  }
  return same / Math.max(1, (plan.len[r] as number) - 2);
}
