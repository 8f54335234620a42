import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { cellAt, MONDAY, plan, roundsOf, saveRounds, stopAt, TODAY } from "./plan-world.ts";

/** Invented living sites and alerts behind planned stops. */
eachDatabase("stops whose place went out of date", (db) => {
  let organisation: TestOrganisation;
  let lead = "";

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), { members: { lead: 3, educator: 4 } });
    lead = organisation.account("lead");
  });

  const conflicts = (who = lead, options = {}) =>
    call<{ stops: { stop: string; code: string }[] }>(
      ...([db(), who, "stop_conflicts", { monday: MONDAY }, { today: TODAY, ...options }] as const),
    );
  /** A round of stops at so many sites, which close once it is planned. */
  const closedSites = async (count: number, date = TODAY) => {
    const stops = Array.from({ length: count }, (_, at) => ({
      ...stopAt(cellAt(0, at)),
      site: randomUUID(),
    }));
    for (const [at, { site, cell }] of stops.entries()) {
      await owned(
        db(),
        `insert into field.site (id, organisation_id, code, cell, kind, opened_on)
         values ($1, $2, $3, $4, 'squat', '2026-01-01')`,
        [site, organisation.id, `FICTIF-${at}`, cell],
      );
    }
    await saveRounds(db(), lead, [plan({ stops, date })]);
    await owned(
      db(),
      "update field.site set state = 'evicted', closed_on = '2026-06-02' where organisation_id = $1",
      [organisation.id],
    );
    return stops;
  };

  test("each stop at a closed site is told with a code, and the opening counts its sites in the log", async () => {
    const stops = await closedSites(2);
    const told = await conflicts();
    expect(told.stops).toMatchObject(stops.map(({ id }) => ({ stop: id, code: "site_closed" })));
    const rows = await owned(
      db(),
      "select counts from audit.event where organisation_id = $1 and action = 'stop_conflicts_opened'",
      [organisation.id],
    );
    expect(rows).toEqual([{ counts: { stops: 2, sites: 2 } }]);
  });

  test("openings name at most 20 sites a day of an account, together with what else names sites", async () => {
    await closedSites(9);
    await conflicts();
    await conflicts();
    expect(await refusal(conflicts())).toBe("RP007");
    // A week without closed sites is still told: it names none.
    expect(await conflicts(organisation.account("lead", 1))).toEqual({ stops: [] });
    const second = organisation.account("lead", 2);
    expect((await conflicts(second)).stops).toHaveLength(9);
    await owned(
      db(),
      `insert into audit.event (organisation_id, happened_at, actor, actor_role, via, action, counts)
       values ($1, clock_timestamp(), $2, 'lead', 'http', 'sites_opened', '{"sites": 3}')`,
      [organisation.id, second],
    );
    expect(await refusal(conflicts(second))).toBe("RP007");
  });

  test("of many at once no more than 20 sites are named", async () => {
    await closedSites(7);
    const attempts = await Promise.all(
      Array.from({ length: 5 }, () =>
        conflicts().then(
          ({ stops }) => stops.length,
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(attempts.filter((answer) => answer === 7)).toHaveLength(2);
    expect(attempts.filter((answer) => answer === "RP007")).toHaveLength(3);
  });

  test("leads of another team and of elsewhere are told none, and others may not ask", async () => {
    await closedSites(1);
    const stranger = (await makeOrganisation(db())).account("lead");
    for (const who of [organisation.account("lead", 1), stranger]) {
      expect(await conflicts(who)).toEqual({ stops: [] });
    }
    expect(await refusal(conflicts(organisation.account("educator")))).toBe("42501");
    expect(await refusal(conflicts(lead, { factor: "none" }))).not.toBeUndefined();
  });

  test("an alert past due and one that is closed are told, and name no site", async () => {
    const stops = [stopAt(cellAt(1, 1)), stopAt(cellAt(1, 2))];
    const alerts = stops.map(() => randomUUID());
    for (const [at, { cell }] of stops.entries()) {
      await owned(
        db(),
        `insert into field.alert (id, organisation_id, cell, source, received_on, due_on)
         values ($1, $2, $3, 'partner', '2026-05-30', '2026-06-08')`,
        [alerts[at], organisation.id, cell],
      );
    }
    await saveRounds(db(), lead, [plan({ stops })]);
    expect(await conflicts()).toEqual({ stops: [] });
    await owned(db(), "update field.alert set due_on = '2026-06-01' where id = $1", [alerts[0]]);
    await owned(db(), "update field.alert set outcome = 'nobody' where id = $1", [alerts[1]]);
    const codes = (await conflicts()).stops.map(({ stop, code }) => [stop, code]);
    expect(codes).toEqual([
      [stops[0]?.id, "alert_past_due"],
      [stops[1]?.id, "alert_closed"],
    ]);
  });

  test("no length of a stop tells what it is for: whatever was written, a lead reads the same one", async () => {
    const [site, place] = [stopAt(cellAt(2, 1), { minutes: 60 }), stopAt(cellAt(2, 2))];
    await saveRounds(db(), lead, [plan({ stops: [site, place] })]);
    const lengths = async () =>
      (await roundsOf(db(), organisation.account("lead", 2)))[0]?.stops?.map(
        (stop) => "minutes" in stop && stop.minutes,
      );
    expect(await lengths()).toEqual([25, 25]);
    expect(
      await owned(db(), "select distinct planned_minutes from field.stop where id = any ($1::uuid[])", [
        [site.id, place.id],
      ]),
    ).toEqual([{ planned_minutes: 25 }]);
    // What an older calendar or an import of the database wrote is not told either.
    await owned(db(), "update field.stop set planned_minutes = 60 where id = $1", [site.id]);
    expect(await lengths()).toEqual([25, 25]);
  });
});
