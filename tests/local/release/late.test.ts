import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, type Meeting, makeRecorders, youths } from "./meetings.ts";
import { type PublishedWindow, publishWindow } from "./publishing.ts";

const CELL = 28883760;
const TODAY = "2024-12-01";

/** How many contributions a window has, by the pipeline's own tally, of which nothing is stored. */
async function counted(db: Database, window: PublishedWindow): Promise<number> {
  const [row] = await owned(
    db,
    `select coalesce(sum(t.n), 0)::integer as n from release.window w
     cross join lateral release.tally(w, 'first_in_4_weeks', '\\x00') t
     where w.id = $1 and t.breakdown = 'total'`,
    [window.id],
    { "repere.today": TODAY },
  );
  return Number(row?.["n"]);
}

async function meet(db: Database, organisation: TestOrganisation, about: Partial<Meeting>): Promise<void> {
  const [recorder = ""] = await makeRecorders(db, organisation.id, 1);
  const base = { recorder, team: organisation.team(), cell: CELL, day: "2024-01-02", youths: youths(1) };
  await insertMeetings(db, organisation.id, [{ ...base, ...about }]);
}

const WINDOWS = {
  educator: [
    ["2024-01-01", "2024-01-28"],
    ["2024-01-29", "2024-02-25"],
    ["2024-02-26", "2024-03-24"],
  ],
  lead: [
    ["2024-01-01", "2024-03-31"],
    ["2024-04-01", "2024-06-30"],
    ["2024-07-01", "2024-09-29"],
  ],
} as const;

eachDatabase("late arrivals", (db) => {
  for (const [tier, days] of [
    ["educator", 28],
    ["lead", 91],
  ] as const) {
    test(`a record that missed its ${tier} window joins the next one up to ${days} days old, and only that one`, async () => {
      const organisation = await makeOrganisation(db());
      const team = tier === "educator" ? organisation.team() : null;
      const publish = (nth: number, today: string) => {
        const [startsOn = "", endsOn = ""] = WINDOWS[tier][nth] ?? [];
        return publishWindow(db(), organisation.id, { tier, team, startsOn, endsOn }, today);
      };
      const [, firstEnd] = WINDOWS[tier][0];
      const publishedOn = new Date(Date.parse(firstEnd) + 15 * 86_400_000).toISOString().slice(0, 10);
      const before = { received_at: `${publishedOn}T06:00:00Z` };
      await meet(db(), organisation, before);
      const first = await publish(0, publishedOn);
      // Received on the day after publication, `age` days after its day of service.
      const received = Date.parse(publishedOn) + 86_400_000;
      const aged = (age: number) => ({
        day: new Date(received - age * 86_400_000).toISOString().slice(0, 10),
        received_at: `${new Date(received).toISOString().slice(0, 10)}T10:00:00Z`,
      });
      await meet(db(), organisation, { ...aged(days), youths: youths(3) });
      await meet(db(), organisation, { ...aged(days + 1), youths: youths(40) });
      await meet(db(), organisation, { ...aged(days), status: "rejected", youths: youths(50) });
      const second = await publish(1, TODAY);
      expect(await counted(db(), second)).toBe(3);
      const third = await publish(2, TODAY);
      expect(await counted(db(), third)).toBe(0);
      expect(first.endsOn).toBe(firstEnd);
    });
  }

  test("late visits bring youths, but are none of the window's three visits", async () => {
    const organisation = await makeOrganisation(db());
    const window = (nth: number) => {
      const [startsOn = "", endsOn = ""] = WINDOWS.lead[nth] ?? [];
      return { tier: "lead", team: null, startsOn, endsOn } as const;
    };
    await meet(db(), organisation, { received_at: "2024-01-02T20:00:00Z" });
    await publishWindow(db(), organisation.id, window(0), "2024-04-15");
    const late = { received_at: "2024-04-20T10:00:00Z", youths: youths(5) };
    const recorders = await makeRecorders(db(), organisation.id, 9);
    await insertMeetings(
      db(),
      organisation.id,
      recorders.map((recorder, nth) => ({
        ...late,
        recorder,
        team: organisation.team(),
        cell: CELL,
        day: `2024-03-2${nth}`,
        youths: youths(5),
      })),
    );
    const second = await publishWindow(db(), organisation.id, window(1), TODAY);
    expect(await counted(db(), second)).toBe(45);
    expect(await owned(db(), "select from release.cell where window_id = $1", [second.id])).toEqual([]);
  });

  test("where windows are short, a late record joins the next one published, not the next one in time", async () => {
    const organisation = await makeOrganisation(db());
    await owned(
      db(),
      "insert into release.policy (organisation_id, version, made_at, educator_weeks) values ($1, 2, '2020-01-01', 1)",
      [organisation.id],
    );
    const week = async (monday: string, sunday: string, today: string) =>
      publishWindow(
        db(),
        organisation.id,
        { tier: "educator", team: organisation.team(), startsOn: monday, endsOn: sunday },
        today,
      );
    await week("2024-01-01", "2024-01-07", "2024-01-15");
    await week("2024-01-08", "2024-01-14", "2024-01-22");
    // Of the first week, after the second was published too: 22 days old on arrival.
    await meet(db(), organisation, { received_at: "2024-01-24T10:00:00Z", youths: youths(4) });
    const fate = await call<{ educator: Record<string, number> }>(
      db(),
      organisation.account("lead"),
      "import_fate",
      { counts: [{ service_date: "2024-01-02", rows: 4 }] },
      { today: "2024-01-24" },
    );
    expect(fate.educator).toMatchObject({ next_window: 4, coverage_only: 0 });
    expect(await counted(db(), await week("2024-01-15", "2024-01-21", "2024-01-29"))).toBe(4);
    expect(await counted(db(), await week("2024-01-22", "2024-01-28", "2024-02-05"))).toBe(0);
  });

  test("a property: whenever it arrives, a record counts in at most one window, and in one where it was promised", async () => {
    const arrivals = fc.array(
      fc.record({ day: fc.integer({ min: 0, max: 27 }), wait: fc.integer({ min: 0, max: 60 }) }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(arrivals, fc.constantFrom(1, 2, 4), async (records, weeks) => {
        const organisation = await makeOrganisation(db());
        await owned(
          db(),
          "insert into release.policy (organisation_id, version, made_at, educator_weeks) values ($1, 2, '2020-01-01', $2)",
          [organisation.id, weeks],
        );
        const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
        for (const record of records) {
          await meet(db(), organisation, {
            day: day(record.day),
            received_at: `${day(record.day + record.wait)}T20:00:00Z`,
          });
        }
        const ends = Array.from({ length: 24 / weeks }, (_, n) => 7 * weeks * (n + 1) - 1);
        let total = 0;
        for (const end of ends) {
          const window = {
            tier: "educator",
            team: organisation.team(),
            startsOn: day(end - 7 * weeks + 1),
            endsOn: day(end),
          } as const;
          total += await counted(db(), await publishWindow(db(), organisation.id, window, day(end + 8)));
        }
        // Before the day's own window is published (noon of the 8th day after its end), or at most 28 days old.
        const inTime = records.filter(({ day: of, wait }) => {
          const end = (Math.floor(of / (7 * weeks)) + 1) * 7 * weeks - 1;
          return wait <= 28 || of + wait < end + 8;
        });
        expect(total).toBe(inTime.length);
      }),
      { numRuns: 6 },
    );
  });

  test("what the service clock dates after a publication is not in it, and counts once when the clock comes round", async () => {
    const organisation = await makeOrganisation(db());
    const window = (nth: number) => {
      const [startsOn = "", endsOn = ""] = WINDOWS.educator[nth] ?? [];
      return { tier: "educator", team: organisation.team(), startsOn, endsOn } as const;
    };
    await meet(db(), organisation, { received_at: "2024-01-28T20:00:00Z", youths: youths(6) });
    // Moved back before that evening, to a day on which the window is not even over.
    const first = await publishWindow(db(), organisation.id, window(0), "2024-01-20");
    expect(await counted(db(), first)).toBe(0);
    const second = await publishWindow(db(), organisation.id, window(1), TODAY);
    expect(await counted(db(), second)).toBe(6);
    expect(await counted(db(), first)).toBe(0);
  });
});
