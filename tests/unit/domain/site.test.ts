import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import {
  mergedSite,
  SITE_STATES,
  type Site,
  type SiteEvent,
  withEvent,
  withoutEvent,
} from "../../../src/domain/site.ts";
import { districtsOf, withSite } from "../../../src/features/sites/use-register.ts";

const site: Site = {
  ...{
    id: "s",
    code: "S-1",
    cell: 28893762 as Cell,
    kind: "squat",
    state: "active",
    residents: 1,
    minors: 1,
  },
  ...{ openedOn: "2026-01-01", closedOn: null, visitedOn: null, isDue: true, events: [] },
};
const event = fc.record({
  id: fc.uuid(),
  on: fc.integer({ min: 2, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, "0")}`),
  state: fc.constantFrom(...SITE_STATES),
  toSite: fc.constant(null),
  toDistrict: fc.constant(null),
}) satisfies fc.Arbitrary<SiteEvent>;

describe("a living site after events", () => {
  test("has the state of the latest, whatever order they are told in", () => {
    const distinct = fc.uniqueArray(event, { selector: ({ on }) => on, minLength: 1 });
    fc.assert(
      fc.property(distinct, (events) => {
        const told = events.reduce(withEvent, site);
        const latest = events.toSorted((one, other) => other.on.localeCompare(one.on))[0];
        expect(told.state).toBe(latest?.state);
        expect(told.closedOn).toBe(latest?.state === "active" ? null : latest?.on);
      }),
    );
  });

  test("is as before once the event is taken back, but for being due", () => {
    fc.assert(
      fc.property(event, (happened) => {
        expect(withoutEvent(withEvent(site, happened), happened.id)).toMatchObject({
          ...{ state: "active", closedOn: null, events: [] },
        });
      }),
    );
  });
});

test("two entries merged keep both histories, the earlier opening, the later visit, and are due if both were", () => {
  const left = { id: "e", on: "2026-02-03", state: "left", toSite: null, toDistrict: null } as const;
  const other: Site = { ...withEvent(site, left), id: "o", openedOn: "2025-12-01", visitedOn: "2026-02-01" };
  const back = { ...left, id: "f", on: "2026-02-09", state: "active" } as const;
  expect(mergedSite(withEvent(site, back), { ...other, isDue: false })).toMatchObject({
    ...{ id: "s", openedOn: "2025-12-01", visitedOn: "2026-02-01", state: "active", isDue: false },
    events: [back, left],
  });
});

test("districts are the 8 km squares of the cells, each once, from north to south", () => {
  const cells = [28893762, 28893763, 28803760, 28963760, 28963768] as Cell[];
  expect(districtsOf(cells)).toEqual([28963760, 28963768, 28883760, 28803760]);
});

test("a site that moved is in its new district where that is opened, and no longer in the old one", () => {
  const district = (sites: readonly Site[]) => ({ left: 3, hidden: 0, sites });
  const [home, far] = [28883760, 28963760] as Cell[];
  const opened = new Map([
    [home as Cell, district([site])],
    [far as Cell, district([])],
  ]);
  const moved = { ...site, cell: 28963761 as Cell };
  expect([...withSite(opened, moved)]).toEqual([
    [home, district([])],
    [far, district([moved])],
  ]);
  expect([...withSite(new Map([[home as Cell, district([site])]]), moved)]).toEqual([[home, district([])]]);
});
