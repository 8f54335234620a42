import { describe, expect, test } from "vitest";
import { type Cell, coarsen } from "../../../src/domain/grid.ts";
import { addDays, daysBetween } from "../../../src/domain/slot.ts";
import { generateDemo, WEEKS } from "../../../supabase/demo/generate.ts";
import { EDUCATORS_PER_TEAM } from "../../../supabase/demo/plan.ts";
import { distanceKm, middleOf, sectors, territory } from "../../../supabase/demo/territory.ts";

const TODAY = "2026-11-25";
const full = generateDemo({ today: TODAY });
const small = generateDemo({ today: TODAY, small: true });

describe.each([
  ["the full demonstration", full, 550],
  ["the small demonstration", small, 165],
])("%s", (_name, demo, weekly) => {
  test("has about the contacts a week it promises, and no empty week", () => {
    const weeks = new Array<number>(WEEKS).fill(0);
    for (const { serviceDate } of demo.contacts) {
      const week = Math.floor(daysBetween(demo.firstDay, serviceDate) / 7);
      weeks[week] = (weeks[week] ?? 0) + 1;
    }
    const mean = demo.contacts.length / WEEKS;
    expect(mean).toBeGreaterThan(weekly * 0.95);
    expect(mean).toBeLessThan(weekly * 1.05);
    expect(Math.min(...weeks)).toBeGreaterThan(weekly / 3);
    expect(Math.max(...weeks)).toBeLessThan(weekly * 2);
  });

  test("has two in five youths already met in the last 4 weeks, none of whom is met for the first time", () => {
    const seen = demo.contacts.filter(({ seenRecently }) => seenRecently);
    expect(seen.length / demo.contacts.length).toBeGreaterThan(0.37);
    expect(seen.length / demo.contacts.length).toBeLessThan(0.43);
    expect(seen.filter(({ firstTime }) => firstTime)).toEqual([]);
  });

  test("goes round in the last weeks as a team would: from where it is to the nearest stop that is left", () => {
    const { stops, starts } = demo.schedule;
    const far = (one: Cell, other: Cell) => distanceKm(middleOf(one), middleOf(other));
    let begun = 0;
    for (const [at, { round, position, cell }] of stops.entries()) {
      const left = stops.slice(at).filter((each) => each.round === round);
      const here = position === 0 ? starts[demo.rounds[round]?.sector ?? -1] : stops[at - 1]?.cell;
      if (here === undefined) throw new Error("a round without a sector");
      if (position === 0) begun++;
      expect(far(here, cell)).toBe(Math.min(...left.map((each) => far(here, each.cell))));
    }
    expect(begun).toBeGreaterThan(5);
  });

  test("never leaves its territory", () => {
    const inside = new Set(territory());
    const cells = [demo.visits, demo.sites, demo.alerts].flatMap((list) => list.map(({ cell }) => cell));
    expect(cells.filter((cell) => !inside.has(cell))).toEqual([]);
  });

  test("has active cells that no visit reaches", () => {
    const visited = new Set(demo.visits.map(({ cell }) => cell));
    const street = new Set(demo.visits.filter((v) => v.site === undefined).map(({ cell }) => cell));
    expect(demo.unvisited.length).toBeGreaterThanOrEqual(10);
    expect(demo.unvisited.filter((cell) => street.has(cell))).toEqual([]);
    expect(territory().length - visited.size).toBeGreaterThan(20);
  });

  test("ends the day before today, and was received after it was done", () => {
    expect(demo.visits.at(-1)?.serviceDate).toBe(addDays(TODAY, -1));
    const wrong = demo.visits.filter(
      ({ serviceDate, receivedAt }) =>
        receivedAt.slice(0, 10) < serviceDate || receivedAt > `${TODAY}T08:00` || serviceDate >= TODAY,
    );
    expect(wrong).toEqual([]);
  });

  test("has visits with nobody met, and meetings exactly where an encounter was written", () => {
    const met = new Set(demo.encounters.map(({ visit }) => visit));
    const outcomes = demo.visits.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "nobody").length).toBeGreaterThan(
      demo.visits.length * 0.15,
    );
    expect(new Set(outcomes)).toEqual(new Set(["met", "nobody", "seen_avoided", "not_reached"]));
    expect(outcomes.filter((outcome, at) => (outcome === "met") !== met.has(at))).toEqual([]);
  });

  test("is written by twelve educators, each in the rounds of the own team", () => {
    expect(new Set(demo.visits.map(({ recorder }) => recorder)).size).toBe(12);
    const strangers = demo.visits.filter(({ recorder, round }) => {
      const outing = demo.rounds[round];
      return !outing?.members.includes(recorder) || Math.floor(recorder / EDUCATORS_PER_TEAM) !== outing.team;
    });
    expect(strangers).toEqual([]);
  });

  test("has at least four recorders in every 8 km square that is often visited", () => {
    const squares = new Map<number, { visits: number; recorders: Set<number> }>();
    for (const { cell, recorder } of demo.visits) {
      const square = squares.get(coarsen(cell, 8)) ?? { visits: 0, recorders: new Set() };
      squares.set(coarsen(cell, 8), { visits: square.visits + 1, recorders: square.recorders.add(recorder) });
    }
    const often = [...squares.values()].filter(({ visits }) => visits > 200);
    expect(often.length).toBeGreaterThanOrEqual(6);
    expect(often.filter(({ recorders }) => recorders.size < 4)).toEqual([]);
  });

  test("counts living sites as living places, visited only while they are open", () => {
    const wrong = demo.encounters.filter(({ visit, placeKind }) => {
      const site = demo.visits[visit]?.site;
      return (placeKind === "living") !== (site !== undefined);
    });
    expect(wrong).toEqual([]);
    const closed = demo.visits.filter(({ site, serviceDate }) => {
      const found = site === undefined ? undefined : demo.sites[site];
      const late = found?.closedOn !== undefined && serviceDate >= found.closedOn;
      return found !== undefined && (late || serviceDate < found.openedOn);
    });
    expect(closed).toEqual([]);
  });

  test("has 25 living sites, of which some were evicted lately, and people who moved to sites that opened then", () => {
    expect(demo.sites).toHaveLength(25);
    expect(new Set(demo.sites.map(({ code }) => code)).size).toBe(25);
    const evictions = demo.sites.flatMap((site) => site.events.filter(({ state }) => state === "evicted"));
    expect(evictions.some(({ on }) => daysBetween(on, TODAY) <= 56)).toBe(true);
    const moves = evictions.filter(({ movedToSite }) => movedToSite !== undefined);
    expect(moves.length).toBeGreaterThanOrEqual(2);
    for (const { on, movedToSite } of moves) {
      const opened = demo.sites[movedToSite ?? -1]?.openedOn ?? "";
      expect(daysBetween(on, opened)).toBeGreaterThan(0);
      expect(daysBetween(on, opened)).toBeLessThan(8);
    }
    expect(evictions.filter(({ movedToDistrict }) => movedToDistrict !== undefined).length).toBeGreaterThan(
      1,
    );
  });

  test("has alerts that wait, and none that was left open beyond its deadline", () => {
    const open = demo.alerts.filter(({ outcome }) => outcome === undefined);
    expect(open.length).toBeGreaterThan(0);
    expect(open.filter(({ dueOn }) => dueOn < TODAY)).toEqual([]);
  });
});

test("the same day and seed give the same records, another seed gives others", () => {
  expect(generateDemo({ today: TODAY, small: true })).toEqual(small);
  expect(generateDemo({ today: TODAY, small: true, seed: "another" }).contacts).not.toEqual(small.contacts);
});

test("any day can be today", () => {
  for (const today of ["2024-02-29", "2030-01-01"]) {
    const demo = generateDemo({ today, small: true });
    expect(daysBetween(demo.firstDay, today)).toBe(7 * WEEKS);
    expect(demo.visits.at(-1)?.serviceDate).toBe(addDays(today, -1));
  }
});

test("nine sectors cover the territory of some 400 km² once", () => {
  const all = sectors().flatMap(({ cells }) => cells);
  expect(new Set(all)).toEqual(new Set(territory()));
  expect(all).toHaveLength(territory().length);
  expect(all.length).toBeGreaterThan(380);
  expect(all.length).toBeLessThan(420);
  expect(sectors()).toHaveLength(9);
});
