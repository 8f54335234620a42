/**
 * The search's working state: routes as slices of flat typed arrays, with the earliest beginning of service
 * (`es`) and the latest arrival that keeps the rest feasible (`ls`) at every place, so that an insertion is
 * checked exactly in constant time (Savelsbergh 1992, "forward time slack"; Vansteenwegen et al. 2009, §4.1).
 */
import { type Problem, TOLERANCE } from "./problem.ts";
import { type Random, seeded } from "./random.ts";

export interface State {
  readonly problem: Problem;
  readonly random: Random;
  /** Points, routes, and the length of a route's slice. */
  readonly n: number;
  readonly m: number;
  readonly width: number;
  /** True where some stop has a window that may bind; without, order does not change feasibility. */
  readonly windows: boolean;
  /** Per route: travel times by row (`out`: from the row's point) and transposed (`into`: to it). */
  readonly out: readonly Float64Array[];
  readonly into: readonly Float64Array[];
  /** Per route: score plus a bonus for required stops that outweighs all scores. */
  readonly gains: readonly Float64Array[];
  /** Per point: the greatest gain of any route; per route and point: the gain as a part of it. */
  readonly top: Float64Array;
  readonly relative: readonly Float64Array[];
  readonly service: Float64Array;
  /** Per point: 1 where some route's minutes there count towards a share. */
  readonly explores: Uint8Array;
  readonly seq: Int32Array;
  readonly len: Int32Array;
  readonly es: Float64Array;
  readonly ls: Float64Array;
  /** Travel time into each place of a route, and per route in sum. */
  readonly arc: Float64Array;
  readonly length: Float64Array;
  /** Per point: its route or −1, and its place in it. */
  readonly routeOf: Int32Array;
  readonly place: Int32Array;
  /** Per group: service minutes planned, and those of them that count. */
  readonly minutes: Float64Array;
  readonly counted: Float64Array;
  /** What one lacking minute of a share costs. */
  readonly lackCost: number;
  /** Copies of the routes changed since `settle`. */
  readonly touched: Int32Array;
  readonly oldSeq: Int32Array;
  readonly oldLen: Int32Array;
  /** Per route: a number that no other content of it has had. */
  readonly version: Int32Array;
  readonly oldVersion: Int32Array;
  versions: number;
  gain: number;
  travel: number;
}

/** An empty plan of a problem. */
export function emptyState(problem: Problem, seed: number): State {
  const n = problem.points;
  const m = problem.routes.length;
  const width = problem.stops.length + 2;
  const gains = gainsOf(problem);
  const top = new Float64Array(n).map((_, point) =>
    Math.max(0, ...gains.map((gain) => gain[point] as number)),
  );
  const state: State = {
    ...{ problem, random: seeded(seed), n, m, width, windows: hasWindows(problem) },
    ...matricesOf(problem),
    ...{ gains, top },
    relative: gains.map((gain) => gain.map((value, point) => value / ((top[point] as number) || 1))),
    service: problem.service,
    explores: new Uint8Array(n).map((_, point) =>
      problem.routes.some(({ counts }) => counts[point] === 1) ? 1 : 0,
    ),
    ...{ seq: new Int32Array(m * width), len: new Int32Array(m).fill(2), oldLen: new Int32Array(m) },
    ...{ es: new Float64Array(m * width), ls: new Float64Array(m * width) },
    ...{ arc: new Float64Array(m * width), length: new Float64Array(m) },
    ...{ routeOf: new Int32Array(n).fill(-1), place: new Int32Array(n) },
    minutes: new Float64Array(problem.shares.length),
    counted: new Float64Array(problem.shares.length),
    lackCost: 4 * greatestDensity(problem),
    ...{ touched: new Int32Array(m), oldSeq: new Int32Array(m * width), gain: 0, travel: 0 },
    ...{ version: new Int32Array(m), oldVersion: new Int32Array(m), versions: 0 },
  };
  problem.routes.forEach((route, r) => {
    state.seq[r * width] = route.start;
    state.seq[r * width + 1] = route.end;
    refresh(state, r);
  });
  return state;
}

/** Recomputes times and places of a route after its order changed. */
export function refresh(state: State, r: number): void {
  const { seq, es, ls, arc, place, service, width } = state;
  const { limit, opens, closes } = state.problem.routes[r] as Problem["routes"][number];
  const into = state.into[r] as Float64Array;
  const first = r * width;
  const last = first + (state.len[r] as number) - 1;
  let travel = 0;
  let time = 0;
  es[first] = 0;
  for (let i = first + 1; i <= last; i++) {
    const point = seq[i] as number;
    const step = into[point * state.n + (seq[i - 1] as number)] as number;
    arc[i] = step;
    travel += step;
    time += step;
    if (i < last) {
      time = Math.max(time, opens[point] as number);
      place[point] = i - first;
    }
    es[i] = time;
    if (i < last) time += service[point] as number;
  }
  let latest = limit + TOLERANCE;
  ls[last] = latest;
  for (let i = last - 1; i > first; i--) {
    const point = seq[i] as number;
    latest = Math.min(
      latest - (arc[i + 1] as number) - (service[point] as number),
      (closes[point] as number) + TOLERANCE,
    );
    ls[i] = latest;
  }
  ls[first] = latest - (arc[first + 1] as number);
  state.travel += travel - (state.length[r] as number);
  state.length[r] = travel;
  state.versions += 1;
  state.version[r] = state.versions;
}

/** Keeps a copy of a route before its first change since `settle`. */
export function touch(state: State, r: number): void {
  if (state.touched[r]) return;
  state.touched[r] = 1;
  const length = state.len[r] as number;
  state.oldLen[r] = length;
  state.oldVersion[r] = state.version[r] as number;
  const first = r * state.width;
  for (let i = first; i < first + length; i++) state.oldSeq[i] = state.seq[i] as number;
}

function gainsOf(problem: Problem): Float64Array[] {
  const bonus = 1 + totalScore(problem);
  return problem.routes.map(({ scores }) =>
    scores.map((score, point) => (score < 0 ? -1 : score + (problem.required[point] ? bonus : 0))),
  );
}

function totalScore(problem: Problem): number {
  return problem.stops.reduce(
    (sum, point) => sum + Math.max(0, ...problem.routes.map(({ scores }) => scores[point] ?? 0)),
    0,
  );
}

function greatestDensity(problem: Problem): number {
  const best = (point: number) => Math.max(0, ...problem.routes.map(({ scores }) => scores[point] ?? 0));
  return Math.max(0, ...problem.stops.map((point) => best(point) / Math.max(1, problem.service[point] ?? 0)));
}

function hasWindows({ routes, stops }: Problem): boolean {
  return routes.some(({ opens, closes, limit }) =>
    stops.some((point) => (opens[point] ?? 0) > 0 || (closes[point] ?? 0) < limit),
  );
}

function matricesOf({ travels, routes, points }: Problem): Pick<State, "out" | "into"> {
  const turned = travels.map((travel) => transposed(travel, points));
  const pick = (from: readonly Float64Array[]) => routes.map(({ travel }) => from[travel] as Float64Array);
  return { out: pick(travels), into: pick(turned) };
}

/** The same matrix where it is symmetric: half the memory to keep in the cache. */
function transposed(travel: Float64Array, points: number): Float64Array {
  const turned = new Float64Array(travel.length);
  let same = true;
  for (let a = 0; a < points; a++) {
    for (let b = 0; b < points; b++) {
      const value = travel[b * points + a] as number;
      turned[a * points + b] = value;
      same &&= value === travel[a * points + b];
    }
  }
  return same ? travel : turned;
}
