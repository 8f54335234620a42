import { beforeEach, describe, expect, test } from "vitest";
import { coverageState } from "../../../src/domain/coverage.ts";
import { addDays, SLOTS } from "../../../src/domain/slot.ts";
import type { MemoryFacts } from "../../../src/domain/working-memory.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { insertRecords, type TestRecord } from "../harness/records.ts";
import { open, rankOf } from "./memory.ts";
import { cellAt, makeSector, TODAY } from "./plan-world.ts";

/** A sector of 3 × 3 km with its south-west corner at the first cell. */
const CELLS = [0, 1, 2].flatMap((north) => [0, 1, 2].map((east) => cellAt(north, east)));
const MIDDLE = cellAt(1, 1);
const PEOPLE = { lead: 3, educator: 2, researcher: 1, dpo: 1, admin: 1 };

eachDatabase("working memory", (db) => {
  let organisation: TestOrganisation;
  let lead = "";
  let sector = "";

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), { members: PEOPLE });
    lead = organisation.account("lead");
    sector = await makeSector(db(), organisation, CELLS);
  });

  /** Adds visits of the first team, some days ago. */
  function visits(cell: number, daysAgo: readonly number[], fields: Partial<TestRecord> = {}) {
    const [account, team] = [organisation.account("educator"), organisation.team()];
    const at = (days: number) => ({ account, team, cell, service_date: addDays(TODAY, -days), ...fields });
    return insertRecords(db(), organisation.id, daysAgo.map(at));
  }

  async function facts(cell: number, slot = "evening"): Promise<MemoryFacts> {
    const memory = await open(db(), lead, sector);
    const found = memory.facts.find((one) => one.cell === cell && one.slot === slot);
    if (!found) throw new Error("no such cell");
    return found;
  }

  const openings = () =>
    owned(
      db(),
      "select subject from audit.event where action = 'working_memory_opened' and organisation_id = $1",
      [organisation.id],
    );

  describe("who may open it", () => {
    test("a lead of the sector's team with a code of the last 12 hours", async () => {
      const memory = await open(db(), lead, sector);
      expect(memory).toMatchObject({ sector, from: "2026-06-01", until: "2026-06-14", openingsLeft: 11 });
      expect(memory.facts.map(({ cell, slot }) => [cell, slot])).toEqual(
        CELLS.flatMap((cell) => SLOTS.map((slot) => [cell, slot])),
      );
      expect(await openings()).toEqual([{ subject: sector }]);
    });

    test.each(["educator", "researcher", "dpo", "admin"] as const)(
      "no %s, whatever code was given",
      async (role) => {
        const account = organisation.account(role);
        expect(await refusal(open(db(), account, sector))).toBe("42501");
        expect(await openings()).toEqual([]);
      },
    );

    test("no stranger, nobody, and no lead who left", async () => {
      const account = stranger();
      expect(await refusal(open(db(), account, sector))).toBe("42501");
      expect(await refusal(call(db(), null, "working_memory", { sector }, { today: TODAY }))).toBe("42501");
      await owned(db(), "update org.member set left_at = now() where user_id = $1", [lead]);
      expect(await refusal(open(db(), lead, sector))).toBe("42501");
    });

    test("no lead without a code, or with one of 13 hours ago", async () => {
      expect(await refusal(open(db(), lead, sector, { factor: "none" }))).toBe("42501");
      expect(await refusal(open(db(), lead, sector, { factor: "stale" }))).toBe("42501");
      expect(await openings()).toEqual([]);
    });

    test("no lead of another team; another organisation's sector is as unknown as any", async () => {
      expect(await refusal(open(db(), organisation.account("lead", 1), sector))).toBe("42501");
      const other = await makeOrganisation(db());
      const theirs = await makeSector(db(), other, CELLS);
      for (const unknown of [theirs, organisation.id]) {
        expect(await refusal(open(db(), lead, unknown))).toBe("RP002");
      }
      expect(await openings()).toEqual([]);
    });

    test("it is no function that a GET can ask", async () => {
      const asking = open(db(), lead, sector, { readOnly: true });
      expect(await refusal(asking)).toBe("25006");
    });
  });

  describe("how often", () => {
    test("the thirteenth opening of an account on a day is refused; every one of the twelve is in the log", async () => {
      for (let left = 11; left >= 0; left--) {
        expect(await open(db(), lead, sector)).toMatchObject({ openingsLeft: left });
      }
      expect(await refusal(open(db(), lead, sector))).toBe("RP007");
      expect(await openings()).toHaveLength(12);
      // Another account of the team has its own twelve; an injected day gives no further ones.
      expect(await open(db(), organisation.account("lead", 2), sector)).toMatchObject({ openingsLeft: 11 });
      expect(await refusal(open(db(), lead, sector, { today: "2026-06-04" }))).toBe("RP007");
    });

    test("of openings at the same moment no more than twelve succeed", async () => {
      const tries = Array.from({ length: 16 }, () =>
        open(db(), lead, sector).then(
          () => "opened",
          (error: { code: string }) => error.code,
        ),
      );
      const ends = await Promise.all(tries);
      expect(ends.filter((end) => end === "opened")).toHaveLength(12);
      expect(ends.filter((end) => end === "RP007")).toHaveLength(4);
      expect(await openings()).toHaveLength(12);
    });

    test("yesterday's openings are over", async () => {
      await owned(
        db(),
        `insert into audit.event (organisation_id, happened_at, actor, via, action)
         select $1, clock_timestamp() - interval '24 hours', $2, 'http', 'working_memory_opened' from generate_series(1, 12)`,
        [organisation.id, lead],
      );
      expect(await open(db(), lead, sector)).toMatchObject({ openingsLeft: 11 });
    });
  });

  describe("what it tells", () => {
    test("classes, days, intervals, weeks and points: no count, no outcome, no date of a meeting", async () => {
      await visits(MIDDLE, [1, 3, 9, 20], { count: 7 });
      const answer = await call<Record<string, unknown>>(
        db(),
        lead,
        "working_memory",
        { sector },
        { today: TODAY },
      );
      expect(Object.keys(answer).sort()).toEqual([
        ...[
          "addition",
          "alerts",
          "cell",
          "chance",
          "days",
          "explore_percent",
          "fallback",
          "follow_up",
          "from",
        ],
        ...["openings_left", "sector", "target_days", "until"],
      ]);
      expect(answer["chance"]).toHaveLength(36);
      expect(answer["days"]).toEqual(expect.arrayContaining([1]));
      expect((answer["chance"] as number[]).filter((one) => ![1, 2, 3, 4].includes(one))).toEqual([]);
    });

    test("youths met do not count, only that somebody was met", async () => {
      await visits(cellAt(0, 0), [2, 5], { count: 1 });
      await visits(cellAt(2, 2), [2, 5], { count: 40 });
      const [one, many] = [await facts(cellAt(0, 0)), await facts(cellAt(2, 2))];
      expect(many).toEqual({ ...one, cell: many.cell });
    });

    test("somebody who turned away was met; a place that was not reached was not visited", async () => {
      await visits(cellAt(0, 0), [2, 5, 9], { count: 0, outcome: "seen_avoided" });
      await visits(cellAt(2, 2), [2, 5, 9], { count: 1, outcome: "met" });
      const [avoided, met] = [await facts(cellAt(0, 0)), await facts(cellAt(2, 2))];
      expect(avoided.chance).toBe(met.chance);
      expect(rankOf(met.chance)).toBeGreaterThan(2);
      const before = await facts(cellAt(2, 0));
      await visits(cellAt(2, 0), [1, 1, 1, 1], { count: 0, outcome: "not_reached" });
      expect(await facts(cellAt(2, 0))).toEqual(before);
    });

    test("meetings raise the class, fruitless visits lower it to unlikely, and it comes back as they are forgotten", async () => {
      const unknown = await facts(MIDDLE);
      await visits(MIDDLE, [1, 4, 8, 12], { count: 2 });
      expect((await facts(MIDDLE)).chance).toBe("very_likely");
      expect(rankOf(unknown.chance)).toBeLessThan(3);
      const corner = cellAt(0, 0);
      await visits(corner, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { count: 0, slot: "morning" });
      expect((await facts(corner, "morning")).chance).toBe("unlikely");
    });

    test("a cell where nobody ever went borrows from active ones beside it, and not from far ones", async () => {
      await visits(cellAt(1, 0), [1, 3, 5, 8, 11], { count: 3 });
      await visits(cellAt(2, 1), [1, 3, 5, 8, 11], { count: 3 });
      const [near, far] = [await facts(MIDDLE), await facts(cellAt(0, 2), "morning")];
      expect(near.daysSinceVisit).toBeNull();
      expect(rankOf(near.chance)).toBeGreaterThan(rankOf(far.chance));
    });

    test("visits to living sites, of rounds that are not done, and of more than 8 weeks ago change nothing", async () => {
      const before = await facts(MIDDLE);
      await visits(MIDDLE, [1, 2, 3], { count: 3, status: "rejected" });
      await visits(MIDDLE, [1, 2, 3], { count: 3, status: "running" });
      await visits(MIDDLE, [57, 58, 60], { count: 3 });
      await visits(MIDDLE, [4, 5, 6], { count: 3, place_kind: "living" });
      await owned(
        db(),
        `with site as (
           insert into field.site (organisation_id, code, cell, kind, opened_on)
           values ($1, 'FICTIF-1', $2, 'squat', '2026-01-01') returning id
         )
         update field.visit v set site_id = site.id from site
         where v.organisation_id = $1 and v.service_date between date '${TODAY}' - 6 and date '${TODAY}' - 4`,
        [organisation.id, MIDDLE],
      );
      const after = await facts(MIDDLE);
      expect(after.chance).toBe(before.chance);
      // Coverage remembers 26 weeks: where a team went is no secret of its lead.
      expect(after.daysSinceVisit).toBe(57);
    });

    test("another organisation's meetings in the same cells change nothing", async () => {
      const before = await facts(MIDDLE);
      const other = await makeOrganisation(db());
      const record = {
        account: other.account("educator"),
        team: other.team(),
        cell: MIDDLE,
        service_date: TODAY,
      };
      await insertRecords(db(), other.id, [record, record, record]);
      expect(await facts(MIDDLE)).toEqual(before);
    });
  });

  describe("alerts", () => {
    const alert = (cell: number, slot: string | null, due: string, outcome: string | null = null) =>
      owned(
        db(),
        `insert into field.alert (organisation_id, cell, slot, source, received_on, due_on, outcome, closed_on)
         values ($1, $2, $3::field.slot, 'partner', '2026-05-20', $4::date, $5::field.alert_outcome, $6::date)`,
        [organisation.id, cell, slot, due, outcome, outcome && "2026-05-28"],
      );

    test("one that waits marks its cell in its slot, with the days to its deadline, also past it", async () => {
      await alert(MIDDLE, "night", "2026-06-06");
      await alert(cellAt(0, 0), "night", "2026-06-01");
      expect(await facts(MIDDLE, "night")).toMatchObject({ alertDueInDays: 3 });
      expect(await facts(MIDDLE, "evening")).toMatchObject({ alertDueInDays: null });
      const late = await facts(cellAt(0, 0), "night");
      expect(late).toMatchObject({ alertDueInDays: -2 });
      expect(coverageState(late)).toBe("alert");
    });

    test("one without a slot marks all four; the nearest deadline counts; an answered one is over", async () => {
      await alert(MIDDLE, null, "2026-06-10");
      await alert(MIDDLE, "night", "2026-06-05");
      await alert(MIDDLE, null, "2026-06-04", "nobody");
      const memory = await open(db(), lead, sector);
      const told = memory.facts
        .filter(({ cell }) => cell === MIDDLE)
        .map(({ alertDueInDays }) => alertDueInDays);
      expect(told).toEqual([7, 7, 7, 2]);
    });
  });

  describe("living sites", () => {
    /** South-west corner of an 8 km district, and a sector of one cell in each district around and beyond. */
    const district = (north: number, east: number) => 28883760 + north * 80_000 + east * 8;
    const districts = [-2, -1, 0, 1, 2].flatMap((north) =>
      [-2, -1, 0, 1, 2].map((east) => ({ north, east })),
    );
    let wide = "";

    beforeEach(async () => {
      const cells = districts.map(({ north, east }) => district(north, east) + 20_003);
      wide = await makeSector(db(), organisation, cells);
    });

    const site = (cell: number, evictedOn: string | null) =>
      owned(
        db(),
        `with made as (
           insert into field.site (organisation_id, code, cell, kind, state, opened_on, closed_on)
           values ($1, 'FICTIF-2', $2, 'squat', $3::field.site_state, '2026-01-01', $4::date)
           on conflict (organisation_id, code) do update set cell = excluded.cell
           returning id
         )
         insert into field.site_event (site_id, happened_on, state)
         select id, $4::date, 'evicted' from made where $4::date is not null
           and not exists (select from field.site_event e where e.site_id = made.id)`,
        [organisation.id, cell, evictedOn ? "evicted" : "active", evictedOn],
      );

    const told = async <Part extends "weeksSinceEviction" | "addition">(part: Part) => {
      const memory = await open(db(), lead, wide);
      return new Map(memory.facts.map((one) => [one.cell as number, one[part]]));
    };

    test("an eviction marks its district and the eight that touch it, for eight weeks", async () => {
      await site(district(0, 0) + 50_006, "2026-05-12");
      const marked = await told("weeksSinceEviction");
      for (const { north, east } of districts) {
        const near = Math.abs(north) <= 1 && Math.abs(east) <= 1;
        expect(marked.get(district(north, east) + 20_003)).toBe(near ? 3 : null);
      }
      const later = async (today: string) =>
        (await open(db(), lead, wide, { today })).facts.some((one) => one.weeksSinceEviction !== null);
      expect(await later("2026-07-07")).toBe(true);
      expect(await later("2026-07-08")).toBe(false);
    });

    test("where a site lies in its district changes nothing of the answer", async () => {
      const answers = new Set<string>();
      for (const at of [0, 3, 70_000, 70_007, 30_004]) {
        await site(district(0, 0) + at, "2026-05-20");
        answers.add(JSON.stringify([...(await told("weeksSinceEviction"))]));
      }
      expect(answers.size).toBe(1);
    });

    test("a site visit that is due adds the same points to its whole district, wherever in it the site lies", async () => {
      const additions: string[] = [];
      for (const at of [0, 70_007, 30_004]) {
        await site(district(0, 0) + at, null);
        additions.push(JSON.stringify([...(await told("addition"))]));
      }
      expect(new Set(additions).size).toBe(1);
      const points = await told("addition");
      expect(points.get(district(0, 0) + 20_003)).toBe(10);
      expect([...points.values()].filter((one) => one > 0)).toHaveLength(1);
    });

    test("no visit is due while one was made in the last 4 weeks", async () => {
      await site(district(0, 0), null);
      await visits(district(0, 0), [27], { count: 0 });
      await owned(
        db(),
        `update field.visit v set site_id = s.id from field.site s where s.organisation_id = v.organisation_id and v.organisation_id = $1`,
        [organisation.id],
      );
      expect([...(await told("addition")).values()].every((one) => one === 0)).toBe(true);
    });
  });

  test("a sector without cells is an empty answer", async () => {
    await owned(db(), "delete from org.sector_cell where sector_id = $1", [sector]);
    expect(await open(db(), lead, sector)).toMatchObject({ facts: [], fallback: true });
  });
});
