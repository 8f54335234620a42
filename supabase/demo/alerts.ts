import type { Cell } from "../../src/domain/grid.ts";
import type { Random } from "../../src/domain/random.ts";
import { addDays, daysBetween, SLOTS } from "../../src/domain/slot.ts";
import type { Activity } from "./activity.ts";
import type { DemoAlert } from "./records.ts";

const DUE_DAYS = 7;
const SOURCES = ["partner", "resident", "authority", "own_team", "other"] as const;
const SOURCE_WEIGHTS = [0.45, 0.2, 0.12, 0.13, 0.1];
const OUTCOMES = ["met", "nobody", "not_reached", "obsolete"] as const;

/** Tips from partners, two a week; one in six names a place where no round ever went. Those of the last days wait. */
export function alerts(random: Random, firstDay: string, today: string, activity: Activity): DemoAlert[] {
  const known = [...activity.visitable];
  const pulls = known.map((cell) => activity.at(cell, 0));
  const days = daysBetween(firstDay, today);
  const all: DemoAlert[] = [];
  for (let day = random.int(4); day < days; day += 2 + random.int(4)) {
    const unknown = activity.unvisited.length > 0 && random.chance(1 / 6);
    const cell = unknown ? random.pick(activity.unvisited) : known[random.weighted(pulls)];
    if (cell !== undefined) all.push(alert(random, cell, addDays(firstDay, day), today, unknown));
  }
  return all;
}

function alert(random: Random, cell: Cell, receivedOn: string, today: string, unknown: boolean): DemoAlert {
  const dueOn = addDays(receivedOn, DUE_DAYS);
  const pending = dueOn >= today;
  // A cell that no round reached has no visit: its tip ended unreached or out of date.
  const outcome = unknown
    ? random.pick(["not_reached", "obsolete"] as const)
    : (OUTCOMES[random.weighted([0.42, 0.33, 0.13, 0.12])] ?? "obsolete");
  const base = {
    cell,
    slot: random.chance(0.6) ? SLOTS[random.weighted([0.1, 0.35, 0.4, 0.15])] : undefined,
    source: SOURCES[random.weighted(SOURCE_WEIGHTS)] ?? ("other" as const),
    receivedOn,
    dueOn,
  };
  const closedOn = addDays(receivedOn, 1 + random.int(DUE_DAYS));
  return pending ? { ...base, outcome: undefined, closedOn: undefined } : { ...base, outcome, closedOn };
}
