/** How much a lead's classes tell of visits: what a stolen session would learn of them (privacy.md, "Working memory"). */
import { CHANCES, type Chance } from "../../../src/domain/chance.ts";
import { CHANCE_TUNING } from "../../../src/domain/chance-tuning.ts";
import { sectorOf } from "./planners.ts";
import type { Monday, Strategy } from "./season.ts";

/** Cells by class, apart by whether the last visit of eight weeks met someone. */
export class Told {
  readonly #met = new Map<Chance, number>();
  readonly #nobody = new Map<Chance, number>();

  /** Counts a cell of this class whose last visit went so. */
  add(chance: Chance, met: boolean): void {
    const counts = met ? this.#met : this.#nobody;
    counts.set(chance, (counts.get(chance) ?? 0) + 1);
  }

  /**
   * Advantage (2 × accuracy − 1) of who guesses from a cell's class whether its last visit met someone, both being as
   * likely: the total variation between the classes of the two. NaN where either has no cell.
   */
  advantage(): number {
    const share = (counts: ReadonlyMap<Chance, number>, chance: Chance) => {
      const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
      return (counts.get(chance) ?? 0) / all;
    };
    const gaps = CHANCES.map((chance) => Math.abs(share(this.#met, chance) - share(this.#nobody, chance)));
    return gaps.reduce((sum, gap) => sum + gap, 0) / 2;
  }
}

const MEMORY_DAYS = 56;
/** As if meetings clustered everywhere: cells around lend whatever the visits say. */
const LENDING = { clustered: CHANCE_TUNING.clustered, scattered: CHANCE_TUNING.clustered };

/** Plans as `strategy` does; counts on each Monday what the classes tell, as they are and if cells always lent. */
export function watched(strategy: Strategy, asTold: Told, ifLent: Told): Strategy {
  return (monday, count) => {
    tally(monday, asTold, CHANCE_TUNING);
    tally(monday, ifLent, LENDING);
    return strategy(monday, count);
  };
}

function tally(monday: Monday, told: Told, tunings: typeof CHANCE_TUNING): void {
  sectorOf(monday, tunings).facts.forEach(({ chance }, cell) => {
    const last = monday.visits[cell]?.at(-1);
    if (chance && last && monday.day - last.day < MEMORY_DAYS) told.add(chance, last.met > 0);
  });
}
