import type { Cell } from "../../src/domain/grid.ts";
import type { Random } from "../../src/domain/random.ts";
import { SLOT_BEGINS } from "../../src/domain/round.ts";
import { addDays, daysBetween, mondayOf, type Slot } from "../../src/domain/slot.ts";
import type { Activity } from "./activity.ts";
import { EDUCATORS_PER_TEAM } from "./plan.ts";
import type { DemoRecords } from "./records.ts";
import { type DemoSector, distanceKm, middleOf, TEAMS } from "./territory.ts";

/** A round that a team repeats weekly. Numbers named after a thing are its index, as in `DemoRecords`. */
export interface DemoTemplate {
  readonly team: number;
  readonly sector: number;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly slot: Slot;
  readonly mode: "foot" | "transit";
  readonly start: Cell;
  readonly minutes: number;
  readonly leavesAt: number;
  readonly members: readonly [number, number];
}

/** A round of this week that has not begun: what a template made, with stops for today and tomorrow. */
export interface DemoPlan {
  readonly template: number;
  readonly serviceDate: string;
  readonly status: "draft" | "planned";
  readonly stops: readonly Cell[];
}

/** A stop of a round that was made lately; `visit` is what fulfilled it, undefined where nobody came. */
interface DemoStop {
  readonly round: number;
  readonly position: number;
  readonly cell: Cell;
  readonly site: number | undefined;
  readonly visit: number | undefined;
}

export interface DemoSchedule {
  readonly templates: readonly DemoTemplate[];
  readonly plans: readonly DemoPlan[];
  readonly stops: readonly DemoStop[];
  /** Where rounds of each sector begin. */
  readonly starts: readonly Cell[];
}

const MINUTES = 240;
/** An hour into the slot. */
const LEAVES_LATER = 60;
/** What every team repeats; sectors and pairs take turns. */
const WEEKLY: readonly (readonly [weekday: number, slot: Slot, mode: DemoTemplate["mode"]])[] = [
  [1, "evening", "foot"],
  [2, "afternoon", "transit"],
  [3, "evening", "foot"],
  [4, "night", "foot"],
  [5, "evening", "transit"],
  [6, "afternoon", "foot"],
];
const STOPS = 4;
const WALK_KM = 2.5;
/** Stops are kept of rounds so many days back: of last week whatever the weekday, for what it carries over. */
const STOPS_DAYS = 14;
/** Share of rounds that set out for one cell more than they reached. */
const UNFINISHED_SHARE = 0.25;

/** What a team has in its calendar on the day of the demonstration. Everything is invented. */
export function schedule(
  random: Random,
  today: string,
  records: DemoRecords,
  active: Activity,
): DemoSchedule {
  const starts = records.sectors.map(centreOf);
  const templates = TEAMS.flatMap((_, team) => weekly(team, records.sectors, starts));
  const monday = mondayOf(today);
  const plans = templates.flatMap((template, at): DemoPlan[] => {
    const serviceDate = addDays(monday, template.weekday - 1);
    const ahead = daysBetween(today, serviceDate);
    if (ahead < 0) return [];
    const soon = ahead <= 1;
    const stops = soon ? stopsNear(random, template, records, active) : [];
    return [{ template: at, serviceDate, status: soon ? "planned" : "draft", stops }];
  });
  return { templates, plans, stops: pastStops(random, today, records, starts), starts };
}

function weekly(team: number, sectors: readonly DemoSector[], starts: readonly Cell[]): DemoTemplate[] {
  const own = sectors.flatMap((sector, at) => (sector.team === team ? [at] : []));
  return WEEKLY.map(([weekday, slot, mode], at) => {
    const sector = own[at % own.length] ?? 0;
    const first = team * EDUCATORS_PER_TEAM + 2 * (at % 2);
    return {
      ...{ team, sector, weekday, slot, mode, minutes: MINUTES, start: starts[sector] ?? (0 as Cell) },
      ...{ leavesAt: SLOT_BEGINS[slot] + LEAVES_LATER, members: [first, first + 1] as const },
    };
  });
}

/** The cell of a sector that lies nearest to its middle. */
function centreOf({ cells }: DemoSector): Cell {
  const points = cells.map(middleOf);
  const sum = (part: "eKm" | "nKm") =>
    points.reduce((total, point) => total + point[part], 0) / points.length;
  const middle = { eKm: sum("eKm"), nKm: sum("nKm") };
  const nearest = [...cells].sort(
    (a, b) => distanceKm(middleOf(a), middle) - distanceKm(middleOf(b), middle),
  );
  return nearest[0] ?? (0 as Cell);
}

/** Cells within a walk of the start, those that teams know well more often. */
function stopsNear(
  random: Random,
  { sector, start }: DemoTemplate,
  { sectors, visits }: DemoRecords,
  active: Activity,
): Cell[] {
  const near = (sectors[sector]?.cells ?? []).filter(
    (cell) => active.visitable.has(cell) && distanceKm(middleOf(cell), middleOf(start)) <= WALK_KM,
  );
  const visited = new Map<Cell, number>();
  for (const { cell, site } of visits) {
    if (site === undefined) visited.set(cell, (visited.get(cell) ?? 0) + 1);
  }
  const chosen: Cell[] = [];
  while (chosen.length < Math.min(STOPS, near.length)) {
    const left = near.filter((cell) => !chosen.includes(cell));
    const cell = left[random.weighted(left.map((each) => 1 + (visited.get(each) ?? 0)))];
    if (cell !== undefined) chosen.push(cell);
  }
  return inTurn(
    start,
    chosen.map((cell) => ({ cell })),
  ).map(({ cell }) => cell);
}

function pastStops(
  random: Random,
  today: string,
  { rounds, visits, sectors }: DemoRecords,
  starts: readonly Cell[],
): DemoStop[] {
  const places = new Map<number, Pick<DemoStop, "cell" | "site" | "visit">[]>();
  const isLate = (day: string) => daysBetween(day, today) <= STOPS_DAYS;
  visits.forEach(({ round, cell, site, serviceDate }, visit) => {
    if (isLate(serviceDate)) places.set(round, [...(places.get(round) ?? []), { cell, site, visit }]);
  });
  return [...places].flatMap(([round, made]): DemoStop[] => {
    const at = rounds[round]?.sector ?? -1;
    const visited = new Set(made.map(({ cell }) => cell));
    const others = (sectors[at]?.cells ?? []).filter((cell) => !visited.has(cell));
    const isUnfinished = others.length > 0 && random.chance(UNFINISHED_SHARE);
    const missed = isUnfinished ? [{ cell: random.pick(others), site: undefined, visit: undefined }] : [];
    const turn = inTurn(starts[at] ?? (0 as Cell), [...made, ...missed]);
    return turn.map((place, position) => ({ round, position, ...place }));
  });
}

/** Places in the order in which a team goes: from where it is to the nearest that is left. */
function inTurn<Place extends { readonly cell: Cell }>(start: Cell, places: readonly Place[]): Place[] {
  const left = [...places];
  const turn: Place[] = [];
  while (left.length > 0) {
    const here = middleOf(turn.at(-1)?.cell ?? start);
    const far = left.map(({ cell }) => distanceKm(here, middleOf(cell)));
    turn.push(...left.splice(far.indexOf(Math.min(...far)), 1));
  }
  return turn;
}
