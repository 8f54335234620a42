import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { plan, saveRounds, stopAt, TODAY } from "../planning/plan-world.ts";

/** South-west cell of an invented district, and two cells of it. */
const DISTRICT = 28883760;
const CELL = 28893762;
const OTHER_CELL = 28903763;

interface Site {
  readonly id: string;
  readonly code: string;
  readonly cell: number;
  readonly state: string;
  readonly closed_on: string | null;
  readonly opened_on: string;
  readonly visited_on: string | null;
  readonly due: boolean;
  readonly events: readonly {
    readonly id: string;
    readonly state: string;
    readonly to_site: string | null;
  }[];
}
interface Opened {
  readonly left: number;
  readonly hidden: number;
  readonly sites: readonly Site[];
}

eachDatabase("the register of living sites", (db) => {
  let organisation: TestOrganisation;
  let lead = "";
  let codes = 0;

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), {
      members: { lead: 2, educator: 1, researcher: 1, dpo: 1, admin: 1 },
    });
    lead = organisation.account("lead");
    codes = 0;
  });

  const ask = <Answer>(name: string, args: Record<string, unknown> = {}, who = lead, today = TODAY) =>
    call<Answer>(db(), who, name, args, { today });
  const open = (district = DISTRICT, who = lead, today = TODAY) =>
    ask<Opened>("open_sites", { district }, who, today);
  const site = (fields: Record<string, unknown> = {}) => ({
    ...{ site: randomUUID(), code: `S-${++codes}`, cell: CELL, kind: "squat" },
    ...{ residents_band: 2, minors_band: 1, opened_on: "2026-01-10" },
    ...fields,
  });
  const save = async (fields: Record<string, unknown> = {}) =>
    (await ask<{ id: string }>("save_site", site(fields))).id;
  const happen = (id: string, state: string, fields: Record<string, unknown> = {}) => {
    const event = { event: randomUUID(), site: id, state, happened_on: addDays(TODAY, -1) };
    return ask<{ id: string }>("add_site_event", { ...event, ...fields });
  };
  /** A round that went to a site on a day. */
  const visitSite = async (id: string, day: string, cell = CELL) => {
    const stop = stopAt(cell, { site: id });
    const round = plan({ date: day, stops: [stop] });
    await saveRounds(db(), lead, [round], { today: day });
    const visits = [{ id: randomUUID(), stop: stop.id, minutes: 40, outcome: "met" }];
    await ask("debrief_round", { round: round.id, visits }, lead, day);
  };

  describe("who may", () => {
    test("leads of the organisation alone open, write, close, archive and merge", async () => {
      const id = await save();
      const calls: [string, Record<string, unknown>][] = [
        ["open_sites", { district: DISTRICT }],
        ["sites_due", {}],
        ["save_site", site()],
        ["add_site_event", { event: randomUUID(), site: id, happened_on: TODAY, state: "left" }],
        ["remove_site_event", { event: randomUUID() }],
        ["archive_site", { site: id }],
        ["merge_sites", { kept: id, merged: randomUUID() }],
      ];
      const roles = ["educator", "researcher", "dpo", "admin"] as const;
      for (const who of [...roles.map((role) => organisation.account(role)), stranger(), null]) {
        for (const [name, args] of calls) {
          const attempt = call(db(), who, name, args, { today: TODAY });
          expect([name, await refusal(attempt)]).toEqual([name, "42501"]);
        }
      }
    });

    test("another organisation's lead opens none and finds none by its id", async () => {
      const id = await save();
      const other = (await makeOrganisation(db())).account("lead");
      expect(await open(DISTRICT, other)).toMatchObject({ sites: [], hidden: 0 });
      const event = { event: randomUUID(), site: id, happened_on: TODAY, state: "left" };
      for (const [name, args] of [
        ["add_site_event", event],
        ["archive_site", { site: id }],
        ["merge_sites", { kept: id, merged: randomUUID() }],
      ] as const) {
        expect(await refusal(ask(name, args, other))).toBe("RP002");
      }
      await ask("save_site", { ...site({ code: "VOL" }), site: id }, other);
      expect((await open()).sites).toMatchObject([{ id, code: "S-1", cell: CELL }]);
    });
  });

  describe("opening", () => {
    test("one district at a time, audited with how many, without a cell", async () => {
      await save();
      await save({ cell: OTHER_CELL });
      await save({ cell: DISTRICT + 8 });
      expect(await open()).toMatchObject({ left: 18, hidden: 0, sites: [{ code: "S-1" }, { code: "S-2" }] });
      const rows = await owned(
        db(),
        "select counts::text as counts from audit.event where organisation_id = $1 and action = 'sites_opened'",
        [organisation.id],
      );
      expect(rows).toEqual([{ counts: '{"sites": 2}' }]);
      expect(await refusal(open(DISTRICT + 1))).toBe("RP001");
    });

    test("twenty sites a day for an account, whatever district they are in; an empty one is refused alike", async () => {
      for (let n = 0; n < 23; n++) await save();
      expect(await open()).toMatchObject({ left: 0, hidden: 3 });
      expect(await refusal(open())).toBe("RP007");
      expect(await refusal(open(DISTRICT + 8))).toBe("RP007");
      expect((await open(DISTRICT, organisation.account("lead", 1))).sites).toHaveLength(20);
    });

    test("those that wait for a visit come first, and say since when", async () => {
      const [seen, old, never] = [await save(), await save(), await save()];
      await visitSite(seen, addDays(TODAY, -3));
      await visitSite(old, addDays(TODAY, -40));
      const { sites } = await open();
      expect(sites.map(({ id, due }) => [id, due])).toEqual([
        [never, true],
        [old, true],
        [seen, false],
      ]);
      expect(sites[2]?.visited_on).toBe(addDays(TODAY, -3));
      expect(await ask("sites_due")).toEqual({ active: 3, due: 2 });
      expect(JSON.stringify(sites)).not.toMatch(/outcome|met|contact/);
    });
  });

  describe("its history", () => {
    test("an eviction closes it, names where people went, and is taken back whole", async () => {
      const [id, next] = [await save(), await save()];
      const { id: event } = await happen(id, "evicted", { to_site: next });
      const find = async () => (await open()).sites.find((each) => each.id === id);
      expect(await find()).toMatchObject({
        ...{ state: "evicted", closed_on: addDays(TODAY, -1), due: false },
        events: [{ state: "evicted", to_site: "S-2" }],
      });
      await ask("remove_site_event", { event });
      expect(await find()).toMatchObject({ state: "active", closed_on: null, events: [] });
    });

    test("the latest event counts, whatever the order they are written in; repeating one changes nothing", async () => {
      const id = await save();
      const event = randomUUID();
      await happen(id, "active", { event, happened_on: addDays(TODAY, -2) });
      await happen(id, "active", { event, happened_on: addDays(TODAY, -2) });
      await happen(id, "left", { happened_on: addDays(TODAY, -9) });
      expect((await open()).sites).toMatchObject([{ state: "active", events: [{}, {}] }]);
    });

    test.each<[string, Record<string, unknown>]>([
      ["a day to come", { happened_on: addDays(TODAY, 1) }],
      ["a day before it opened", { happened_on: "2025-12-31" }],
      ["two places at once", { to_site: randomUUID(), to_district: DISTRICT }],
      ["a place finer than a district", { to_district: CELL }],
      ["no state", { state: "burnt" }],
    ])("%s is refused", async (_, fields) => {
      const id = await save();
      expect(await refusal(happen(id, "evicted", fields))).toBe("RP001");
    });

    test("a move to a site of nobody knows is refused, and one to itself", async () => {
      const id = await save();
      expect(await refusal(happen(id, "evicted", { to_site: randomUUID() }))).toBe("RP002");
      expect(await refusal(happen(id, "evicted", { to_site: id }))).toBe("RP001");
    });
  });

  describe("keeping it in order", () => {
    test("writing again under the same id changes the one site; a code is given once", async () => {
      const id = randomUUID();
      await save({ site: id });
      await save({ site: id, code: "S-1", cell: OTHER_CELL, residents_band: 4 });
      expect((await open()).sites).toMatchObject([{ code: "S-1", cell: OTHER_CELL }]);
      expect(await refusal(save({ code: "S-1" }))).toBe("RP004");
      expect(await refusal(save({ code: "rue des Lilas" }))).toBe("RP001");
    });

    test("a closed site is archived and put back; an active one is not", async () => {
      const id = await save();
      expect(await refusal(ask("archive_site", { site: id }))).toBe("RP004");
      await happen(id, "rehoused");
      await ask("archive_site", { site: id });
      expect((await open()).sites).toEqual([]);
      await ask("archive_site", { site: id, archived: false });
      expect((await open()).sites).toMatchObject([{ state: "rehoused" }]);
    });

    test("merging loses no visit, no event and no earlier day, and no second entry stays", async () => {
      const [kept, merged] = [await save(), await save({ opened_on: "2025-11-02" })];
      await visitSite(merged, addDays(TODAY, -5));
      await visitSite(kept, addDays(TODAY, -9));
      await happen(merged, "left", { happened_on: addDays(TODAY, -20) });
      await happen(merged, "active", { happened_on: addDays(TODAY, -12) });
      expect(await ask("merge_sites", { kept, merged })).toMatchObject({ visits: 1 });
      expect((await open()).sites).toMatchObject([
        { id: kept, opened_on: "2025-11-02", visited_on: addDays(TODAY, -5), events: [{}, {}] },
      ]);
      const [row] = await owned(db(), "select count(*)::int as n from field.visit where site_id = $1", [
        kept,
      ]);
      expect(row).toEqual({ n: 2 });
    });

    test("sites of two districts are not merged, nor one with itself", async () => {
      const [one, far] = [await save(), await save({ cell: DISTRICT + 8 })];
      expect(await refusal(ask("merge_sites", { kept: one, merged: far }))).toBe("RP004");
      expect(await refusal(ask("merge_sites", { kept: one, merged: one }))).toBe("RP001");
    });
  });
});
