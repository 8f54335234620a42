import { beforeAll, expect, test } from "vitest";
import { type PolicyFields, previewPolicy } from "../../../src/data/policy.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { insertMeetings, makeRecorders, youths } from "../release/meetings.ts";
import { publishAll } from "../release/publishing.ts";
import { releases } from "../retention/aged.ts";

const CELL = 28883760;
const TODAY = "2025-02-20";

/** Sixty weeks of invented meetings in a square of 8 km, busier in the south-west. */
async function withPublished(db: Parameters<typeof makeOrganisation>[0]): Promise<TestOrganisation> {
  const organisation = await makeOrganisation(db, { teams: ["Équipe fictive"] });
  const recorders = await makeRecorders(db, organisation.id, 8);
  const meetings = Array.from({ length: 2600 }, (_, n) => {
    const place = Math.floor(64 * ((n * 0.618034) % 1) ** 2);
    return {
      recorder: recorders[n % 8] ?? "",
      team: organisation.team(),
      cell: CELL + (place % 8) + 10_000 * Math.floor(place / 8),
      day: new Date(Date.UTC(2023, 11, 4) + (n % 420) * 86_400_000).toISOString().slice(0, 10),
      youths: youths(1, { gender: n % 4 === 0 ? "girl" : "boy", age_band: n % 3 === 0 ? "13-15" : "16-17" }),
    };
  });
  await insertMeetings(db, organisation.id, meetings);
  await publishAll(db, organisation.id, TODAY);
  return organisation;
}

eachDatabase("the preview of a policy", (db) => {
  let organisation: TestOrganisation;
  const preview = (policy: unknown, tier: unknown = "lead", options = {}) =>
    call<Record<string, unknown>>(
      db(),
      organisation.account("dpo"),
      "policy_preview",
      { policy, tier },
      { today: TODAY, ...options },
    );

  beforeAll(async () => {
    organisation = await withPublished(db());
  });

  test("leaves no trace but its answer and an audit row, also where it tries other leaves", async () => {
    const withoutPreviews = async () =>
      ((await releases(db())) as [string, unknown][]).filter(([name]) => name !== "policy_preview");
    const before = await withoutPreviews();
    await preview({ min_leaf_km: 4 });
    await preview({ lead_k0: 40, educator_weeks: 5 }, "educator");
    expect(await withoutPreviews()).toEqual(before);
    const audited = await owned(
      db(),
      "select action, counts from audit.event where organisation_id = $1 and action = 'policy_previewed'",
      [organisation.id],
    );
    expect(audited).toEqual(Array.from({ length: 2 }, () => ({ action: "policy_previewed", counts: {} })));
  });

  test("tells rounded figures that move as they should with the policy", async () => {
    pageOf(db(), organisation.account("dpo"), TODAY);
    const ask = async (wish: Partial<PolicyFields>) => {
      const outcome = await previewPolicy(wish, "lead");
      if (!outcome.ok) throw new Error(outcome.error);
      return outcome.value;
    };
    const now = await ask({});
    expect(now).toMatchObject({ enough: true, tier: "lead", epsilon: 0, season_from: null });
    for (const value of [now.shown, now.recall, now.advantage_upper])
      expect((20 * (value ?? 0.5)) % 1).toBeCloseTo(0, 9);
    expect((4 * (now.moved_km ?? 0)) % 1).toBeCloseTo(0, 9);
    expect(now.shown).toBeGreaterThan(0.5);
    expect(now.advantage_upper).toBeGreaterThan(0.1);
    expect(now.advantage_upper).toBeLessThanOrEqual(0.35);
    const strict = await ask({ lead_k0: 100, lead_k1: 60 });
    expect(strict.shown).toBeLessThan(now.shown ?? 0);
    const coarse = await ask({ min_leaf_km: 8, first_season_km: 4 });
    expect(coarse.season_from).not.toBeNull();
    expect(coarse.moved_km).toBeGreaterThanOrEqual(now.moved_km ?? 0);
  });

  test("the same question has the same answer, and at most twelve are new in a day", async () => {
    const first = await preview({ lead_k0: 20 });
    for (let again = 0; again < 5; again++) expect(await preview({ lead_k0: 20 })).toEqual(first);
    const [row] = await owned(
      db(),
      "select count(*)::integer as n from release.policy_preview where organisation_id = $1",
      [organisation.id],
    );
    for (let n = Number(row?.["n"]); n < 12; n++) await preview({ lead_k0: 20 + n });
    expect(await refusal(preview({ lead_k0: 99 }))).toBe("RP007");
    expect(await preview({ lead_k0: 20 })).toEqual(first);
    expect(await preview({ lead_k0: 99 }, "lead", { today: "2025-02-21" })).toMatchObject({ enough: true });
  });

  test("a record that came after the last publication changes no answer", async () => {
    const [window] = await owned(
      db(),
      `select w.* from release.policy p, release.preview_windows(p, 'lead') w where p.organisation_id = $1 and p.version = 1`,
      [organisation.id],
    );
    const raw = () =>
      owned(
        db(),
        `select sum(n)::integer as n from release.contributions($1, null, $2, $3, '{}', 'first_in_4_weeks', null, $4)`,
        [organisation.id, window?.["starts_on"], window?.["ends_on"], window?.["as_of"]],
        { "repere.today": TODAY },
      );
    const before = await raw();
    const [recorder = ""] = await makeRecorders(db(), organisation.id, 1);
    await insertMeetings(db(), organisation.id, [
      {
        recorder,
        team: organisation.team(),
        cell: CELL,
        day: String(window?.["starts_on"]),
        received_at: "2025-02-21T10:00:00Z",
        youths: youths(30),
      },
    ]);
    expect(await raw()).toEqual(before);
  });

  test("tells nothing below 200 contributions, and nothing before the first publication", async () => {
    const small = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    const ask = () =>
      call(
        db(),
        small.account("dpo"),
        "policy_preview",
        { policy: {}, tier: "lead" },
        { today: "2024-12-01" },
      );
    expect(await refusal(ask())).toBe("RP011");
    const recorders = await makeRecorders(db(), small.id, 5);
    await insertMeetings(
      db(),
      small.id,
      Array.from({ length: 199 }, (_, n) => ({
        recorder: recorders[n % 5] ?? "",
        team: small.team(),
        cell: CELL + (n % 3),
        day: n < 100 ? "2024-01-15" : "2024-04-15",
        youths: youths(1),
      })),
    );
    await publishAll(db(), small.id, "2024-12-01");
    const answer = await ask();
    expect(answer).toMatchObject({ enough: false });
    expect(Object.keys(answer as object).sort()).toEqual([
      "budget_left",
      "enough",
      "epsilon",
      "season_from",
      "tier",
      "until",
    ]);
  });

  test("is the dpo's, with a fresh code, and takes no odd question", async () => {
    for (const factor of ["none", "stale"] as const)
      expect(await refusal(preview({}, "lead", { factor }))).toBe("42501");
    for (const tier of [null, "", "researcher", "lead'"])
      expect(await refusal(preview({}, tier))).toBe("RP001");
    for (const wish of [null, { lead_k0: 1 }, { unknown: 5 }])
      expect(await refusal(preview(wish))).toBe("RP001");
  });
});
