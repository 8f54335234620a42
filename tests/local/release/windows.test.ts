import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, type Meeting, makeRecorders, youths } from "./meetings.ts";
import { PUBLISHING, publishAll, publishNext, publishWindow } from "./publishing.ts";

const CELL = 28883760;

interface Step {
  published: {
    tier: string;
    team_id: string | null;
    starts_on: string;
    ends_on: string;
    shown?: number;
  } | null;
  remaining: number;
}

/** So many youths, a day each by another of ten recorders, all in one leaf. */
async function manyMeetings(
  db: Database,
  organisation: TestOrganisation,
  days: readonly string[],
  about: Partial<Meeting> = {},
): Promise<void> {
  const recorders = await makeRecorders(db, organisation.id, 10);
  const meetings = days.map((day, nth) => ({
    recorder: recorders[nth % 10] ?? "",
    team: organisation.team(),
    cell: CELL,
    day,
    youths: youths(1),
    ...about,
  }));
  await insertMeetings(db, organisation.id, meetings);
}

/** `count` days in turn among the first `span` days from a Monday on. */
function daysFrom(monday: string, count: number, span = 7): string[] {
  const start = Date.parse(`${monday}T00:00:00Z`);
  return Array.from({ length: count }, (_, n) =>
    new Date(start + (n % span) * 86_400_000).toISOString().slice(0, 10),
  );
}

eachDatabase("windows", (db) => {
  test("windows are counted from Monday 2024-01-01, both ways, and begin with the first record", async () => {
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    await manyMeetings(db(), organisation, daysFrom("2023-12-25", 1));
    const published = await publishAll(db(), organisation.id, "2024-04-15");
    expect(published.map(({ tier, startsOn, endsOn }) => `${tier} ${startsOn} ${endsOn}`)).toEqual([
      "educator 2023-12-04 2023-12-31",
      "lead 2023-10-02 2023-12-31",
      "educator 2024-01-01 2024-01-28",
      "educator 2024-01-29 2024-02-25",
      "educator 2024-02-26 2024-03-24",
      "lead 2024-01-01 2024-03-31",
    ]);
  });

  test("a window is due once its end and the lag lie before today, empty or not, and a team without rounds has none", async () => {
    const organisation = await makeOrganisation(db());
    await manyMeetings(db(), organisation, ["2024-01-02"]);
    const lead = organisation.account("lead");
    const due = (today: string) => call<{ due: number }>(db(), lead, "publish_status", {}, { today });
    expect(await due("2024-02-04")).toMatchObject({ due: 0, next_due_on: "2024-02-05" });
    expect(await due("2024-02-05")).toMatchObject({ due: 1 });
    expect(await due("2024-04-14")).toMatchObject({ due: 3 });
    // The quarter of encounters and that of living sites.
    expect(await due("2024-04-15")).toMatchObject({ due: 5 });
  });

  test("a lead publishes the oldest due window, one a call, until nothing is due; each leaves an audit row", async () => {
    const organisation = await makeOrganisation(db());
    await manyMeetings(db(), organisation, daysFrom("2024-01-01", 30));
    const lead = organisation.account("lead");
    const today = "2024-03-04";
    const dry = await call<Step>(db(), lead, "publish", { dry_run: true }, { today });
    expect(dry).toEqual({
      published: {
        layer: "encounters",
        tier: "educator",
        team_id: organisation.team(),
        starts_on: "2024-01-01",
        ends_on: "2024-01-28",
      },
      remaining: 2,
    });
    const publish = () =>
      call<Step>(db(), lead, "publish", { dry_run: false }, { today, settings: PUBLISHING });
    const steps = [await publish(), await publish()];
    expect(steps.map((step) => [step.published?.starts_on, step.published?.shown, step.remaining])).toEqual([
      ["2024-01-01", 1, 1],
      ["2024-01-29", 0, 0],
    ]);
    expect(await refusal(publish())).toBe("RP011");
    expect(await call<Step>(db(), lead, "publish", { dry_run: true }, { today })).toEqual({
      published: null,
      remaining: 0,
    });
    const audit = await owned(
      db(),
      "select actor, counts ? 'window' as names_window from audit.event where organisation_id = $1 and action = 'window_published'",
      [organisation.id],
    );
    expect(audit).toEqual(Array.from({ length: 2 }, () => ({ actor: lead, names_window: true })));
  });

  test("without the secret, or with a short one, nothing is published", async () => {
    const organisation = await makeOrganisation(db());
    await manyMeetings(db(), organisation, ["2024-01-02"]);
    for (const settings of [
      {},
      { "repere.release_secret": "abcd" },
      { "repere.release_secret": "x".repeat(64) },
    ]) {
      const publish = call(
        db(),
        organisation.account("lead"),
        "publish",
        {},
        { today: "2024-03-04", settings },
      );
      expect(await refusal(publish)).toBe("RP010");
    }
    expect(
      await owned(db(), "select from release.window where organisation_id = $1", [organisation.id]),
    ).toEqual([]);
  });

  test("no day lies in two windows, also when the pipeline is called directly or the table is written to", async () => {
    const organisation = await makeOrganisation(db());
    const window = { tier: "lead", team: null, startsOn: "2024-01-01", endsOn: "2024-03-31" } as const;
    const first = await publishWindow(db(), organisation.id, window, "2024-06-01");
    for (const [startsOn, endsOn] of [
      ["2024-01-01", "2024-03-31"],
      ["2024-03-25", "2024-06-23"],
      ["2023-12-04", "2024-01-01"],
      ["2024-02-05", "2024-02-11"],
    ] as const) {
      const again = publishWindow(db(), organisation.id, { ...window, startsOn, endsOn }, "2024-06-01");
      expect(await refusal(again)).toBe("RP012");
      const direct = owned(
        db(),
        `insert into release.window (organisation_id, season_id, policy_id, tier, starts_on, ends_on, published_at)
         select organisation_id, season_id, policy_id, tier, $2::date, $3::date, now() from release.window where id = $1`,
        [first.id, startsOn, endsOn],
      );
      expect(await refusal(direct)).toBe("RP012");
    }
  });

  test("a service clock ahead of the real day publishes nothing, but invented data", async () => {
    const aheadOf = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
    const real = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    const invented = await makeOrganisation(db(), { teams: ["Équipe fictive"], fictitious: true });
    const recent = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10);
    for (const organisation of [real, invented]) await manyMeetings(db(), organisation, [recent]);
    const ends = (await publishAll(db(), real.id, aheadOf)).map(({ endsOn }) => endsOn);
    expect(ends.filter((day) => day >= new Date().toISOString().slice(0, 10))).toEqual([]);
    const lead = real.account("lead");
    expect(await call(db(), lead, "publish_status", {}, { today: aheadOf })).toMatchObject({ due: 0 });
    const window = { tier: "lead", team: null, startsOn: "2098-12-29", endsOn: "2099-03-29" } as const;
    expect(await refusal(publishWindow(db(), real.id, window, "2099-06-01"))).toBe("RP006");
    const ahead = (await publishAll(db(), invented.id, aheadOf)).map(({ endsOn }) => endsOn);
    expect(ahead.filter((day) => day >= new Date().toISOString().slice(0, 10)).length).toBeGreaterThan(4);
  });

  test("one or two mistyped old dates make no window and do not move the season", async () => {
    const days = daysFrom("2024-01-01", 12);
    const made = [[], ["1990-05-09"], ["1990-05-09", "2004-02-03", "2012-07-07"]].map(async (mistyped) => {
      const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
      await manyMeetings(db(), organisation, [...mistyped, ...days]);
      const windows = await publishAll(db(), organisation.id, "2024-04-15");
      const seasons = await owned(
        db(),
        "select starts_on, learned from release.season where organisation_id = $1 order by 1",
        [organisation.id],
      );
      return { windows: windows.map(({ tier, startsOn }) => `${tier} ${startsOn}`), seasons };
    });
    const [clean, one, three] = await Promise.all(made);
    expect(clean?.windows).toHaveLength(4);
    expect(clean?.seasons).toEqual([{ starts_on: "2024-01-01", learned: false }]);
    expect(one).toEqual(clean);
    expect(three).toEqual(clean);
  });

  test("a history of one count a month is published whole, and years of silence within it are not", async () => {
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    const monthly = (year: number) =>
      Array.from({ length: 12 }, (_, month) =>
        new Date(Date.UTC(year, month, 25)).toISOString().slice(0, 10),
      );
    await manyMeetings(db(), organisation, [...monthly(2018), ...monthly(2019), ...monthly(2024)]);
    const published = await publishAll(db(), organisation.id, "2024-12-31");
    const lead = published.filter(({ tier }) => tier === "lead").map(({ startsOn }) => startsOn);
    const within = (from: string, to: string) => lead.filter((day) => day >= from && day <= to).length;
    expect(within("2018-01-08", "2019-12-31")).toBe(8);
    expect(within("2020-10-01", "2023-03-01")).toBe(0);
    expect(lead).toEqual([...lead].sort());
    const educator = published.filter(({ tier }) => tier === "educator");
    expect(educator.filter(({ startsOn }) => startsOn < "2020-01-01").length).toBeGreaterThanOrEqual(26);
  });

  test("a published window does not change by a byte, whatever is recorded for its days", async () => {
    const organisation = await makeOrganisation(db());
    await manyMeetings(db(), organisation, daysFrom("2024-01-01", 12));
    const today = "2024-02-12";
    await publishNext(db(), organisation.id, today);
    const ask = async () =>
      JSON.stringify(
        await call(
          db(),
          organisation.account("educator"),
          "heat",
          {
            tier: "educator",
            breakdown: "total",
            category: "all",
            from_window: "2024-01-01",
            to_window: "2024-01-01",
          },
          { today },
        ),
      );
    const before = await ask();
    await manyMeetings(db(), organisation, daysFrom("2024-01-01", 500));
    expect(await ask()).toBe(before);
    expect(await publishNext(db(), organisation.id, today)).toBeUndefined();
  });
});
