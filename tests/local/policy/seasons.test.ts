import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "../release/meetings.ts";
import { leavesOf, publishAll } from "../release/publishing.ts";
import { releases } from "../retention/aged.ts";

const CELL = 28883760;

/** Two years of invented meetings, many in two cells, so that the second season learns small leaves. */
async function withHistory(db: Database): Promise<TestOrganisation> {
  const organisation = await makeOrganisation(db, { teams: ["Équipe fictive"] });
  const recorders = await makeRecorders(db, organisation.id, 6);
  const meetings = Array.from({ length: 720 }, (_, n) => ({
    recorder: recorders[n % 6] ?? "",
    team: organisation.team(),
    cell: CELL + 2 * (n % 2),
    day: new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10),
    youths: youths(4),
  }));
  await insertMeetings(db, organisation.id, meetings);
  return organisation;
}

const seasonsOf = (db: Database, organisation: string) =>
  owned(
    db,
    `select s.id, s.starts_on, s.learned,
      (select count(*)::integer from release.leaf l where l.season_id = s.id) as leaves,
      (select min(q.size_km) from release.leaf_square q where q.season_id = s.id) as finest,
      (select sum(l.epsilon_micro)::integer from release.ledger l where l.season_id = s.id and l.purpose = 'partition') as spent
     from release.season s where s.organisation_id = $1 order by 2`,
    [organisation],
  );

const save = (
  db: Database,
  organisation: TestOrganisation,
  policy: unknown,
  base_version: number,
  today: string,
) =>
  call<{ season_from: string | null }>(
    db,
    organisation.account("dpo"),
    "save_policy",
    { policy, base_version },
    { today },
  );

eachDatabase("a change of policy", (db) => {
  test("keeps partition and season unless sizes of leaves change, and never touches what is published", async () => {
    const organisation = await withHistory(db());
    await publishAll(db(), organisation.id, "2025-04-20");
    const before = await seasonsOf(db(), organisation.id);
    const published = await releases(db());
    const saved = await save(
      db(),
      organisation,
      { educator_k0: 8, lead_k0: 15, lead_weeks: 13 },
      1,
      "2025-04-21",
    );
    expect(saved.season_from).toBeNull();
    const withoutPolicy = (sums: unknown) =>
      (sums as [string, unknown][]).filter(([name]) => name !== "policy");
    expect(withoutPolicy(await releases(db()))).toEqual(withoutPolicy(published));
    await publishAll(db(), organisation.id, "2025-10-20");
    expect(await seasonsOf(db(), organisation.id)).toEqual(before);
    const [newest] = await owned(
      db(),
      `select p.version from release.window w join release.policy p on p.id = w.policy_id
       where w.organisation_id = $1 order by w.published_at desc limit 1`,
      [organisation.id],
    );
    expect(newest).toEqual({ version: 2 });
  });

  test("of leaf sizes opens a season at the next window, cut from the noise already paid for", async () => {
    const organisation = await withHistory(db());
    await publishAll(db(), organisation.id, "2025-04-20");
    const before = await seasonsOf(db(), organisation.id);
    expect(before.map((row) => [row["starts_on"], row["learned"], row["spent"]])).toEqual([
      ["2024-01-01", false, null],
      ["2024-12-30", true, 1150729],
    ]);
    const learned = await leavesOf(db(), Number(before[1]?.["id"]));
    // Four weeks from Monday 2025-03-24: the next educators' window begins on 21 April.
    const saved = await save(db(), organisation, { min_leaf_km: 4 }, 1, "2025-04-20");
    expect(saved.season_from).toBe("2025-04-21");
    await publishAll(db(), organisation.id, "2026-02-20");
    const after = await seasonsOf(db(), organisation.id);
    expect(after.map((row) => [row["starts_on"], row["learned"], row["spent"]])).toEqual([
      ["2024-01-01", false, null],
      ["2024-12-30", true, 1150729],
      ["2025-04-21", true, null],
    ]);
    expect(after[2]?.["finest"]).toBeGreaterThanOrEqual(4);
    expect(Number(before[1]?.["finest"])).toBeLessThan(4);
    expect(await leavesOf(db(), Number(before[1]?.["id"]))).toEqual(learned);
    const noise = (season: unknown) =>
      owned(
        db(),
        "select square, size_km, noisy from release.noisy_square where season_id = $1 order by 1, 2",
        [season],
      );
    expect(await noise(after[2]?.["id"])).toEqual(await noise(after[1]?.["id"]));
    // Every window lies in the season that had begun when it started; no day lies in two windows of an audience.
    const misplaced = await owned(
      db(),
      `select w.id from release.window w join release.season s on s.id = w.season_id
       where w.organisation_id = $1 and s.starts_on <> (
         select max(o.starts_on) from release.season o where o.organisation_id = $1 and o.starts_on <= w.starts_on
       )`,
      [organisation.id],
    );
    expect(misplaced).toEqual([]);
    const twice = await owned(
      db(),
      `select a.id from release.window a join release.window b on b.id > a.id and b.organisation_id = a.organisation_id
         and b.tier = a.tier and b.layer = a.layer and b.team_id is not distinct from a.team_id
         and a.starts_on <= b.ends_on and a.ends_on >= b.starts_on
       where a.organisation_id = $1`,
      [organisation.id],
    );
    expect(twice).toEqual([]);
  });

  test("before any season is drawn opens none: the first one takes the new sizes", async () => {
    const organisation = await withHistory(db());
    expect(await save(db(), organisation, { first_season_km: 4 }, 1, "2024-02-01")).toMatchObject({
      season_from: null,
    });
    await publishAll(db(), organisation.id, "2024-03-01");
    expect((await seasonsOf(db(), organisation.id)).map((row) => [row["starts_on"], row["finest"]])).toEqual([
      ["2024-01-01", 4],
    ]);
  });
});
