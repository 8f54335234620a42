import { beforeAll, expect, test } from "vitest";
import { decideFlows, fetchFlowRequests, fetchFlows, requestFlows } from "../../../src/data/flows.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import type { TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { youths } from "../release/meetings.ts";
import { CELL, ledgerOf, meet, publishQuarter, TODAY, withTerritory } from "./quarters.ts";

const QUARTER = "2024-01-01";
const EAST = CELL + 8;
const FAR = CELL + 400;
const today = { today: TODAY };

/** A published quarter in which youths met in CELL's square told where they live: 60 east, 80 far away, 5 here. */
async function withFlows(db: Database): Promise<TestOrganisation> {
  const organisation = await withTerritory(db);
  const groups = [
    { day: "2024-01-10", count: 60 },
    { day: "2024-01-11", count: 80 },
    { day: "2024-01-12", count: 5 },
    { day: "2024-01-13", count: 40 },
  ];
  await meet(
    db,
    organisation,
    groups.map(({ day, count }) => ({ day, youths: youths(count) })),
  );
  await owned(
    db,
    `update field.encounter e set living_district = t.square, previous_district = t.before
     from (values ('2024-01-10'::date, $2::integer, null::integer), ('2024-01-11', $3, null), ('2024-01-12', $4, null),
       ('2024-01-13', null, $2)) t (day, square, before)
     where e.organisation_id = $1 and e.service_date = t.day`,
    // A district told by a cell within it is that district.
    [organisation.id, EAST + 3, FAR, CELL],
  );
  await publishQuarter(db, organisation.id);
  return organisation;
}

const ask = (db: Database, organisation: TestOrganisation, args: Record<string, unknown> = {}) =>
  call<{ id: string }>(
    db,
    organisation.account("researcher"),
    "request_flows",
    { quarter: QUARTER, ...args },
    today,
  );
const decide = (db: Database, organisation: TestOrganisation, request: string, accept: boolean) =>
  call(db, organisation.account("dpo"), "decide_flows", { request, accept }, today);

eachDatabase("flows", (db, kind) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await withFlows(db());
  });

  test("counts each contribution in one pair at most, from what was told to where it was met", async () => {
    const tally = (kind: string) =>
      owned(
        db(),
        `select t.* from release.window w, release.flow_tally(w, $2::release.flow_origin) t
         where w.organisation_id = $1 order by origin`,
        [organisation.id, kind],
        { "repere.today": TODAY },
      );
    expect(await tally("living")).toEqual([
      { origin: -1, destination: CELL, n: 80 },
      { origin: CELL, destination: CELL, n: 5 },
      { origin: EAST, destination: CELL, n: 60 },
    ]);
    expect(await tally("previous")).toEqual([{ origin: EAST, destination: CELL, n: 40 }]);
  });

  test("are drawn and charged once, when the dpo accepts; both see it; then nothing of it changes", async () => {
    const before = await ledgerOf(db(), organisation.id);
    pageOf(db(), organisation.account("researcher"), TODAY);
    expect(await requestFlows(QUARTER, "living")).toMatchObject({ ok: true });
    expect(await requestFlows(QUARTER, "previous")).toMatchObject({ ok: false, error: "already_done" });
    expect(await fetchFlows(QUARTER)).toEqual({ ok: true, value: { kind: undefined, flows: [] } });
    expect(await ledgerOf(db(), organisation.id)).toEqual(before);

    pageOf(db(), organisation.account("dpo"), TODAY);
    const [request] = await fetchFlowRequests().then((outcome) => (outcome.ok ? outcome.value : []));
    expect(request).toMatchObject({ quarter: QUARTER, origin: "living", accepted: null, epsilon: 0.133532 });
    expect(await decideFlows(request?.id ?? "", true)).toMatchObject({ ok: true });
    expect(await decideFlows(request?.id ?? "", true)).toMatchObject({ ok: false, error: "already_done" });
    expect(await ledgerOf(db(), organisation.id)).toEqual({ ...before, "flows:2024-01-01": 133532 });

    pageOf(db(), organisation.account("researcher"), TODAY);
    expect(await fetchFlowRequests()).toMatchObject({ ok: true, value: [{ accepted: true }] });
    const first = await fetchFlows(QUARTER);
    if (!first.ok) throw new Error(first.error);
    expect(first.value.kind).toBe("living");
    for (const { value } of first.value.flows) expect(value).toBeGreaterThanOrEqual(15);
    const to = (origin: number | undefined) =>
      first.value.flows.find((flow) => flow.origin === origin && flow.destination === CELL)?.value ?? 0;
    // Noise of 7/8 passes 70 with probability (7/8)^71 / 1.875: 4 in 100,000.
    expect(Math.abs(to(undefined) - 80)).toBeLessThan(70);
    expect(await fetchFlows(QUARTER)).toEqual(first);
    expect(await requestFlows(QUARTER, "living")).toMatchObject({ ok: false, error: "already_done" });
    for (const statement of [
      "update release.flow set value = 15",
      "delete from release.flow",
      "delete from release.flow_request",
    ]) {
      expect(await refusal(owned(db(), statement))).toBe("42501");
    }
    expect(
      await refusal(owned(db(), "update release.flow_request set accepted = false where accepted")),
    ).toBe("42501");
  });

  test("draw noise for every pair of districts: about the share of empty pairs that 7/8 lifts to 15 is shown", async () => {
    // P(noise >= 15) = (7/8)^15 / (1 + 7/8) = .0720; 20 organisations of 10 × 9 pairs, of which some are not empty.
    let shown = 0;
    let pairs = 0;
    for (let nth = 0; nth < 20; nth++) {
      const one = await withTerritory(db());
      await publishQuarter(db(), one.id);
      const { id } = await ask(db(), one);
      await decide(db(), one, id, true);
      const [row] = await owned(
        db(),
        "select count(*)::integer as n from release.flow where request_id = $1",
        [id],
      );
      shown += Number(row?.["n"]);
      pairs += 90;
    }
    const expected = pairs * ((7 / 8) ** 15 / (1 + 7 / 8));
    expect(Math.abs(shown - expected)).toBeLessThan(4.417 * Math.sqrt(expected));
  });

  /** The request that is not decided; the order of those of one moment is not theirs to tell. */
  async function waiting(one: TestOrganisation): Promise<string> {
    const { requests } = await call<{ requests: { id: string; accepted: boolean | null }[] }>(
      db(),
      one.account("dpo"),
      "flow_requests",
    );
    return requests.find(({ accepted }) => accepted === null)?.id ?? "";
  }

  test("declined, they can be asked for again, and nothing is drawn or charged", async () => {
    const one = await withFlows(db());
    const first = await ask(db(), one);
    await decide(db(), one, first.id, false);
    expect(Object.keys(await ledgerOf(db(), one.id))).not.toContain("flows:2024-01-01");
    const second = await ask(db(), one, { origin: "previous" });
    expect(second.id).not.toBe(first.id);
    const asked = await call(db(), one.account("dpo"), "flow_requests", {}, today);
    const { requests: told } = asked as { requests: { accepted: boolean | null }[] };
    expect(told.map(({ accepted }) => accepted).sort()).toEqual([false, null]);
    for (let nth = 0; nth < 18; nth++) {
      await decide(db(), one, await waiting(one), false);
      await ask(db(), one);
    }
    await decide(db(), one, await waiting(one), false);
    expect(await refusal(ask(db(), one))).toBe("RP007");
  });

  test("a request needs a published quarter and a known origin; a decision needs a fresh code and the own organisation", async () => {
    const one = await withFlows(db());
    for (const quarter of ["2024-04-01", "2024-01-02", "", null, "x'"]) {
      expect(await refusal(ask(db(), one, { quarter }))).toBe("RP002");
    }
    for (const origin of [null, "", "met", "LIVING"])
      expect(await refusal(ask(db(), one, { origin }))).toBe("RP001");
    const { id } = await ask(db(), one);
    for (const factor of ["none", "stale"] as const) {
      const attempt = call(
        db(),
        one.account("dpo"),
        "decide_flows",
        { request: id, accept: true },
        { factor },
      );
      expect(await refusal(attempt)).toBe("42501");
    }
    expect(await refusal(decide(db(), organisation, id, true))).toBe("RP002");
    const unsaid = call(db(), one.account("dpo"), "decide_flows", { request: id, accept: null });
    expect(await refusal(unsaid)).toBe("RP001");
    const other = await call(db(), organisation.account("researcher"), "flow_requests");
    expect(JSON.stringify(other)).not.toContain(id);
  });

  test("every request and decision is audited, without a district or a count", async () => {
    const rows = await owned(
      db(),
      `select action, counts from audit.event where organisation_id = $1 and action like 'flows_%' order by id`,
      [organisation.id],
    );
    expect(rows).toEqual([
      { action: "flows_requested", counts: {} },
      { action: "flows_accepted", counts: {} },
    ]);
  });

  // PGlite has one connection: there, nobody decides at once with another.
  if (kind === "pglite") return;
  test("two decisions at once are one decision", async () => {
    const one = await withFlows(db());
    const { id } = await ask(db(), one);
    const both = await Promise.allSettled([true, true].map((accept) => decide(db(), one, id, accept)));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
