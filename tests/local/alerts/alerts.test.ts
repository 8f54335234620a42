import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { type CallOptions, call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { cellAt, plan, saveRounds, stopAt, TODAY } from "../planning/plan-world.ts";

interface Alert {
  readonly id: string;
  readonly cell: number;
  readonly slot: string | null;
  readonly source: string;
  readonly due_on: string;
  readonly outcome: string | null;
  readonly overdue: boolean;
  readonly link: number | null;
  readonly round: { readonly id: string } | null;
}

eachDatabase("field alerts", (db) => {
  let organisation: TestOrganisation;
  let lead = "";

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), {
      members: { lead: 2, educator: 2, researcher: 1, dpo: 1, admin: 1 },
    });
    lead = organisation.account("lead");
  });

  const on = (today = TODAY): CallOptions => ({ today });
  const open = async (who = lead, today = TODAY) =>
    (await call<{ alerts: readonly Alert[] }>(db(), who, "alerts", {}, on(today))).alerts;
  const alert = (fields: Record<string, unknown> = {}) => ({
    ...{
      alert: randomUUID(),
      cell: cellAt(0, 1),
      slot: "evening",
      source: "resident",
      due_on: addDays(TODAY, 2),
    },
    ...fields,
  });
  const save = async (fields: Record<string, unknown> = {}, who = lead) =>
    (await call<{ id: string }>(db(), who, "save_alert", alert(fields), on())).id;
  const link = () => call<{ id: string; token: string }>(db(), lead, "create_alert_link", {}, on());
  const submit = (token: string, fields: Record<string, unknown> = {}, who: string | null = null) =>
    call(db(), who, "submit_alert", { token, cell: cellAt(2, 2), slot: "night", days: 3, ...fields }, on());
  const audited = async (action: string) =>
    (
      await owned(db(), "select from audit.event where organisation_id = $1 and action = $2", [
        organisation.id,
        action,
      ])
    ).length;

  describe("who may", () => {
    test("leads of the organisation alone open, write, close, and make links", async () => {
      const id = await save();
      const calls: [string, Record<string, unknown>][] = [
        ["alerts", {}],
        ["alerts_due", {}],
        ["alert_links", {}],
        ["create_alert_link", {}],
        ["revoke_alert_link", { link: randomUUID() }],
        ["save_alert", alert()],
        ["close_alert", { alert: id, outcome: "nobody" }],
      ];
      const roles = ["educator", "researcher", "dpo", "admin"] as const;
      for (const who of [...roles.map((role) => organisation.account(role)), stranger(), null]) {
        for (const [name, args] of calls) {
          expect([name, await refusal(call(db(), who, name, args, on()))]).toEqual([name, "42501"]);
        }
      }
    });

    test("another organisation's lead sees none and finds none by its id", async () => {
      const id = await save();
      const other = (await makeOrganisation(db())).account("lead");
      expect(await open(other)).toEqual([]);
      expect(await refusal(call(db(), other, "close_alert", { alert: id, outcome: "nobody" }, on()))).toBe(
        "RP002",
      );
      await save({ alert: id, cell: cellAt(9, 9) }, other);
      expect(await open()).toMatchObject([{ id, cell: cellAt(0, 1) }]);
    });

    test("each opening and each change is audited, without a cell", async () => {
      await save();
      await open();
      await open(organisation.account("lead", 1));
      expect([await audited("alerts_opened"), await audited("alert_saved")]).toEqual([2, 1]);
      const rows = await owned(
        db(),
        "select counts::text as counts from audit.event where organisation_id = $1",
        [organisation.id],
      );
      expect(JSON.stringify(rows)).not.toContain(String(cellAt(0, 1)));
    });

    test("the reminder counts and says of none where it is", async () => {
      await save({ due_on: TODAY });
      await save();
      const due = await call(db(), lead, "alerts_due", {}, { today: addDays(TODAY, 1), readOnly: true });
      expect(due).toEqual({ waiting: 2, due: 2, overdue: 1 });
    });
  });

  describe("a lead's alerts", () => {
    test("writing again under the same id changes the one alert", async () => {
      const id = randomUUID();
      await save({ alert: id });
      await save({ alert: id, slot: null, due_on: addDays(TODAY, 5) });
      expect(await open()).toMatchObject([
        { slot: null, due_on: addDays(TODAY, 5), source: "resident", overdue: false },
      ]);
    });

    test.each<[string, Record<string, unknown>]>([
      ["no cell", { cell: null }],
      ["a deadline gone by", { due_on: addDays(TODAY, -1) }],
      ["a deadline far away", { due_on: addDays(TODAY, 61) }],
      ["an unknown source", { source: "anonyme" }],
      ["an unknown slot", { slot: "noon" }],
    ])("%s is refused", async (_, fields) => {
      expect(await refusal(save(fields))).toBe("RP001");
      expect(await open()).toEqual([]);
    });

    test.each(["met", "nobody", "not_reached", "obsolete"])("closed as %s, and reopened", async (outcome) => {
      const id = await save();
      await call(db(), lead, "close_alert", { alert: id, outcome }, on());
      expect(await open()).toMatchObject([{ outcome }]);
      expect(await refusal(save({ alert: id }))).toBe("RP003");
      await call(db(), lead, "close_alert", { alert: id, outcome: null }, on());
      expect(await open()).toMatchObject([{ outcome: null }]);
      expect(await refusal(call(db(), lead, "close_alert", { alert: id, outcome: "x" }, on()))).toBe("RP001");
    });

    test("a planned stop in its cell goes there, until the alert turns out to be elsewhere", async () => {
      const id = await save();
      const round = plan({ stops: [stopAt(cellAt(0, 1))] });
      await saveRounds(db(), lead, [round]);
      expect(await open()).toMatchObject([{ id, round: { id: round.id } }]);
      await save({ alert: id, cell: cellAt(5, 5) });
      expect(await open()).toMatchObject([{ id, cell: cellAt(5, 5), round: null }]);
    });

    test("what was closed more than four weeks ago is not opened any more; what waits is, overdue", async () => {
      const closed = await save();
      await call(db(), lead, "close_alert", { alert: closed, outcome: "nobody" }, on());
      const waiting = await save();
      expect(await open(lead, addDays(TODAY, 40))).toMatchObject([{ id: waiting, overdue: true }]);
    });
  });

  describe("a partner's link", () => {
    test("brings an alert without an account, with its number", async () => {
      const { token } = await link();
      expect(await submit(token)).toEqual({ received: true });
      expect(await open()).toMatchObject([
        { cell: cellAt(2, 2), slot: "night", source: "partner", due_on: addDays(TODAY, 3), link: 1 },
      ]);
      expect(await audited("alert_received")).toBe(1);
    });

    test("is answered alike whether its token holds, is revoked, expired or invented", async () => {
      const [good, revoked, old] = [await link(), await link(), await link()];
      await call(db(), lead, "revoke_alert_link", { link: revoked.id }, on());
      await owned(db(), "update field.alert_link set expires_at = created_at where id = $1", [old.id]);
      for (const token of [good.token, revoked.token, old.token, randomUUID(), ""]) {
        expect(await submit(token)).toEqual({ received: true });
        expect(await submit(token, {}, stranger())).toEqual({ received: true });
        expect(await refusal(submit(token, { days: 15 }))).toBe("RP001");
      }
      expect((await open()).map(({ link: number }) => number)).toEqual([1, 1]);
    });

    test("takes ten alerts a day, and says the same of the eleventh", async () => {
      const { token } = await link();
      const answers = [];
      for (let n = 0; n < 11; n++) answers.push(await submit(token));
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
        new Set(['{"received":true}']),
      );
      expect(await open()).toHaveLength(10);
    });

    test("is listed without its token, which is stored nowhere", async () => {
      const { token } = await link();
      await submit(token);
      const listed = await call<{ links: unknown[] }>(db(), lead, "alert_links", {}, on());
      expect(listed.links).toMatchObject([{ number: 1, state: "open", alerts: 1 }]);
      expect(JSON.stringify(listed)).not.toContain(token);
      const rows = await owned(db(), "select to_jsonb(l)::text as row from field.alert_link l");
      expect(JSON.stringify(rows)).not.toContain(token);
    });
  });
});
