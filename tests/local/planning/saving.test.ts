import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { cellAt, FIRST, type Plan, plan, roundsOf, saveRounds, stopAt, TODAY } from "./plan-world.ts";

eachDatabase("saving rounds", (db) => {
  let organisation: TestOrganisation;
  let lead = "";
  /** Another lead of the same team. */
  let second = "";

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), { members: { lead: 3, educator: 4, admin: 1 } });
    lead = organisation.account("lead");
    second = organisation.account("lead", 2);
  });

  const save = (rounds: readonly Plan[], who = lead) => saveRounds(db(), who, rounds);
  const told = async (id: string, who = lead) => (await roundsOf(db(), who)).find((round) => round.id === id);

  test("a round comes back as it was saved, its stops in their order and its lead among its people", async () => {
    const stops = [stopAt(cellAt(2, 1)), stopAt(cellAt(0, 3), { pinned: true })];
    const [leading, partner] = [organisation.member("educator"), organisation.member("lead")];
    const round = plan({ stops, lead: leading, members: [partner], safety: ["lamp"], max_stops: 5 });
    expect(await save([round])).toEqual({ [round.id]: 1 });
    expect(await told(round.id)).toMatchObject({
      ...{ version: 1, status: "planned", lead: leading, safety: ["lamp"], max_stops: 5, start: FIRST },
      members: [leading, partner].sort(),
      stops: stops.map((stop) => ({ ...stop, kind: null })),
    });
  });

  test("of two leads who edit at once the second is refused, and nothing of the first is overwritten", async () => {
    const [kept, both] = [plan(), plan({ stops: [stopAt(cellAt(1, 1))] })];
    await save([kept, both]);
    const mine = { ...both, version: 1, stops: [stopAt(cellAt(5, 5))] };
    const theirs = { ...both, version: 1, minutes: 240, stops: [stopAt(cellAt(6, 6))] };
    expect(await save([mine])).toEqual({ [both.id]: 2 });
    expect(await refusal(save([{ ...kept, version: 1, minutes: 60 }, theirs], second))).toBe("RP004");
    expect(await told(both.id)).toMatchObject({ version: 2, minutes: 180, stops: [{ cell: cellAt(5, 5) }] });
    expect(await told(kept.id)).toMatchObject({ version: 1, minutes: 180 });
  });

  test("of two who save the same round at the same moment, one is refused", async () => {
    const round = plan();
    await save([round]);
    const attempts = [lead, second].map((who) =>
      save([{ ...round, version: 1 }], who).then(
        () => "saved",
        (error: { code: string }) => error.code,
      ),
    );
    expect((await Promise.all(attempts)).sort()).toEqual(["RP004", "saved"]);
  });

  test("a round that somebody deleted is not made anew by who still has it open", async () => {
    const round = plan();
    await save([round]);
    await call(db(), second, "delete_round", { round: round.id, version: 1 }, { today: TODAY });
    expect(await refusal(save([{ ...round, version: 1 }]))).toBe("RP004");
    expect(await told(round.id)).toBeUndefined();
    // Taking the deletion back is saving it as new.
    expect(await save([round])).toEqual({ [round.id]: 1 });
  });

  test("a stop moves between two rounds that are saved together, and not into one alone", async () => {
    const stop = stopAt(cellAt(1, 2));
    const [from, to] = [plan({ stops: [stop] }), plan({ slot: "night" })];
    await save([from, to]);
    expect(await refusal(save([{ ...to, version: 1, stops: [stop] }]))).toBe("RP004");
    await save([
      { ...from, version: 1, stops: [] },
      { ...to, version: 1, stops: [stop] },
    ]);
    expect(await told(from.id)).toMatchObject({ stops: [] });
    expect(await told(to.id)).toMatchObject({ stops: [{ id: stop.id }] });
  });

  test("what a stop is for stays with it when a calendar that does not know it moves it", async () => {
    const stop = stopAt(cellAt(3, 3));
    const [from, to] = [plan({ stops: [stop] }), plan({ slot: "night" })];
    await save([from, to]);
    await owned(
      db(),
      `with site as (
         insert into field.site (organisation_id, code, cell, kind, opened_on)
         values ($1, 'FICTIF-1', $2, 'squat', '2026-01-01') returning id
       )
       update field.stop s set site_id = site.id from site where s.id = $3`,
      [organisation.id, stop.cell, stop.id],
    );
    await save([
      { ...from, version: 1, stops: [] },
      { ...to, version: 1, stops: [stop] },
    ]);
    const [kept] = await owned(db(), "select site_id from field.stop where id = $1", [stop.id]);
    expect(kept?.["site_id"]).not.toBeNull();
    // In another cell it is another place.
    await save([{ ...to, version: 2, stops: [{ ...stop, cell: cellAt(4, 4) }] }]);
    const [moved] = await owned(db(), "select site_id from field.stop where id = $1", [stop.id]);
    expect(moved).toEqual({ site_id: null });
  });

  test("leads change their own team's rounds only, and see that others go out but not where", async () => {
    const round = plan({ stops: [stopAt(cellAt(1, 1))] });
    await save([round]);
    const other = organisation.account("lead", 1);
    expect(await told(round.id, other)).toMatchObject({ status: "planned", stops: null });
    expect(await refusal(save([{ ...round, version: 1 }], other))).toBe("42501");
    for (const name of ["cancel_round", "delete_round"]) {
      expect(await refusal(call(db(), other, name, { round: round.id, version: 1 }))).toBe("42501");
    }
  });

  test("another organisation's round is as unknown as one that never was", async () => {
    const other = await makeOrganisation(db());
    const round = plan();
    await save([round], other.account("lead"));
    for (const id of [round.id, randomUUID()]) {
      expect(await refusal(save([{ ...plan(), id, version: 1 }]))).toBe("RP004");
      expect(await refusal(call(db(), lead, "cancel_round", { round: id, version: 1 }))).toBe("RP002");
    }
    expect(await refusal(save([{ ...plan(), id: round.id }]))).toBe("RP004");
    expect(await roundsOf(db(), lead)).toEqual([]);
  });

  test("a cancelled round stays, can be saved again, and one that began cannot be edited", async () => {
    const round = plan();
    await save([round]);
    const cancel = { round: round.id, version: 1 };
    expect(await call(db(), lead, "cancel_round", cancel)).toEqual({
      id: round.id,
      status: "cancelled",
      version: 2,
    });
    expect(await refusal(call(db(), lead, "cancel_round", cancel))).toBe("RP004");
    expect(await save([{ ...round, version: 2 }])).toEqual({ [round.id]: 3 });
    await call(db(), lead, "start_round", { round: round.id }, { today: TODAY });
    expect(await refusal(save([{ ...round, version: 4 }]))).toBe("RP003");
    expect(await refusal(call(db(), lead, "delete_round", { round: round.id, version: 4 }))).toBe("RP003");
  });

  describe("bad input", () => {
    const bad: [string, () => Record<string, unknown>, string][] = [
      ["no id", () => ({ id: null }), "RP001"],
      ["an id that is none", () => ({ id: "x" }), "RP001"],
      ["no version", () => ({ version: null }), "RP001"],
      ["a day that is none", () => ({ date: "2026-02-30" }), "RP001"],
      ["a day 29 days ago", () => ({ date: "2026-05-05" }), "RP001"],
      ["a day beyond 53 weeks", () => ({ date: "2027-06-10" }), "RP001"],
      ["an unknown slot", () => ({ slot: "noon" as "night" }), "RP001"],
      ["a departure outside its slot", () => ({ leaves_at: 360 }), "RP001"],
      ["no time", () => ({ minutes: 0 }), "RP001"],
      ["a status that only the field gives", () => ({ status: "done" }), "RP001"],
      ["free text among its notes", () => ({ safety: ["rue fictive 3"] }), "RP001"],
      ["no start", () => ({ start: null }), "RP001"],
      ["somebody who is no id", () => ({ members: [null] }), "RP001"],
      ["no list of stops", () => ({ stops: null }), "RP001"],
      ["a stop without a cell", () => ({ stops: [stopAt(FIRST, { cell: null })] }), "RP001"],
      ["a stop beyond the grid", () => ({ stops: [stopAt(100_000_000)] }), "RP001"],
      ["61 stops", () => ({ stops: Array.from({ length: 61 }, () => stopAt(FIRST)) }), "RP007"],
      ["an unknown member", () => ({ members: [randomUUID()] }), "RP002"],
      ["an educator of another team", () => ({ members: [organisation.member("educator", 1)] }), "RP002"],
      ["an admin", () => ({ lead: organisation.member("admin") }), "RP002"],
      ["an unknown sector", () => ({ sector_id: randomUUID() }), "RP002"],
      ["an unknown template", () => ({ template_id: randomUUID() }), "RP002"],
      ["an unknown site", () => ({ stops: [stopAt(FIRST, { site: randomUUID() })] }), "RP002"],
      ["an unknown alert", () => ({ stops: [stopAt(FIRST, { alert: randomUUID() })] }), "RP002"],
    ];
    test.each(bad)("a round with %s is refused, and nothing is saved", async (_, fields, code) => {
      expect(await refusal(save([plan(), { ...plan(), ...fields() } as Plan]))).toBe(code);
      expect(await roundsOf(db(), lead)).toEqual([]);
    });

    test.each([
      [null, "RP001"],
      [[], "RP001"],
      [{}, "RP001"],
      [[1], "RP007"],
      [Array.from({ length: 61 }, () => plan()), "RP007"],
    ])("%j is no list of rounds", async (rounds, code) => {
      expect(await refusal(call(db(), lead, "save_rounds", { rounds }, { today: TODAY }))).toBe(code);
    });

    test("a round that stands twice in a call, and a stop that stands twice, are refused", async () => {
      const [round, stop] = [plan(), stopAt(FIRST)];
      expect(await refusal(save([round, round]))).toBe("RP001");
      expect(await refusal(save([plan({ stops: [stop] }), plan({ stops: [stop] })]))).toBe("RP001");
    });

    test("a week that begins on no Monday is refused", async () => {
      for (const monday of [TODAY, "1900-01-01", null]) {
        expect(await refusal(call(db(), lead, "week", { monday }))).toBe("RP001");
      }
    });
  });
});
