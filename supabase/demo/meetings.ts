import { type Cell, coarsen } from "../../src/domain/grid.ts";
import type { VisitOutcome } from "../../src/domain/place-kind.ts";
import type { Random } from "../../src/domain/random.ts";
import { addDays, daysBetween } from "../../src/domain/slot.ts";
import { groupSize, MEAN_GROUP, person } from "./people.ts";
import type { Outing, Setting } from "./plan.ts";
import type { DemoContact, DemoEncounter, DemoRound, DemoVisit } from "./records.ts";
import { distanceKm, middleOf } from "./territory.ts";

type Stop = Outing["stops"][number];

/** Chance that a youth was already met in the last 4 weeks, where nobody was met in that time. */
const SEEN_ELSEWHERE = 0.25;
const NOT_REACHED_SHARE = 0.03;
const CANCELLED_SHARE = 0.02;

/** What the rounds brought: filled in by `record`. */
export interface Diary {
  readonly rounds: DemoRound[];
  readonly visits: DemoVisit[];
  readonly encounters: DemoEncounter[];
  readonly contacts: DemoContact[];
}

/** Turns outings into records: who was met at each stop, and what was written. */
export function record(random: Random, setting: Setting, all: readonly Outing[]): Diary {
  return new Scribe(random, setting, all).write();
}

class Scribe {
  private readonly random: Random;
  private readonly setting: Setting;
  private readonly outings: readonly Outing[];
  private readonly today: string;
  private readonly perStreetUnit: number;
  private readonly perSiteVisit: number;
  private readonly lastMet = new Map<Cell, string>();
  private readonly districts: readonly Cell[];
  private readonly diary: Diary = { rounds: [], visits: [], encounters: [], contacts: [] };

  constructor(random: Random, setting: Setting, all: readonly Outing[]) {
    this.random = random;
    this.setting = setting;
    this.outings = all;
    this.today = addDays(setting.firstDay, setting.weeks * 7);
    const stops = all.flatMap((outing) => outing.stops.map((stop) => ({ outing, stop })));
    const street = stops.filter(({ stop }) => stop.site === undefined);
    const weight = street.reduce((sum, { outing, stop }) => sum + this.weight(outing, stop), 0);
    // Scaled over the whole period, not week by week: weeks differ as chance and season have it.
    const reached = setting.weeks / (1 - NOT_REACHED_SHARE) / (1 - CANCELLED_SHARE);
    this.perStreetUnit = (setting.volume.streetContacts * reached) / weight;
    this.perSiteVisit = (setting.volume.siteContacts * reached) / (stops.length - street.length);
    this.districts = [...new Set(setting.sectors.flatMap(({ cells }) => cells.map((c) => coarsen(c, 8))))];
  }

  write(): Diary {
    for (const outing of this.outings) this.writeRound(outing);
    return this.diary;
  }

  private writeRound(outing: Outing): void {
    const old = daysBetween(outing.serviceDate, this.today) > 9;
    const cancelled = this.random.chance(CANCELLED_SHARE);
    const rejected = !cancelled && old && this.random.chance(0.004);
    const usual = old ? ("validated" as const) : ("done" as const);
    const { team, serviceDate, slot, mode, sector, members } = outing;
    this.diary.rounds.push({
      ...{ team, serviceDate, slot, mode, sector, members },
      status: cancelled ? "cancelled" : rejected ? "rejected" : usual,
      rejectCode: rejected ? "duplicate" : undefined,
    });
    if (cancelled) return;
    const receivedAt = this.receivedAt(outing);
    outing.stops.forEach((stop, at) => {
      this.writeVisit(outing, stop, outing.members[at % 2] ?? outing.members[0], receivedAt);
    });
  }

  private writeVisit(outing: Outing, stop: Stop, recorder: number, receivedAt: string): void {
    const mean = stop.site === undefined ? this.perStreetUnit * this.weight(outing, stop) : this.perSiteVisit;
    const missed = this.random.chance(NOT_REACHED_SHARE);
    const groups = missed ? 0 : this.random.poisson(mean / MEAN_GROUP);
    const { serviceDate, slot } = outing;
    this.diary.visits.push({
      ...{ recorder, serviceDate, slot, receivedAt, cell: stop.cell, site: stop.site },
      round: this.diary.rounds.length - 1,
      minutes: missed ? undefined : 10 + 5 * this.random.int(stop.site === undefined ? 6 : 11),
      outcome: this.outcome(missed, groups),
    });
    for (let group = 0; group < groups; group++) this.writeEncounter(outing, stop);
    if (groups > 0) this.lastMet.set(stop.cell, serviceDate);
  }

  private outcome(missed: boolean, groups: number): VisitOutcome {
    if (missed) return "not_reached";
    if (groups > 0) return "met";
    return this.random.chance(0.05) ? "seen_avoided" : "nobody";
  }

  private writeEncounter({ serviceDate }: Outing, stop: Stop): void {
    const spot = stop.site === undefined ? this.setting.activity.spotOf(stop.cell) : "site";
    const street = spot !== "site" && this.random.chance(spot.activityShare) ? "activity" : "wandering";
    this.diary.encounters.push({
      visit: this.diary.visits.length - 1,
      serviceDate,
      placeKind: spot === "site" ? "living" : street,
      livingDistrict: this.random.chance(0.3) ? this.district(stop.cell) : undefined,
      previousDistrict: this.random.chance(0.12) ? this.district(stop.cell) : undefined,
    });
    const before = this.lastMet.get(stop.cell);
    const known = before !== undefined && daysBetween(before, serviceDate) <= 28;
    for (let left = groupSize(this.random); left > 0; left--) {
      const seenRecently = this.random.chance(known ? this.setting.volume.seenShare : SEEN_ELSEWHERE);
      this.diary.contacts.push({
        encounter: this.diary.encounters.length - 1,
        serviceDate,
        ...person(this.random, spot),
        firstTime: !seenRecently && this.random.chance(0.55),
        seenRecently,
      });
    }
  }

  /** A district by gravity: near ones more often. */
  private district(cell: Cell): Cell {
    const pulls = this.districts.map(
      (district) => 1 / (2 + distanceKm(middleOf(cell), middleOf(district))) ** 2,
    );
    return this.districts[this.random.weighted(pulls)] ?? coarsen(cell, 8);
  }

  /** Relative number of youths to expect at a street stop: place, week, time of day and season. */
  private weight(outing: Outing, stop: Stop): number {
    const { at, spotOf } = this.setting.activity;
    const late = outing.slot === "evening" || outing.slot === "night";
    const { lateShare } = spotOf(stop.cell);
    const dayOfYear = daysBetween(`${outing.serviceDate.slice(0, 4)}-01-01`, outing.serviceDate);
    const season = 1 + 0.12 * Math.cos((2 * Math.PI * (dayOfYear - 196)) / 365);
    return at(stop.cell, outing.week) * (late ? lateShare : 1 - lateShare) * season;
  }

  /** When the server took the round's records: soon after, or days later from a phone without network. */
  private receivedAt({ serviceDate, slot }: Outing): string {
    const hours = { morning: 11, afternoon: 17, evening: 23, night: 29 }[slot];
    const late = this.random.chance(0.03) ? 24 * (1 + this.random.int(3)) : 0;
    const moment =
      Date.parse(`${serviceDate}T00:00:00Z`) + (hours + late) * 3_600_000 + this.random.int(5400) * 1000;
    const latest = Date.parse(`${this.today}T07:00:00Z`);
    return new Date(Math.min(moment, latest)).toISOString();
  }
}
