import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type CallOptions, call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importRows, sentRow } from "../harness/imports.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "../release/meetings.ts";

interface Exported {
  readonly from: string;
  readonly to: string;
  readonly rounds: Readonly<
    Record<"date" | "slot" | "team" | "mode" | "minutes" | "cells", readonly unknown[]>
  >;
  readonly visits: Readonly<Record<"date" | "slot" | "team" | "cell" | "minutes", readonly unknown[]>>;
}

const CLOCK: CallOptions = { today: "2026-06-01" };
const [STREET, OTHER, SITE, MISSED] = [28893760, 28893761, 28903765, 28913766] as const;
const PERIOD = { from_day: "2026-03-01", to_day: "2026-03-31" };

eachDatabase("rounds and visits as a file", (db) => {
  let ours: TestOrganisation;
  let theirs: TestOrganisation;
  beforeAll(async () => {
    ours = await makeOrganisation(db(), { teams: ["Équipe fictive", "=Équipe(2)"] });
    theirs = await makeOrganisation(db());
    await importRows(db(), theirs, [sentRow({ cell: STREET + 5 })]);
    await importRows(db(), ours, [
      ...[
        sentRow({ cell: OTHER, count: 4, minutes: 55 }),
        sentRow({ cell: OTHER, count: 2, age_band: "6-9" }),
      ],
      sentRow({ cell: STREET, count: 0, minutes: 4 }),
      sentRow({ cell: MISSED, count: 0, outcome: "not_reached" }),
      sentRow({ cell: SITE, place_kind: "living", count: 7 }),
      sentRow({ cell: STREET, service_date: "2026-03-04", slot: "night", count: 0, outcome: "seen_avoided" }),
      sentRow({ cell: STREET, service_date: "2026-04-01" }),
    ]);
    await siteVisit();
  });

  /** A visit to a registered site, by the other team. */
  async function siteVisit(): Promise<void> {
    const [recorder = ""] = await makeRecorders(db(), ours.id, 1);
    const [site] = await owned(
      db(),
      `insert into field.site (organisation_id, code, cell, kind, state, opened_on)
       values ($1, 'F-1', $2, 'squat', 'active', '2025-01-01') returning id`,
      [ours.id, SITE],
    );
    const meeting = { recorder, team: ours.team(1), cell: SITE, day: "2026-03-05", youths: youths(2) };
    await insertMeetings(db(), ours.id, [{ ...meeting, site: String(site?.["id"]) }]);
  }

  const ask = (period: Record<string, unknown> = PERIOD, organisation = ours, options = CLOCK) =>
    call<Exported>(db(), organisation.account("lead"), "export_visits", period, options);

  test("a round's cells are told once, by date and cell, and never what happened there", async () => {
    const { visits, rounds } = await ask();
    expect(visits).toEqual({
      date: ["2026-03-03", "2026-03-03", "2026-03-04"],
      slot: ["evening", "evening", "night"],
      team: ["Équipe fictive", "Équipe fictive", "Équipe fictive"],
      cell: [STREET, OTHER, STREET],
      minutes: [null, null, null],
    });
    expect(rounds).toMatchObject({ date: ["2026-03-03", "2026-03-04", "2026-03-05"], cells: [2, 1, 0] });
  });

  test("living sites, cells that were not reached and other organisations are in no file", async () => {
    const told = JSON.stringify(await ask());
    for (const cell of [SITE, MISSED, STREET + 5]) expect(told).not.toContain(String(cell));
  });

  test("whatever was met or how long it took, the file has the same bytes", async () => {
    const before = JSON.stringify(await ask());
    await owned(
      db(),
      `update field.visit set minutes = 240, outcome = case outcome when 'met' then 'nobody' when 'nobody' then 'met' else outcome end
       where organisation_id = $1 and outcome <> 'not_reached'`,
      [ours.id],
    );
    await owned(db(), "delete from field.encounter where organisation_id = $1", [ours.id]);
    expect(JSON.stringify(await ask())).toBe(before);
  });

  test("planned minutes are one length for the own team's stops, an alert's too, and never another team's", async () => {
    const planned = await plannedWorld();
    const own = await ask({ from_day: "2026-05-04", to_day: "2026-05-04" }, planned);
    expect(own.visits).toMatchObject({ cell: [STREET, OTHER, STREET], minutes: [25, 25, null] });
    expect(own.visits.team).toEqual(["A", "A", "B"]);
  });

  /** A street stop and an alert's of the lead's team, and a street stop of another team, each made. */
  async function plannedWorld(): Promise<TestOrganisation> {
    const made = await makeOrganisation(db(), { teams: ["A", "B"] });
    const [recorder] = await makeRecorders(db(), made.id, 1);
    const [alert] = await owned(
      db(),
      `insert into field.alert (organisation_id, cell, source, received_on, due_on)
       values ($1, $2, 'partner', '2026-05-01', '2026-05-10') returning id`,
      [made.id, OTHER],
    );
    const stops = [
      { team: made.team(0), cell: STREET, minutes: 35, alert: null },
      { team: made.team(0), cell: OTHER, minutes: 60, alert: alert?.["id"] },
      { team: made.team(1), cell: STREET, minutes: 45, alert: null },
    ];
    for (const { team, cell, minutes, alert: tip } of stops) {
      const [round, stop] = [randomUUID(), randomUUID()];
      await owned(
        db(),
        "insert into field.round (id, organisation_id, team_id, service_date, slot, status) values ($1, $2, $3, '2026-05-04', 'evening', 'done')",
        [round, made.id, team],
      );
      await owned(
        db(),
        "insert into field.stop (id, round_id, position, cell, planned_minutes, alert_id) values ($1, $2, 0, $3, $4, $5)",
        [stop, round, cell, minutes, tip],
      );
      await owned(
        db(),
        `insert into field.visit (id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, received_at, stop_id)
         values (gen_random_uuid(), $1, $2, $3, $4, '2026-05-04', 'evening', 90, 'met', '2026-05-05', $5)`,
        [made.id, round, recorder, cell, stop],
      );
    }
    return made;
  }

  test("rounds that are planned, running, cancelled or rejected do not leave: plans tell what the memory told", async () => {
    const made = await makeOrganisation(db());
    await importRows(db(), made, [sentRow()]);
    for (const status of ["draft", "planned", "running", "cancelled", "rejected"]) {
      await owned(db(), "update field.round set status = $2::field.round_status where organisation_id = $1", [
        made.id,
        status,
      ]);
      const { rounds, visits } = await ask(PERIOD, made);
      expect([rounds.date, visits.date]).toEqual([[], []]);
    }
  });

  test.each([
    [{ from_day: "2026-03-31", to_day: "2026-03-01" }],
    [{ from_day: "2025-01-01", to_day: "2026-03-01" }],
    [{ from_day: "31/03/2026", to_day: "2026-03-31" }],
    [{ from_day: null, to_day: "2026-03-31" }],
    [{ from_day: "2026-02-30", to_day: "2026-03-31" }],
  ])("a period that is none is refused (%#)", async (period) => {
    expect(await refusal(ask(period))).toBe("RP001");
  });

  test("a member who is no lead, a stranger and nobody get nothing, and nothing is written", async () => {
    const events = () => owned(db(), "select count(*) as n from audit.event where action like '%exported'");
    const before = await events();
    for (const who of [
      ours.account("educator"),
      ours.account("dpo"),
      ours.account("researcher"),
      stranger(),
      null,
    ]) {
      expect(await refusal(call(db(), who, "export_visits", PERIOD, CLOCK))).toBe("42501");
      expect(await refusal(call(db(), who, "export_release", { tier: "educator" }, CLOCK))).toBe("42501");
    }
    expect(await refusal(ask(PERIOD, ours, { ...CLOCK, factor: "stale" }))).toBe("42501");
    expect(await events()).toEqual(before);
  });

  describe("audit", () => {
    const last = async (action: string) => {
      const sql =
        "select counts, actor from audit.event where organisation_id = $1 and action = $2 order by id desc limit 1";
      return (await owned(db(), sql, [ours.id, action]))[0];
    };

    test("an export is written to the log with how many rows, and no cell", async () => {
      await ask();
      expect(await last("visits_exported")).toEqual({
        counts: { rounds: 3, visits: 3, days: 31 },
        actor: ours.account("lead"),
      });
    });

    test("an export of released values is written too, even one that found nothing", async () => {
      await call(db(), ours.account("lead"), "export_release", { tier: "lead" }, CLOCK);
      expect(await last("release_exported")).toMatchObject({ counts: { windows: 0, leaves: 0 } });
    });
  });
});
