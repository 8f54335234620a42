import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { fetchPolicy, type PolicyFields, savePolicy } from "../../../src/data/policy.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";

const TODAY = "2025-01-15";

eachDatabase("the policy", (db) => {
  let organisation: TestOrganisation;
  const save = (policy: unknown, base_version: unknown = 1, options = {}) =>
    call<Record<string, unknown>>(
      db(),
      organisation.account("dpo"),
      "save_policy",
      { policy, base_version },
      { today: TODAY, ...options },
    );

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  test("its bounds are those that the table checks, on both sides of each", async () => {
    const bounds = await owned(db(), "select * from release.policy_bounds()");
    expect(bounds).toHaveLength(11);
    const attempt = (field: unknown, value: number) => {
      const others = field === "lead_k0" ? "" : ", lead_k0";
      return owned(
        db(),
        `insert into release.policy (organisation_id, version, made_at, "${field}"${others})
         select $1, 1 + max(version), now(), $2::integer${others && ", 100"} from release.policy where organisation_id = $1`,
        [organisation.id, value],
      ).then(
        () => "taken",
        (error: { code: string }) => error.code,
      );
    };
    for (const { field, smallest, largest } of bounds) {
      expect(await attempt(field, Number(smallest)), String(field)).toBe("taken");
      expect(await attempt(field, Number(largest)), String(field)).toBe("taken");
      expect(await attempt(field, Number(smallest) - 1), String(field)).toBe("23514");
      expect(await attempt(field, Number(largest) + 1), String(field)).toBe("23514");
    }
    organisation = await makeOrganisation(db());
  });

  test("whatever is out of bounds, unknown or of a wrong type is refused with one code, and nothing is written", async () => {
    const wishes: unknown[] = [
      ...[null, [], "x", 5, {}.constructor.name],
      ...[
        { educator_k0: 4 },
        { educator_k0: 51 },
        { educator_k0: 5.5 },
        { educator_k0: "6" },
        { educator_k0: null },
      ],
      ...[
        { lead_weeks: 0 },
        { lead_weeks: 27 },
        { educator_lag_days: 6 },
        { min_leaf_km: 3 },
        { first_season_km: 1 },
      ],
      ...[
        { unit: "youth" },
        { unit: null },
        { unit: 1 },
        { version: 9 },
        { organisation_id: 1 },
        { season_from: 1 },
      ],
      ...[
        { educator_k0: 20 },
        { lead_k0: 5, educator_k0: 6 },
        { "k0'; --": 5 },
        { lead_k1: 1e9 },
        { lead_k1: -3 },
      ],
    ];
    for (const wish of wishes) expect(await refusal(save(wish)), JSON.stringify(wish)).toBe("RP001");
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (wish) => {
        const isNothing =
          typeof wish === "object" && wish !== null && !Array.isArray(wish) && Object.keys(wish).length === 0;
        expect(await refusal(save(wish))).toBe(isNothing ? "RP003" : "RP001");
      }),
      { numRuns: 60 },
    );
    const rows = await owned(
      db(),
      "select count(*)::integer as n from release.policy where organisation_id = $1",
      [organisation.id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("versions follow one another and are listed; who looked at an older one is told", async () => {
    pageOf(db(), organisation.account("dpo"), TODAY);
    const wish: Partial<PolicyFields> = { educator_k0: 6, lead_k0: 12, unit: "every_contact" };
    expect(await savePolicy(wish, 1)).toMatchObject({
      ok: true,
      value: { version: 2, ...wish, educator_k1: 3, season_from: null },
    });
    expect(await savePolicy({ lead_k0: 13 }, 1)).toMatchObject({ ok: false, error: "conflict" });
    expect(await savePolicy({ lead_k0: 12 }, 2)).toMatchObject({ ok: false, error: "already_done" });
    const answer = await fetchPolicy();
    if (!answer.ok) throw new Error(answer.error);
    expect(answer.value.current).toMatchObject({ version: 2, ...wish });
    expect(answer.value.versions.map(({ version, educator_k0 }) => [version, educator_k0])).toEqual([
      [2, 6],
      [1, 5],
    ]);
    expect(answer.value.bounds.lead_k2).toEqual({ from: 2, to: 100, choices: null });
    expect(answer.value.bounds.min_leaf_km.choices).toEqual([1, 2, 4, 8]);
    expect(answer.value.budget).toMatchObject({ epsilon: 4.5, left: 4.5 });
    const audited = await owned(
      db(),
      "select action, counts from audit.event where organisation_id = $1 and action = 'policy_saved'",
      [organisation.id],
    );
    expect(audited).toEqual([{ action: "policy_saved", counts: { version: 2 } }]);
  });

  test("needs a fresh code, and stays in the organisation", async () => {
    for (const factor of ["none", "stale"] as const) {
      expect(await refusal(save({ lead_k0: 20 }, 2, { factor }))).toBe("42501");
    }
    const other = await makeOrganisation(db());
    expect(await call(db(), other.account("dpo"), "policy")).toMatchObject({
      current: { version: 1, educator_k0: 5 },
    });
  });
});
