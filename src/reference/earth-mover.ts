import { EDGE_KM } from "./city.ts";
import type { CityMap } from "./maps.ts";

/** Masses are cut into whole units, so that the transport is exact in integers. */
const UNITS = 4000;

interface Pile {
  readonly east: number;
  readonly north: number;
  left: number;
}

/** Whole units of a map's mass by cell, by largest remainders. */
function unitsOf(map: CityMap): number[] {
  const all = map.reduce((sum, value) => sum + value, 0);
  const exact = map.map((value) => (UNITS * value) / all);
  const units = exact.map(Math.floor);
  const missing = UNITS - units.reduce((sum, each) => sum + each, 0);
  const byRest = exact.map((value, cell) => ({ cell, rest: value % 1 })).sort((a, b) => b.rest - a.rest);
  for (const { cell } of byRest.slice(0, missing)) units[cell] = (units[cell] ?? 0) + 1;
  return units;
}

function pilesOf(units: readonly number[]): Pile[] {
  return units.flatMap((left, cell) =>
    left > 0 ? [{ east: cell % EDGE_KM, north: Math.floor(cell / EDGE_KM), left }] : [],
  );
}

/**
 * Earth mover's distance between two maps of equal mass, km: the least mean distance by which mass has to be moved.
 * Exact for maps in whole units: successive shortest paths with potentials (Edmonds & Karp 1972).
 */
export function earthMover(one: CityMap, other: CityMap): number {
  const [a, b] = [unitsOf(one), unitsOf(other)];
  // What both have in the same place stays there: distances are a metric.
  const from = pilesOf(a.map((units, cell) => Math.max(0, units - (b[cell] ?? 0))));
  const to = pilesOf(b.map((units, cell) => Math.max(0, units - (a[cell] ?? 0))));
  return new Transport(from, to).cost() / UNITS;
}

class Transport {
  private readonly from: readonly Pile[];
  private readonly to: readonly Pile[];
  private readonly flow: Float64Array;
  private readonly potential: Float64Array;

  constructor(from: readonly Pile[], to: readonly Pile[]) {
    this.from = from;
    this.to = to;
    this.flow = new Float64Array(from.length * to.length);
    this.potential = new Float64Array(from.length + to.length);
  }

  cost(): number {
    while (this.from.some(({ left }) => left > 0)) this.augment();
    return this.flow.reduce((sum, units, at) => {
      const [i, j] = [Math.floor(at / this.to.length), at % this.to.length];
      return units === 0 ? sum : sum + units * this.distance(i, j);
    }, 0);
  }

  private distance(i: number, j: number): number {
    const [a, b] = [this.from[i], this.to[j]];
    if (!a || !b) throw new RangeError("no such pile");
    return Math.hypot(a.east - b.east, a.north - b.north);
  }

  /** Sends as much as fits along the cheapest path from piles with something left to piles that need something. */
  private augment(): void {
    const { costs, before, end } = this.cheapest();
    this.raise(costs, end);
    const steps = stepsTo(before, end);
    const start = this.from[steps[0]?.[0] ?? -1];
    const goal = this.to[end - this.from.length];
    if (!start || !goal) throw new RangeError("no path");
    // A step back, from a sink to a source, takes away from what was sent there.
    const isBack = (node: number) => node >= this.from.length;
    const room = steps.filter(([u]) => isBack(u)).map(([u, v]) => this.flow[this.edge(v, u)] ?? 0);
    const units = Math.min(start.left, goal.left, ...room);
    for (const [u, v] of steps) {
      const edge = isBack(u) ? this.edge(v, u) : this.edge(u, v);
      this.flow[edge] = (this.flow[edge] ?? 0) + (isBack(u) ? -units : units);
    }
    start.left -= units;
    goal.left -= units;
  }

  private raise(costs: Float64Array, end: number): void {
    for (let node = 0; node < costs.length; node++) {
      this.potential[node] = (this.potential[node] ?? 0) + Math.min(costs[node] ?? 0, costs[end] ?? 0);
    }
  }

  private edge(source: number, sink: number): number {
    return source * this.to.length + (sink - this.from.length);
  }

  /** Dijkstra over reduced costs, from all piles with something left at once. */
  private cheapest(): { costs: Float64Array; before: Int32Array; end: number } {
    const nodes = this.from.length + this.to.length;
    const costs = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(nodes).fill(-1);
    const done = new Uint8Array(nodes);
    for (const [i, pile] of this.from.entries()) if (pile.left > 0) costs[i] = 0;
    for (;;) {
      const node = nearest(costs, done);
      if (node >= this.from.length && (this.to[node - this.from.length]?.left ?? 0) > 0) {
        return { costs, before, end: node };
      }
      done[node] = 1;
      this.relax(node, costs, before);
    }
  }

  private relax(node: number, costs: Float64Array, before: Int32Array): void {
    const forward = node < this.from.length;
    const [first, last] = forward ? [this.from.length, costs.length] : [0, this.from.length];
    for (let other = first; other < last; other++) {
      const length = forward ? this.lengthOf(node, other) : this.lengthBack(other, node);
      const reduced = length + (this.potential[node] ?? 0) - (this.potential[other] ?? 0);
      const cost = (costs[node] ?? 0) + Math.max(0, reduced);
      if (cost >= (costs[other] ?? 0) - 1e-12) continue;
      costs[other] = cost;
      before[other] = node;
    }
  }

  private lengthOf(source: number, sink: number): number {
    return this.distance(source, sink - this.from.length);
  }

  /** From a sink back to a source: only where something was sent, and it gives the length back. */
  private lengthBack(source: number, sink: number): number {
    const sent = this.flow[this.edge(source, sink)] ?? 0;
    return sent === 0 ? Number.POSITIVE_INFINITY : -this.lengthOf(source, sink);
  }
}

function nearest(costs: Float64Array, done: Uint8Array): number {
  let best = -1;
  for (let node = 0; node < costs.length; node++) {
    if (!done[node] && (best < 0 || (costs[node] ?? 0) < (costs[best] ?? 0))) best = node;
  }
  return best;
}

/** Steps (from node, to node) of the path that ends there. */
function stepsTo(before: Int32Array, end: number): (readonly [number, number])[] {
  const steps: (readonly [number, number])[] = [];
  let node = end;
  for (let last = before[node] ?? -1; last >= 0; last = before[node] ?? -1) {
    steps.unshift([last, node]);
    node = last;
  }
  return steps;
}
