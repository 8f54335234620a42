import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { ROLES } from "../../../src/domain/role.ts";
import { addDays } from "../../../src/domain/slot.ts";
import { ROUND_STATUSES } from "../../../src/domain/week-rounds.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { cellAt, MONDAY, type Plan, plan, roundsOf, saveRounds, stopAt, TODAY } from "./plan-world.ts";

interface Taken {
  readonly accepted: number;
  readonly repeated: number;
  readonly status: string;
}

eachDatabase("debriefing", (db) => {
  let organisation: TestOrganisation;
  let lead = "";
  /** Goes out in the round; the third educator is of the same team and does not. */
  let goer = "";
  let round: Plan;

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), {
      members: { lead: 2, educator: 3, researcher: 1, dpo: 1, admin: 1 },
    });
    lead = organisation.account("lead");
    goer = organisation.account("educator");
    const stops = [1, 2, 3].map((east) => stopAt(cellAt(0, east)));
    round = plan({ members: [organisation.member("educator")], stops });
    await saveRounds(db(), lead, [round]);
  });

  const stopId = (at: number) => (round.stops[at] as { id: string }).id;
  const visit = (fields: Record<string, unknown> = {}) => ({
    ...{ id: randomUUID(), stop: stopId(0), minutes: 20, outcome: "met" },
    ...fields,
  });
  const debrief = (visits: unknown, who = goer, today = TODAY, finish = true) =>
    call<Taken>(db(), who, "debrief_round", { round: round.id, visits, finish }, { today });
  const stored = () =>
    owned(
      db(),
      `select v.cell, v.outcome, v.minutes, v.stop_id, k.user_id as written_by, v.service_date::text as day, v.slot
       from field.visit v join field.recorder k on k.id = v.recorder_id where v.organisation_id = $1 order by v.cell`,
      [organisation.id],
    );
  const setStatus = (status: string) =>
    owned(db(), "update field.round set status = $2::field.round_status where id = $1", [round.id, status]);

  describe("who may", () => {
    test("one who goes out writes under the own account, on the round's day and slot", async () => {
      expect(await debrief([visit()])).toEqual({ accepted: 1, repeated: 0, status: "done" });
      expect(await stored()).toEqual([
        {
          ...{ cell: cellAt(0, 1), outcome: "met", minutes: 20, stop_id: stopId(0), written_by: goer },
          ...{ day: TODAY, slot: "evening" },
        },
      ]);
    });

    test("a lead of the team debriefs from paper, also days later, and is the recorder", async () => {
      expect(await debrief([visit()], lead, addDays(TODAY, 3))).toMatchObject({ status: "done" });
      expect(await stored()).toMatchObject([{ written_by: lead }]);
    });

    test("an educator who does not go out learns nothing of the round, and after its day only a lead writes", async () => {
      const other = organisation.account("educator", 2);
      for (const name of ["start_round", "debrief_round"]) {
        const args = name === "start_round" ? {} : { visits: [visit()] };
        const attempt = (id: string) => call(db(), other, name, { round: id, ...args }, { today: TODAY });
        expect(await refusal(attempt(round.id))).toBe("RP002");
        expect(await refusal(attempt(randomUUID()))).toBe("RP002");
      }
      expect(await refusal(debrief([visit()], goer, addDays(TODAY, 1)))).toBe("RP003");
      expect(await stored()).toEqual([]);
    });

    test("a lead of another team may not; strangers and nobody are refused", async () => {
      expect(await refusal(debrief([visit()], organisation.account("lead", 1)))).toBe("42501");
      expect(await refusal(debrief([visit()], stranger()))).toBe("42501");
      const anonymous = call(db(), null, "debrief_round", { round: round.id, visits: [] });
      expect(await refusal(anonymous)).toBe("42501");
    });

    test.each(["researcher", "dpo", "admin"] as const)("a %s may not", async (role) => {
      expect(await refusal(debrief([visit()], organisation.account(role)))).toBe("42501");
    });

    test("nobody writes before the round's day", async () => {
      expect(await refusal(debrief([visit()], lead, addDays(TODAY, -1)))).toBe("RP006");
      const start = call(db(), goer, "start_round", { round: round.id }, { today: addDays(TODAY, -1) });
      expect(await refusal(start)).toBe("RP006");
    });

    test("another organisation's lead finds no such round", async () => {
      const other = await makeOrganisation(db());
      expect(await refusal(debrief([visit()], other.account("lead")))).toBe("RP002");
    });
  });

  describe("exactly once", () => {
    test("a repeated send changes nothing, whatever it says the second time", async () => {
      const [one, two] = [visit(), visit({ stop: stopId(1), outcome: "nobody" })];
      await debrief([one], goer, TODAY, false);
      const before = await stored();
      expect(await debrief([{ ...one, outcome: "nobody", minutes: 99 }, two], goer, TODAY, false)).toEqual({
        ...{ accepted: 1, repeated: 1, status: "running" },
      });
      expect((await stored()).filter(({ stop_id }) => stop_id === stopId(0))).toEqual(before);
      expect(await stored()).toHaveLength(2);
    });

    test("a stop has one visit, also where a phone and a paper both tell of it, or one send names it twice", async () => {
      await debrief([visit(), visit()], goer, TODAY, false);
      expect(await debrief([visit({ outcome: "nobody" })], lead)).toMatchObject({ accepted: 0, repeated: 1 });
      expect(await stored()).toMatchObject([{ outcome: "met", written_by: goer }]);
    });

    test("visits beside the plan may be several in one cell", async () => {
      const beside = { stop: undefined, cell: cellAt(5, 5), outcome: "nobody" };
      expect(await debrief([visit(beside), visit(beside)])).toMatchObject({ accepted: 2 });
    });

    test("two accounts that make the same device id do not meet", async () => {
      const id = randomUUID();
      const beside = { id, stop: undefined, cell: cellAt(5, 5) };
      await debrief([visit(beside)], goer, TODAY, false);
      expect(await debrief([visit(beside)], lead)).toMatchObject({ accepted: 1 });
    });

    test("a done round still takes what a phone sends late, a closed one takes nothing", async () => {
      await debrief([visit()]);
      expect(await debrief([visit({ stop: stopId(1) })])).toMatchObject({ accepted: 1, status: "done" });
      for (const status of ["validated", "rejected", "cancelled"]) {
        await setStatus(status);
        expect(await refusal(debrief([visit({ stop: stopId(2) })]))).toBe("RP003");
      }
      expect(await stored()).toHaveLength(2);
    });
  });

  describe("bad input", () => {
    test.each<[string, Record<string, unknown>]>([
      ["no id", { id: null }],
      ["an id that is none", { id: "1" }],
      ["no outcome", { outcome: null }],
      ["an unknown outcome", { outcome: "seen" }],
      ["minutes beyond a day", { minutes: 1441 }],
      ["minutes in words", { minutes: "twenty" }],
      ["a stop of no round", { stop: randomUUID() }],
      ["a stop that is none", { stop: "x" }],
      ["neither stop nor cell", { stop: undefined }],
      ["a cell beyond the grid", { stop: undefined, cell: 100_000_000 }],
    ])("a visit with %s is refused with those beside it", async (_, fields) => {
      expect(await refusal(debrief([visit({ stop: stopId(1) }), visit(fields)]))).toBe("RP001");
      expect(await stored()).toEqual([]);
    });

    test.each([
      [null, "RP001"],
      [{}, "RP001"],
      ["x", "RP001"],
      [[1], "RP001"],
      [Array.from({ length: 201 }, () => ({})), "RP007"],
    ])("%j is no list of visits", async (visits, code) => {
      expect(await refusal(debrief(visits))).toBe(code);
    });

    test("a stop of another round is none of this one", async () => {
      const other = plan({ slot: "night", stops: [stopAt(cellAt(4, 4))] });
      await saveRounds(db(), lead, [other]);
      expect(await refusal(debrief([visit({ stop: (other.stops[0] as { id: string }).id })]))).toBe("RP001");
    });
  });

  test("the people of a round are fixed when it starts", async () => {
    await call(db(), goer, "start_round", { round: round.id }, { today: TODAY });
    const members = [organisation.member("educator", 2)];
    expect(await refusal(saveRounds(db(), lead, [{ ...round, version: 2, members }]))).toBe("RP003");
    const [told] = await roundsOf(db(), lead);
    expect(told).toMatchObject({ status: "running", members: [organisation.member("educator")] });
  });

  test("an alert at a stop is answered by a visit that reached it, and waits after one that did not", async () => {
    await owned(
      db(),
      `insert into field.alert (organisation_id, cell, slot, source, received_on, due_on)
       select $1, unnest($2::text::integer[]), 'evening', 'partner', '2026-06-01', '2026-06-08'`,
      [organisation.id, `{${[1, 2, 3].map((east) => cellAt(0, east))}}`],
    );
    // Saved again, so that its stops find the alerts.
    await saveRounds(db(), lead, [{ ...round, version: 1 }]);
    const outcomes = ["seen_avoided", "nobody", "not_reached"];
    await debrief(outcomes.map((outcome, at) => visit({ stop: stopId(at), outcome })));
    const alerts = await owned(
      db(),
      "select outcome, closed_on::text as closed_on from field.alert where organisation_id = $1 order by cell",
      [organisation.id],
    );
    expect(alerts).toEqual([
      { outcome: "met", closed_on: TODAY },
      { outcome: "nobody", closed_on: TODAY },
      { outcome: null, closed_on: null },
    ]);
  });

  describe("validation and rejection", () => {
    const decide = (name: "validate_round" | "reject_round", who = lead) =>
      call(db(), who, name, { round: round.id, ...(name === "reject_round" && { code: "duplicate" }) });

    test("validation is for done rounds, rejection for done and validated ones", async () => {
      const outcomeOf = async (status: string, name: "validate_round" | "reject_round") => {
        await setStatus(status);
        return decide(name).then(
          () => "taken",
          (error: { code: string }) => error.code,
        );
      };
      const table: string[] = [];
      for (const status of ROUND_STATUSES) {
        const ends = [await outcomeOf(status, "validate_round"), await outcomeOf(status, "reject_round")];
        table.push([status, ...ends].join(" "));
      }
      expect(table).toEqual([
        ...["draft RP003 RP003", "planned RP003 RP003", "running RP003 RP003", "done taken taken"],
        ...["validated RP003 taken", "cancelled RP003 RP003", "rejected RP003 RP003"],
      ]);
    });

    test("other roles, other teams, strangers and nobody decide nothing", async () => {
      await setStatus("done");
      const others = ROLES.filter((role) => role !== "lead").map((role) => organisation.account(role));
      for (const name of ["validate_round", "reject_round"] as const) {
        for (const who of [...others, organisation.account("lead", 1), stranger()]) {
          expect(await refusal(decide(name, who))).toBe("42501");
        }
        const args = { round: round.id, ...(name === "reject_round" && { code: "other" }) };
        expect(await refusal(call(db(), null, name, args))).toBe("42501");
      }
      expect((await roundsOf(db(), lead))[0]).toMatchObject({ status: "done" });
    });

    test("a rejection needs a reason of the list, keeps it, and both decisions are in the audit log", async () => {
      await setStatus("done");
      for (const code of ["because", "", null]) {
        expect(await refusal(call(db(), lead, "reject_round", { round: round.id, code }))).toBe("RP001");
      }
      await decide("validate_round");
      await decide("reject_round");
      expect((await roundsOf(db(), lead))[0]).toMatchObject({ status: "rejected", reject_code: "duplicate" });
      const events = await owned(
        db(),
        `select action, actor, subject from audit.event
         where organisation_id = $1 and action in ('round_validated', 'round_rejected') order by id`,
        [organisation.id],
      );
      expect(events).toEqual(
        ["round_validated", "round_rejected"].map((action) => ({ action, actor: lead, subject: round.id })),
      );
    });

    test("the report tells stops and completeness: outcomes and youths met change no byte of it", async () => {
      await debrief([visit({ outcome: "met" }), visit({ stop: stopId(1), outcome: "nobody" })]);
      const report = () => call(db(), lead, "round_report", { round: round.id }, { readOnly: true });
      const before = await report();
      expect(before).toMatchObject({
        stops: [{ state: "done" }, { state: "done" }, { state: "missed" }],
        ...{ minutes: 40, planned_minutes: 180, extra: [] },
      });
      await owned(
        db(),
        `update field.visit set outcome = case outcome when 'met' then 'nobody' else 'seen_avoided' end::field.visit_outcome
         where organisation_id = $1`,
        [organisation.id],
      );
      await owned(
        db(),
        `with e as (
           insert into field.encounter (id, organisation_id, visit_id, service_date, place_kind)
           select gen_random_uuid(), organisation_id, id, service_date, 'wandering' from field.visit
           where organisation_id = $1 returning id, organisation_id, service_date
         )
         insert into field.contact (id, organisation_id, encounter_id, service_date)
         select gen_random_uuid(), organisation_id, id, service_date from e cross join generate_series(1, 9)`,
        [organisation.id],
      );
      expect(await report()).toEqual(before);
      expect(JSON.stringify(before)).not.toMatch(/met|nobody|avoided/);
    });

    test("the report is for leads of the round's team", async () => {
      const report = (who: string) => call(db(), who, "round_report", { round: round.id });
      expect(await refusal(report(organisation.account("lead", 1)))).toBe("42501");
      expect(await refusal(report(goer))).toBe("42501");
      const other = await makeOrganisation(db());
      expect(await refusal(report(other.account("lead")))).toBe("RP002");
    });
  });

  test("a week's answer does not change with what was met in it", async () => {
    await debrief([visit({ outcome: "met" })]);
    const answer = () => call(db(), lead, "week", { monday: MONDAY }, { today: TODAY, readOnly: true });
    const before = await answer();
    await owned(db(), "update field.visit set outcome = 'nobody', minutes = 5 where organisation_id = $1", [
      organisation.id,
    ]);
    expect(await answer()).toEqual(before);
  });
});
