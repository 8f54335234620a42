/** What a search derives from its problem once, before it starts. */
import type { Problem } from "./problem.ts";

/** Per point: the greatest of the routes' gains, at least 0. */
export function topOf(gains: readonly Float64Array[], points: number): Float64Array {
  return new Float64Array(points).map((_, point) =>
    Math.max(0, ...gains.map((gain) => gain[point] as number)),
  );
}

/** Per route and point: the gain as a part of the greatest. */
export function relativeTo(top: Float64Array, gains: readonly Float64Array[]): Float64Array[] {
  return gains.map((gain) => gain.map((value, point) => value / ((top[point] as number) || 1)));
}

/** Per point: 1 where some route's minutes there count towards a share. */
export function explorable({ points, routes }: Problem): Uint8Array {
  return new Uint8Array(points).map((_, point) => (routes.some(({ counts }) => counts[point] === 1) ? 1 : 0));
}

/** Per route: scores, with a bonus for required stops that outweighs all scores and whatever shares could lack. */
export function gainsOf(problem: Problem): Float64Array[] {
  const bonus = 1 + totalScore(problem) + lackCostOf(problem) * longestLack(problem);
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

/** Minutes that the shares could lack at most: those of every stop that belongs to one. */
function longestLack({ stops, group, service }: Problem): number {
  return stops.reduce((sum, point) => sum + ((group[point] ?? -1) < 0 ? 0 : (service[point] ?? 0)), 0);
}

/** What one lacking minute of a share costs. */
export function lackCostOf(problem: Problem): number {
  return 4 * greatestDensity(problem);
}

/** The most that any stop collects per minute of service. */
function greatestDensity(problem: Problem): number {
  const best = (point: number) => Math.max(0, ...problem.routes.map(({ scores }) => scores[point] ?? 0));
  return Math.max(0, ...problem.stops.map((point) => best(point) / Math.max(1, problem.service[point] ?? 0)));
}

/** True where some stop has a window that may bind. */
export function hasWindows({ routes, stops }: Problem): boolean {
  return routes.some(({ opens, closes, limit }) =>
    stops.some((point) => (opens[point] ?? 0) > 0 || (closes[point] ?? 0) < limit),
  );
}

/** Per route: its travel times by row, and transposed. */
export function matricesOf({ travels, routes, points }: Problem) {
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
