import type { Cell } from "../../src/domain/grid.ts";
import type { Random } from "../../src/domain/random.ts";
import { addDays, type Slot } from "../../src/domain/slot.ts";
import type { Activity } from "./activity.ts";
import type { DemoSite } from "./records.ts";
import { type DemoSector, distanceKm, middleOf, TEAMS } from "./territory.ts";

/** What differs between the full demonstration and the small one. */
export interface Volume {
  /** Contacts a week aimed at, at sites and elsewhere. */
  readonly siteContacts: number;
  readonly streetContacts: number;
  /** Street rounds of a team in a week. */
  readonly rounds: number;
  /** Weeks between two visits to a site. */
  readonly siteWeeks: number;
  /** Chance that a youth was already met in the last 4 weeks, where someone was: makes two in five in all. */
  readonly seenShare: number;
}

export const FULL: Volume = {
  siteContacts: 52,
  streetContacts: 498,
  rounds: 9,
  siteWeeks: 3,
  seenShare: 0.43,
};
export const SMALL: Volume = {
  siteContacts: 17,
  streetContacts: 148,
  rounds: 4,
  siteWeeks: 6,
  seenShare: 0.5,
};

/** The invented organisation before anything was recorded. */
export interface Setting {
  readonly firstDay: string;
  readonly weeks: number;
  readonly volume: Volume;
  readonly sectors: readonly DemoSector[];
  readonly activity: Activity;
  readonly sites: readonly DemoSite[];
}

/** A round as it went: where it stopped, and who was out. */
export interface Outing {
  readonly week: number;
  readonly team: number;
  readonly sector: number;
  readonly serviceDate: string;
  readonly slot: Slot;
  readonly mode: "foot" | "transit" | "vehicle";
  readonly members: readonly [number, number];
  readonly stops: readonly { readonly cell: Cell; readonly site: number | undefined }[];
}

export const EDUCATORS_PER_TEAM = 4;
const PAIRS = [
  [0, 1],
  [2, 3],
  [0, 2],
  [1, 3],
  [0, 3],
  [1, 2],
] as const;
/** Monday to Sunday. */
const WEEKDAYS = [1, 1.1, 1.1, 1.1, 1.2, 0.8, 0.35];
const SITES_PER_ROUND = 3;

/** Between the two stops of a round that are farthest apart: beyond, teams take a bus. */
const WALK_KM = 3;

/** All rounds, in the order of their days. */
export function outings(random: Random, setting: Setting): Outing[] {
  const planner = new Planner(random, setting);
  const all = Array.from({ length: setting.weeks }, (_, week) => [
    ...TEAMS.flatMap((_team, team) => planner.streetRounds(week, team)),
    ...TEAMS.flatMap((_team, team) => planner.siteRounds(week, team)),
  ]);
  return all.flat().sort((one, other) => one.serviceDate.localeCompare(other.serviceDate));
}

class Planner {
  private readonly random: Random;
  private readonly setting: Setting;
  private readonly lastVisit = new Map<Cell, number>();
  private readonly turns = TEAMS.map(() => 0);

  constructor(random: Random, setting: Setting) {
    this.random = random;
    this.setting = setting;
  }

  streetRounds(week: number, team: number): Outing[] {
    const own = this.setting.sectors.flatMap((sector, index) => (sector.team === team ? [index] : []));
    const pulls = own.map((sector) => this.pullOf(sector, week));
    return Array.from({ length: this.setting.volume.rounds }, () => {
      const sector = own[this.random.weighted(pulls)] ?? 0;
      const stops = this.streetStops(sector, week).map((cell) => ({ cell, site: undefined }));
      const slot = this.slot();
      const isFar = spreadKm(stops.map(({ cell }) => cell)) > WALK_KM;
      const mode = this.random.chance(0.3) || isFar ? ("transit" as const) : ("foot" as const);
      return { week, team, sector, ...this.day(week), slot, mode, members: this.pair(team), stops };
    });
  }

  /** Visits to the living sites of a team that are due, a few a round, by car in the afternoon. */
  siteRounds(week: number, team: number): Outing[] {
    const day = this.day(week).serviceDate;
    const due = this.setting.sites.flatMap((site, index) => {
      const open = site.openedOn <= day && (site.closedOn === undefined || day < site.closedOn);
      const turn = (week + index) % this.setting.volume.siteWeeks === 0;
      return open && turn && this.teamOf(site.cell) === team ? [{ cell: site.cell, site: index }] : [];
    });
    const rounds: Outing[] = [];
    for (let at = 0; at < due.length; at += SITES_PER_ROUND) {
      const stops = due.slice(at, at + SITES_PER_ROUND);
      const sector = this.sectorOf(stops[0]?.cell);
      const fixed = { slot: "afternoon", mode: "vehicle" } as const;
      rounds.push({ week, team, sector, serviceDate: day, ...fixed, members: this.pair(team), stops });
    }
    return rounds;
  }

  /** Teams go where they met people, round an anchor within reach on foot, and give one stop to the stalest cell. */
  private streetStops(sector: number, week: number): Cell[] {
    const cells = this.visitable(sector);
    const wanted = 5 + this.random.int(2);
    const chosen: Cell[] = [];
    for (let stop = 0; stop < wanted && chosen.length < cells.length; stop++) {
      const near = chosen[0];
      const candidates = cells.filter((cell) => !chosen.includes(cell));
      const pick =
        stop === wanted - 1
          ? this.stalest(candidates, near)
          : candidates[this.random.weighted(candidates.map((cell) => this.pull(cell, week, near)))];
      if (pick === undefined) break;
      chosen.push(pick);
    }
    for (const cell of chosen) this.lastVisit.set(cell, week);
    return chosen;
  }

  private stalest(cells: readonly Cell[], near: Cell | undefined): Cell | undefined {
    const age = (cell: Cell) => this.lastVisit.get(cell) ?? -1;
    const reach = cells.filter(
      (cell) => near === undefined || distanceKm(middleOf(near), middleOf(cell)) <= 4,
    );
    return reach.reduce<Cell | undefined>(
      (best, cell) => (best === undefined || age(cell) < age(best) ? cell : best),
      undefined,
    );
  }

  private pull(cell: Cell, week: number, near: Cell | undefined): number {
    const known = this.setting.activity.at(cell, week) ** 0.6;
    return near === undefined ? known : known * Math.exp(-distanceKm(middleOf(near), middleOf(cell)) / 2.5);
  }

  private pullOf(sector: number, week: number): number {
    return this.visitable(sector).reduce((sum, cell) => sum + this.pull(cell, week, undefined), 0);
  }

  private visitable(sector: number): Cell[] {
    const cells = this.setting.sectors[sector]?.cells ?? [];
    return cells.filter((cell) => this.setting.activity.visitable.has(cell));
  }

  /** Pairs take turns, so that every educator of a team works in every sector. */
  private pair(team: number): [number, number] {
    const turn = this.turns[team] ?? 0;
    this.turns[team] = turn + 1;
    const [one, other] = PAIRS[turn % PAIRS.length] ?? PAIRS[0];
    return [team * EDUCATORS_PER_TEAM + one, team * EDUCATORS_PER_TEAM + other];
  }

  private day(week: number): { serviceDate: string } {
    const days = WEEKDAYS.map((_, at) => addDays(this.setting.firstDay, week * 7 + at));
    const weights = days.map((day) => WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 1);
    return { serviceDate: days[this.random.weighted(weights)] ?? this.setting.firstDay };
  }

  private slot(): Slot {
    const slots = ["morning", "afternoon", "evening", "night"] as const;
    return slots[this.random.weighted([0.07, 0.38, 0.4, 0.15])] ?? "evening";
  }

  private teamOf(cell: Cell): number {
    return this.setting.sectors[this.sectorOf(cell)]?.team ?? 0;
  }

  private sectorOf(cell: Cell | undefined): number {
    return this.setting.sectors.findIndex((sector) => sector.cells.some((one) => one === cell));
  }
}

/** How far apart the two farthest of some cells are. */
function spreadKm(cells: readonly Cell[]): number {
  const points = cells.map(middleOf);
  return Math.max(0, ...points.flatMap((one) => points.map((other) => distanceKm(one, other))));
}
