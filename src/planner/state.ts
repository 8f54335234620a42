/**
 * The search's working state: routes as slices of flat typed arrays, with the earliest beginning of service
 * (`es`) and the latest arrival that keeps the rest feasible (`ls`) at every place, so that an insertion is
 * checked exactly in constant time (Savelsbergh 1992, "forward time slack"; Vansteenwegen et al. 2009, §4.1).
 */
import { explorable, gainsOf, hasWindows, lackCostOf, matricesOf, relativeTo, topOf } from "./derived.ts";
import type { Problem } from "./problem.ts";
import { type Random, seeded } from "./random.ts";
import { durationOf, timesOf } from "./times.ts";

/** A class, so that engines lay every search's state out alike: literals of this size fall to slow look-ups. */
export class State {
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
  /** What one lacking minute of a share costs. */
  readonly lackCost: number;
  readonly seq: Int32Array;
  readonly len: Int32Array;
  readonly es: Float64Array;
  readonly ls: Float64Array;
  /** When a route leaves each place. */
  readonly leaves: Float64Array;
  /** Travel time into each place of a route, and per route in sum. */
  readonly arc: Float64Array;
  readonly length: Float64Array;
  /** Without windows, per route: time left until its limit; `es`, `ls` and `leaves` are not kept then. */
  readonly slack: Float64Array;
  /** Per point: its route or −1. */
  readonly routeOf: Int32Array;
  /** Per group: service minutes planned, and those of them that count. */
  readonly minutes: Float64Array;
  readonly counted: Float64Array;
  /** Copies of the routes changed since `settle`. */
  readonly touched: Int32Array;
  readonly oldSeq: Int32Array;
  readonly oldLen: Int32Array;
  /** Per route: a number that no other content of it has had. */
  readonly version: Int32Array;
  readonly oldVersion: Int32Array;
  versions = 0;
  gain = 0;
  travel = 0;

  /** An empty plan of a problem. */
  constructor(problem: Problem, seed: number) {
    this.problem = problem;
    this.random = seeded(seed);
    this.n = problem.points;
    this.m = problem.routes.length;
    this.width = problem.stops.length + 2;
    this.windows = hasWindows(problem);
    const { out, into } = matricesOf(problem);
    this.out = out;
    this.into = into;
    this.gains = gainsOf(problem);
    this.top = topOf(this.gains, this.n);
    this.relative = relativeTo(this.top, this.gains);
    this.service = problem.service;
    this.explores = explorable(problem);
    this.lackCost = lackCostOf(problem);
    const places = this.m * this.width;
    this.seq = new Int32Array(places);
    this.len = new Int32Array(this.m).fill(2);
    this.es = new Float64Array(places);
    this.ls = new Float64Array(places);
    this.leaves = new Float64Array(places);
    this.arc = new Float64Array(places);
    this.length = new Float64Array(this.m);
    this.slack = new Float64Array(this.m);
    this.routeOf = new Int32Array(this.n).fill(-1);
    this.minutes = new Float64Array(problem.shares.length);
    this.counted = new Float64Array(problem.shares.length);
    this.touched = new Int32Array(this.m);
    this.oldSeq = new Int32Array(places);
    this.oldLen = new Int32Array(this.m);
    this.version = new Int32Array(this.m);
    this.oldVersion = new Int32Array(this.m);
    problem.routes.forEach((route, r) => {
      this.seq[r * this.width] = route.start;
      this.seq[r * this.width + 1] = route.end;
      refresh(this, r);
    });
  }
}

/** Recomputes the times of a route after its order changed. */
export function refresh(state: State, r: number): void {
  const travel = state.windows ? timesOf(state, r) : durationOf(state, r);
  state.travel += travel - (state.length[r] as number);
  state.length[r] = travel;
  markChanged(state, r);
}

/** Gives a route's content a number of its own. */
export function markChanged(state: State, r: number): void {
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
