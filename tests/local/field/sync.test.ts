import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { cellAt, type Plan, plan, saveRounds, stopAt, TODAY } from "../planning/plan-world.ts";
import { publishAll } from "../release/publishing.ts";
import { contact, encounter, meeting, type Sent, sync, visit } from "./phone.ts";

eachDatabase("a phone's records", (db) => {
  let organisation: TestOrganisation;
  /** Goes out in the round; the second educator of the team does not. */
  let goer = "";
  let other = "";
  let round: Plan;

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), {
      members: { lead: 2, educator: 3, researcher: 1, dpo: 1, admin: 1 },
    });
    goer = organisation.account("educator");
    other = organisation.account("educator", 2);
    const stops = [1, 2, 3].map((east) => stopAt(cellAt(0, east)));
    round = plan({ members: [organisation.member("educator")], stops });
    await saveRounds(db(), organisation.account("lead"), [round]);
  });

  const stopId = (at: number) => (round.stops[at] as { id: string }).id;
  const send = (records: readonly unknown[], who = goer, today = TODAY) =>
    sync(db(), who, records, { today });
  const fateOf = async (record: unknown, who = goer, today = TODAY) => {
    const [fate] = await send([record], who, today);
    return fate?.code ?? (fate?.late ? "late" : fate?.state);
  };
  const stored = async () => {
    const rows = await owned(
      db(),
      `select v.cell, v.outcome, v.stop_id, v.revision, k.user_id as written_by, v.service_date::text as day,
         (select count(*)::int from field.encounter e where e.visit_id = v.id) as encounters,
         (select count(*)::int from field.contact c join field.encounter e on e.id = c.encounter_id
          where e.visit_id = v.id) as contacts
       from field.visit v join field.recorder k on k.id = v.recorder_id
       where v.organisation_id = $1 order by v.cell, v.id`,
      [organisation.id],
    );
    return rows;
  };
  const contributors = () =>
    owned(db(), "select contributor from field.contact where organisation_id = $1 order by 1", [
      organisation.id,
    ]);
  const setStatus = (status: string) =>
    owned(db(), "update field.round set status = $2::field.round_status where id = $1", [round.id, status]);
  const status = async () =>
    (await owned(db(), "select status, late_records_at from field.round where id = $1", [round.id]))[0];

  describe("who may", () => {
    test("one who goes out records under the own account; the first record starts the round", async () => {
      expect(await fateOf(meeting(round.id, 4, { stop: stopId(0) }))).toBe("kept");
      expect(await stored()).toEqual([
        {
          ...{ cell: cellAt(0, 1), outcome: "met", stop_id: stopId(0), revision: 1, written_by: goer },
          ...{ day: TODAY, encounters: 1, contacts: 4 },
        },
      ]);
      expect(await status()).toMatchObject({ status: "running" });
    });

    test("who does not go out, of the team or not, lead or not, is told the round is unknown, as for none", async () => {
      for (const who of [other, organisation.account("lead"), organisation.account("lead", 1)]) {
        expect(await fateOf(visit(round.id), who)).toBe("unknown_round");
        expect(await fateOf(visit(randomUUID()), who)).toBe("unknown_round");
        expect(await fateOf({ kind: "end", id: randomUUID(), revision: 1, round: round.id }, who)).toBe(
          "unknown_round",
        );
      }
      expect(await stored()).toEqual([]);
    });

    test("other roles, strangers and nobody are refused", async () => {
      const roles = ["researcher", "dpo", "admin"] as const;
      for (const who of [...roles.map((role) => organisation.account(role)), stranger(), null]) {
        expect(await refusal(call(db(), who, "sync", { records: [] }))).toBe("42501");
        expect(await refusal(call(db(), who, "field_day"))).toBe("42501");
        expect(await refusal(call(db(), who, "own_visits", { round: round.id }))).toBe("42501");
      }
    });

    test("an account can neither change nor remove nor read another's records by their ids", async () => {
      await setMembers();
      const mine = meeting(round.id, 2);
      await send([mine]);
      const [row] = await owned(db(), "select id from field.visit where organisation_id = $1", [
        organisation.id,
      ]);
      const storedId = String(row?.["id"]);
      for (const id of [mine.id, storedId]) {
        await send([visit(round.id, { id, revision: 9 })], other);
        await send([{ kind: "removal", id: randomUUID(), revision: 1, visit: id }], other);
      }
      expect((await stored()).filter((r) => r["written_by"] === goer)).toMatchObject([
        { contacts: 2, revision: 1 },
      ]);
      const read = await call<{ visits: { outcome: string }[] }>(
        db(),
        other,
        "own_visits",
        { round: round.id },
        { today: TODAY },
      );
      expect(read.visits.every(({ outcome }) => outcome === "nobody")).toBe(true);
    });

    const setMembers = () =>
      owned(db(), "insert into field.round_member (round_id, member_id) values ($1, $2)", [
        round.id,
        organisation.member("educator", 2),
      ]);
  });

  describe("exactly once", () => {
    test("a repeated send is kept and changes nothing, whatever it says the second time", async () => {
      const record = meeting(round.id, 3);
      await send([record, record]);
      const before = [await stored(), await contributors()];
      expect(await fateOf({ ...record, outcome: "nobody", encounters: [] })).toBe("kept");
      expect([await stored(), await contributors()]).toEqual(before);
    });

    test("a higher revision takes the place of the lower, and a late lower one changes nothing", async () => {
      const record = meeting(round.id, 1);
      const [met] = record["encounters"] as Sent[];
      const { contacts } = met as unknown as { contacts: Sent[] };
      const more = { ...met, contacts: [...contacts, contact({ seen_recently: true })] };
      await send([record]);
      const [first] = await contributors();
      expect(await fateOf({ ...record, revision: 2, encounters: [more, encounter(2)] })).toBe("kept");
      expect(await fateOf(record)).toBe("kept");
      expect(await stored()).toMatchObject([{ revision: 2, encounters: 2, contacts: 4 }]);
      expect(await contributors()).toContainEqual(first);
    });

    test("a removed visit stays away, also when it comes after its removal", async () => {
      const record = meeting(round.id, 2);
      const removal = { kind: "removal", id: randomUUID(), revision: 1, visit: record.id };
      await send([record]);
      expect(await fateOf(removal)).toBe("kept");
      expect(await fateOf(removal)).toBe("kept");
      expect(await fateOf({ ...record, revision: 7 })).toBe("erased");
      const late = meeting(round.id, 2);
      await send([{ ...removal, id: randomUUID(), visit: late.id }]);
      expect(await fateOf(late)).toBe("erased");
      expect(await stored()).toEqual([]);
      expect(await contributors()).toEqual([]);
    });

    test("a youth whom the dpo erased does not come back with a correction", async () => {
      const record = meeting(round.id, 2);
      await send([record]);
      const [row] = await owned(db(), "select id from field.contact where organisation_id = $1 limit 1", [
        organisation.id,
      ]);
      const erasure = { kind: "contact", id: row?.["id"], dry_run: false };
      await call(db(), organisation.account("dpo"), "erase_row", erasure, { today: TODAY });
      expect(await fateOf({ ...record, revision: 2 })).toBe("erased");
      expect(await stored()).toMatchObject([{ contacts: 1 }]);
    });

    test("two partners at one stop are two visits of its cell, and the stop has one", async () => {
      await owned(db(), "insert into field.round_member (round_id, member_id) values ($1, $2)", [
        round.id,
        organisation.member("educator", 2),
      ]);
      await send([meeting(round.id, 1, { stop: stopId(0) })]);
      expect(await fateOf(meeting(round.id, 2, { stop: stopId(0) }), other)).toBe("kept");
      const rows = await stored();
      expect(rows.map((row) => row["cell"])).toEqual([cellAt(0, 1), cellAt(0, 1)]);
      expect(rows.filter((row) => row["stop_id"] !== null)).toHaveLength(1);
    });
  });

  describe("refusals", () => {
    test("one refused record does not block those behind it, and each has its own answer in order", async () => {
      const records = [
        visit(round.id),
        visit(randomUUID()),
        { kind: "x", id: randomUUID(), revision: 1 },
        visit(round.id),
      ];
      expect(await send(records)).toEqual([
        { id: records[0]?.id, state: "kept" },
        { id: records[1]?.id, state: "refused", code: "unknown_round" },
        { id: records[2]?.id, state: "refused", code: "bad_value" },
        { id: records[3]?.id, state: "kept" },
      ]);
    });

    test.each<[string, Record<string, unknown>]>([
      ["an outcome of no kind", { outcome: "arrested" }],
      ["a meeting of nobody", { outcome: "met" }],
      ["youths met where nobody was", { outcome: "nobody", encounters: [encounter()] }],
      ["too many minutes", { minutes: 1441 }],
      ["a revision of none", { revision: 0 }],
      [
        "a youth of no age band",
        { outcome: "met", encounters: [encounter(0, { contacts: [contact({ age_band: "14" })] })] },
      ],
      [
        "a youth not said to be known or new",
        { outcome: "met", encounters: [encounter(0, { contacts: [{ id: randomUUID() }] })] },
      ],
      ["a meeting without a youth", { outcome: "met", encounters: [encounter(0)] }],
      ["words as a need", { outcome: "met", encounters: [encounter(1, { needs: ["un prénom"] })] }],
      ["a need named twice", { outcome: "met", encounters: [encounter(1, { needs: ["food", "food"] })] }],
      [
        "a place finer than a district",
        { outcome: "met", encounters: [encounter(1, { living_district: 28893760 })] },
      ],
      ["a language in words", { outcome: "met", encounters: [encounter(1, { language: "romani" })] }],
    ])("%s is refused", async (_, fields) => {
      expect(await fateOf(visit(round.id, fields))).toBe("bad_value");
      expect(await stored()).toEqual([]);
    });

    test("a stop of another round, or no place at all, is a bad place", async () => {
      expect(await fateOf(visit(round.id, { stop: randomUUID() }))).toBe("bad_cell");
      expect(await fateOf(visit(round.id, { cell: null }))).toBe("bad_cell");
      expect(await fateOf(visit(round.id, { cell: 48.85 }))).toBe("bad_cell");
    });

    test("an encounter of one visit cannot be moved into another by its id", async () => {
      const record = meeting(round.id, 2);
      await send([record]);
      expect(await fateOf(meeting(round.id, 0, { encounters: record["encounters"] }))).toBe("bad_value");
      expect(await stored()).toMatchObject([{ contacts: 2 }]);
    });

    test("records come up to 14 days late, never before their day", async () => {
      expect(await fateOf(visit(round.id), goer, addDays(TODAY, -1))).toBe("in_future");
      expect(await fateOf(visit(round.id), goer, addDays(TODAY, 14))).toBe("kept");
      expect(await fateOf(visit(round.id), goer, addDays(TODAY, 15))).toBe("too_old");
    });

    test.each(["cancelled", "rejected"])("a %s round takes nothing more", async (closed) => {
      await setStatus(closed);
      expect(await fateOf(visit(round.id))).toBe("round_closed");
    });

    test("a validated round takes what was still on a phone, and both sides are told", async () => {
      await setStatus("validated");
      expect(await fateOf(meeting(round.id))).toBe("late");
      expect(await status()).toMatchObject({ status: "validated", late_records_at: expect.anything() });
      const seen = await call<{ rounds: { late_records: boolean }[] }>(
        db(),
        organisation.account("lead"),
        "week",
        { monday: "2026-06-01" },
        { today: TODAY },
      );
      expect(seen.rounds).toMatchObject([{ late_records: true }]);
    });

    test("what a window was published over can be erased, and no longer changed or removed", async () => {
      const [day, published] = ["2026-06-12", "2026-06-22"];
      const last = plan({ date: day, members: [organisation.member("educator")] });
      await saveRounds(db(), organisation.account("lead"), [last]);
      const record = meeting(last.id);
      const end = { kind: "end", id: randomUUID(), revision: 1, round: last.id };
      await send([record, end], goer, day);
      expect(await fateOf({ ...record, revision: 2 }, goer, published)).toBe("kept");
      await publishAll(db(), organisation.id, published);
      expect(await fateOf({ ...record, revision: 3 }, goer, published)).toBe("too_old");
      const removal = { kind: "removal", id: randomUUID(), revision: 1, visit: record.id };
      expect(await fateOf(removal, goer, published)).toBe("too_old");
      expect(await fateOf(meeting(last.id), goer, published)).toBe("kept");
      const erasure = { kind: "visit", id: record.id, dry_run: false };
      expect(await call(db(), goer, "erase_row", erasure, { today: published })).toMatchObject({
        contacts: 1,
      });
    });

    test("51 records in one call are too many, and none is taken", async () => {
      const records = Array.from({ length: 51 }, () => visit(round.id));
      expect(await refusal(send(records))).toBe("RP007");
      expect(await refusal(call(db(), goer, "sync", { records: {} }))).toBe("RP001");
      expect(await stored()).toEqual([]);
    });
  });

  describe("rounds begun in the street", () => {
    const begun = (fields: Record<string, unknown> = {}) => ({
      ...{ kind: "round", id: randomUUID(), revision: 1, service_date: TODAY, slot: "evening", mode: "foot" },
      ...fields,
    });

    test("a round that nobody planned takes visits and an end, by the device's id, and its lead sees it", async () => {
      const own = begun();
      const fates = await send([
        own,
        meeting(own.id, 2),
        { kind: "end", id: randomUUID(), revision: 1, round: own.id },
        own,
      ]);
      expect(fates.map(({ state }) => state)).toEqual(["kept", "kept", "kept", "kept"]);
      const week = await call<{ rounds: { status: string; unplanned: boolean }[] }>(
        db(),
        organisation.account("lead"),
        "week",
        { monday: "2026-06-01" },
        { today: TODAY },
      );
      expect(week.rounds.filter(({ unplanned }) => unplanned)).toMatchObject([{ status: "done" }]);
    });

    test("six a day, and none of a day to come or long gone", async () => {
      const many = await send(Array.from({ length: 7 }, () => begun()));
      expect(many.map(({ code }) => code)).toEqual([...Array(6).fill(undefined), "too_many"]);
      expect(await fateOf(begun({ service_date: addDays(TODAY, 1) }))).toBe("in_future");
      expect(await fateOf(begun({ service_date: addDays(TODAY, -15) }))).toBe("too_old");
      expect(await fateOf(begun({ slot: "noon" }))).toBe("bad_value");
    });
  });

  describe("reading", () => {
    test("the day shows own rounds with their stops, and not what was met", async () => {
      await send([meeting(round.id, 3, { stop: stopId(1) })]);
      const day = await call<{ rounds: { id: string; stops: { done: boolean }[] }[] }>(
        db(),
        goer,
        "field_day",
        {},
        { today: TODAY, readOnly: true },
      );
      expect(day.rounds).toMatchObject([{ id: round.id, own: false, status: "running" }]);
      expect(day.rounds[0]?.stops.map(({ done }) => done)).toEqual([false, true, false]);
      expect(JSON.stringify(day)).not.toMatch(/outcome|met|contact|encounter/);
      expect(await call(db(), other, "field_day", {}, { today: TODAY })).toMatchObject({ rounds: [] });
    });

    test("own records are read with all that was written, and corrected by the ids they are read with", async () => {
      await send([meeting(round.id, 2, { encounters: [encounter(2, { needs: ["food"], language: "ar" })] })]);
      const read = await call<{ visits: Sent[] }>(
        db(),
        goer,
        "own_visits",
        { round: round.id },
        { today: TODAY, readOnly: true },
      );
      expect(read.visits).toMatchObject([
        { revision: 1, outcome: "met", open: true, encounters: [{ needs: ["food"], language: "ar" }] },
      ]);
      const corrected = { ...read.visits[0], kind: "visit", round: round.id, revision: 2, minutes: 35 };
      expect(await fateOf(corrected)).toBe("kept");
      expect(await stored()).toMatchObject([{ revision: 2, contacts: 2 }]);
    });
  });

  test("records count from the end of their round on: a window published meanwhile has not lost them", async () => {
    await send([meeting(round.id)]);
    await send([{ kind: "end", id: randomUUID(), revision: 1, round: round.id }], goer, addDays(TODAY, 5));
    const [row] = await owned(
      db(),
      "select received_at::date::text as received from field.visit where organisation_id = $1",
      [organisation.id],
    );
    expect(row).toEqual({ received: addDays(TODAY, 5) });
  });

  test("each call writes one audit row of counts of records", async () => {
    await send([meeting(round.id, 3), visit(randomUUID())]);
    const rows = await owned(
      db(),
      "select counts from audit.event where organisation_id = $1 and action = 'records_synced'",
      [organisation.id],
    );
    expect(rows).toEqual([{ counts: { kept: 1, refused: 1 } }]);
  });
});
