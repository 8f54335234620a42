import { beforeAll, expect, test } from "vitest";
import { decideFlows, fetchFlowRequests, fetchFlows, requestFlows } from "../../../src/data/flows.ts";
import { fetchProfile, type Profile, requestProfile } from "../../../src/data/profile.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import type { TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { youths } from "../release/meetings.ts";
import { ledgerOf, meet, publishQuarter, QUARTERS, TODAY, withTerritory } from "./quarters.ts";

const QUARTER = "2024-01-01";
const today = { today: TODAY };

/** A published quarter in which 120 youths were met on Wednesday 10 January 2024 and 40 on Sunday 14. */
async function withProfile(db: Database): Promise<TestOrganisation> {
  const organisation = await withTerritory(db);
  await meet(db, organisation, [
    { day: "2024-01-10", youths: youths(120) },
    { day: "2024-01-14", youths: youths(40) },
  ]);
  await publishQuarter(db, organisation.id);
  return organisation;
}

const ask = (db: Database, organisation: TestOrganisation, args: Record<string, unknown> = {}) =>
  call<{ id: string }>(
    db,
    organisation.account("researcher"),
    "request_profile",
    { quarter: QUARTER, ...args },
    today,
  );
const decide = (db: Database, organisation: TestOrganisation, request: string, accept: boolean) =>
  call(db, organisation.account("dpo"), "decide_flows", { request, accept }, today);

async function profileOf(quarter = QUARTER): Promise<Profile> {
  const outcome = await fetchProfile(quarter);
  return outcome.ok ? outcome.value : expect.fail(outcome.error);
}

eachDatabase("the profile by weekday and slot", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await withProfile(db());
  });

  test("tells the complete visits of each weekday and slot, 25 minutes each, as the leaves do together", async () => {
    pageOf(db(), organisation.account("researcher"), TODAY);
    const { places, hasEffort, hasValues } = await profileOf();
    expect([places.length, hasEffort, hasValues]).toEqual([28, true, false]);
    const [leaves] = await owned(
      db(),
      `select 25 * sum(e.visits)::integer as minutes from release.research_effort e
       join release.window w on w.id = e.window_id where w.organisation_id = $1`,
      [organisation.id],
    );
    expect(places.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(leaves?.["minutes"]);
    // Visits of 3, 10 and 14 January: two Wednesdays and a Sunday.
    const perDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
      places.reduce((sum, each) => sum + (each.weekday === weekday ? each.minutes : 0), 0),
    );
    expect(perDay).toEqual([0, 0, 50, 0, 0, 0, 25]);
    expect(places.every(({ value }) => value === undefined)).toBe(true);
  });

  test("counts each contribution in one place of the week at most", async () => {
    const tally = await owned(
      db(),
      `select t.weekday, sum(t.n)::integer as n from release.window w, release.profile_tally(w) t
       where w.organisation_id = $1 group by 1 order by 1`,
      [organisation.id],
      { "repere.today": TODAY },
    );
    expect(tally).toEqual([
      { weekday: 3, n: 121 },
      { weekday: 7, n: 40 },
    ]);
    const [total] = await owned(
      db(),
      `select sum(t.n)::integer as n from release.window w, release.research_tally(w) t
       where w.organisation_id = $1 and t.breakdown = 'total'`,
      [organisation.id],
      { "repere.today": TODAY },
    );
    expect(total?.["n"]).toBe(161);
  });

  test("encounters are drawn and charged once, when the dpo accepts, in the place of flows; then nothing changes", async () => {
    const before = await ledgerOf(db(), organisation.id);
    pageOf(db(), organisation.account("researcher"), TODAY);
    expect(await requestProfile(QUARTER)).toMatchObject({ ok: true });
    // The quarter has one further table: whoever asks for another is told that one was asked for.
    expect(await requestProfile(QUARTER)).toMatchObject({ ok: false, error: "already_done" });
    expect(await requestFlows(QUARTER, "living")).toMatchObject({ ok: false, error: "already_done" });
    expect((await profileOf()).hasValues).toBe(false);
    expect(await ledgerOf(db(), organisation.id)).toEqual(before);

    pageOf(db(), organisation.account("dpo"), TODAY);
    const [request] = await fetchFlowRequests().then((outcome) => (outcome.ok ? outcome.value : []));
    expect(request).toMatchObject({ quarter: QUARTER, subject: "profile", origin: null, epsilon: 0.133532 });
    expect(await decideFlows(request?.id ?? "", true)).toMatchObject({ ok: true });
    expect(await decideFlows(request?.id ?? "", true)).toMatchObject({ ok: false, error: "already_done" });
    expect(await ledgerOf(db(), organisation.id)).toEqual({ ...before, "profile:2024-01-01": 133532 });

    pageOf(db(), organisation.account("researcher"), TODAY);
    const first = await profileOf();
    expect(first.hasValues).toBe(true);
    const shown = first.places.flatMap(({ value }) => value ?? []);
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(20);
    // Noise of 7/8 passes 100 with probability (7/8)^101 / 1.875: 1 in a million.
    expect(shown.some((value) => Math.abs(value - 121) < 100)).toBe(true);
    expect(await profileOf()).toEqual(first);
    expect(await fetchFlows(QUARTER)).toEqual({ ok: true, value: { kind: undefined, flows: [] } });
    for (const statement of [
      "update release.profile_value set value = 15",
      "delete from release.profile_value",
      "update release.profile_effort set visits = 1",
    ]) {
      expect(await refusal(owned(db(), statement))).toBe("42501");
    }
  });

  test("draws noise for each of the 28 places, with the variance that 7/8 has", async () => {
    const values: number[] = [];
    for (let nth = 0; nth < 12; nth++) {
      const one = await withTerritory(db());
      await publishQuarter(db(), one.id);
      const { id } = await ask(db(), one);
      await decide(db(), one, id, true);
      const rows = await owned(db(), "select value from release.profile_value where request_id = $1", [id]);
      expect(rows.length).toBe(28);
      values.push(...rows.map((row) => Number(row["value"])));
    }
    // Of 336 draws the variance is 2α/(1 − α)² = 112; its own standard error, from the fourth moment, is about 14: six of them.
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(variance - 112)).toBeLessThan(90);
  });

  test("where flows were accepted there is no profile; declined, it can be asked for again, also as flows", async () => {
    const one = await withProfile(db());
    await decide(db(), one, (await ask(db(), one)).id, false);
    expect(Object.keys(await ledgerOf(db(), one.id))).not.toContain("profile:2024-01-01");
    const flows = await call<{ id: string }>(
      db(),
      one.account("researcher"),
      "request_flows",
      { quarter: QUARTER },
      today,
    );
    expect(await refusal(ask(db(), one))).toBe("RP003");
    await decide(db(), one, flows.id, true);
    expect(await refusal(ask(db(), one))).toBe("RP003");
    pageOf(db(), one.account("researcher"), TODAY);
    expect((await profileOf()).hasValues).toBe(false);
    expect(Object.keys(await ledgerOf(db(), one.id))).toContain("flows:2024-01-01");
  });

  test("every request and decision is audited by its own name, without a count", async () => {
    const rows = await owned(
      db(),
      `select action, counts from audit.event where organisation_id = $1 and action like 'profile_%' order by id`,
      [organisation.id],
    );
    expect(rows).toEqual([
      { action: "profile_requested", counts: {} },
      { action: "profile_accepted", counts: {} },
    ]);
  });

  test("odd quarters, and another organisation's, get the empty shape; asking for them is refused", async () => {
    const other = await withTerritory(db());
    pageOf(db(), other.account("researcher"), TODAY);
    for (const quarter of [QUARTER, QUARTERS[1][0], "2024-01-02", "x'", ""]) {
      const { quarter: told, hasEffort, hasValues, places } = await profileOf(quarter);
      expect([told, hasEffort, hasValues, places.length]).toEqual([undefined, false, false, 28]);
      expect(places.every(({ minutes, value }) => minutes === 0 && value === undefined)).toBe(true);
      expect(await refusal(ask(db(), other, { quarter }))).toBe("RP002");
    }
  });
});
