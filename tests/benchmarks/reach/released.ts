/**
 * The quarter's map that a lead sees, of the visits of an invented season: the real rules, by the port that the
 * attack suite proves equal to the SQL (`tests/attacks/proof.test.ts`).
 */

import { type Cell, coarsen } from "../../../src/domain/grid.ts";
import { randomFrom } from "../../../src/domain/random.ts";
import { addDays } from "../../../src/domain/slot.ts";
import type { Place } from "../../../src/reference/place.ts";
import type { Contribution } from "../../../src/reference/tally.ts";
import { shownOf } from "../../attacks/port/window.ts";
import { GROUND } from "./ground.ts";
import type { PastVisit, Trial } from "./season.ts";

export const LEAD_WINDOW_WEEKS = 13;
export const PUBLISHED_AFTER_WEEKS = 2;

/** First season, without a year of history: fixed squares, the finer of the dpo's two choices being 2 km. */
const LEAF_KM = 4;
const FIRST_DAY = "2024-01-01";
const ORGANISATION = "5ec2e700-0000-4000-8000-000000000001";
/** Youths of a group: 1 and a Poisson number of this mean, 2.1 on average as in the demonstration. */
const OTHERS = 1.1;
const RECORDERS = 5;
/** A contact repeated within 4 weeks is no contribution. */
const SEEN_RECENTLY_DAYS = 28;

/** Class (0 hidden, to 5) of each cell's leaf in the season's first lead window. */
export function releasedHeat(visits: readonly (readonly PastVisit[])[], trial: Trial): readonly number[] {
  const random = randomFrom(`released ${trial.family} ${trial.seed} ${trial.visits}`);
  const leaves = new Map<Cell, { people: Contribution[]; days: Set<number>; visits: number }>();
  visits.forEach((past, cell) => {
    const square = coarsen(GROUND[cell] as Cell, LEAF_KM);
    const leaf = leaves.get(square) ?? { people: [], days: new Set(), visits: 0 };
    leaves.set(square, leaf);
    past.forEach((visit, at) => {
      if (visit.day >= 7 * LEAD_WINDOW_WEEKS) return;
      leaf.days.add(visit.day);
      leaf.visits += 1;
      const recorder = String(random.int(RECORDERS));
      for (let group = 0; group < newGroups(past, at); group++) {
        for (let youth = 1 + random.poisson(OTHERS); youth > 0; youth--) {
          leaf.people.push(
            contribution(recorder, `${cell} ${at} ${group}`, Math.floor(random.next() * 2 ** 32)),
          );
        }
      }
    });
  });
  const classes = new Map(
    [...leaves].map(([square, { people, days, visits: count }]) => {
      const shown = shownOf(placeOf(square), people, count >= 3 && days.size >= 3);
      return [square, shown["total/all"] ?? 0];
    }),
  );
  return GROUND.map((cell) => classes.get(coarsen(cell, LEAF_KM)) ?? 0);
}

/** Groups of a visit beyond the most met in the cell within 4 weeks before: the others were seen recently. */
function newGroups(past: readonly PastVisit[], at: number): number {
  const visit = past[at];
  if (!visit) return 0;
  const before = past.slice(0, at).filter(({ day }) => visit.day - day < SEEN_RECENTLY_DAYS);
  return Math.max(0, visit.met - Math.max(0, ...before.map(({ met }) => met)));
}

function contribution(recorder: string, encounter: string, recordKey: number): Contribution {
  return { recorder, encounter, recordKey, placeKind: "wandering", ageBand: "?", gender: "?" };
}

function placeOf(square: Cell): Place {
  return {
    ...{ organisation: ORGANISATION, tier: "lead", team: null, startsOn: addDays(FIRST_DAY, 0) },
    squares: [[square, LEAF_KM]],
  };
}
