import { beforeEach, describe, expect, test } from "vitest";
import { serviceDateOf, slotOfHour, wallClockAt } from "../../../src/domain/slot.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { cellAt, MONDAY, plan, roundsOf, saveRounds, stopAt, TODAY } from "./plan-world.ts";

interface Week {
  readonly rounds: readonly Record<string, unknown>[];
  readonly people: readonly { readonly id: string; readonly number: number }[];
  readonly templates: readonly unknown[];
  readonly forbidden: readonly unknown[];
  readonly carried: readonly number[];
}

eachDatabase("the week", (db) => {
  let organisation: TestOrganisation;
  let lead = "";
  let educator = "";

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), { members: { lead: 2, educator: 3 } });
    lead = organisation.account("lead");
    educator = organisation.account("educator");
  });

  const mine = () => ({ members: [organisation.member("educator")], stops: [stopAt(cellAt(0, 1))] });
  const week = (who: string, today = TODAY) =>
    call<Week>(db(), who, "week", { monday: MONDAY }, { today, readOnly: true });

  describe("an educator", () => {
    test("sees their own rounds of today and no other day's, draft's or person's", async () => {
      const seen = plan(mine());
      const hidden = [
        plan({ ...mine(), date: "2026-06-02" }),
        plan({ ...mine(), date: "2026-06-04" }),
        plan({ ...mine(), slot: "night", status: "draft" }),
        plan({ ...mine(), slot: "morning", members: [organisation.member("educator", 2)] }),
      ];
      await saveRounds(db(), lead, [seen, ...hidden]);
      expect((await roundsOf(db(), educator)).map(({ id }) => id)).toEqual([seen.id]);
      expect(await roundsOf(db(), organisation.account("educator", 1))).toEqual([]);
    });

    test("sees a cancelled round of today, so that nobody waits at the corner", async () => {
      const round = plan(mine());
      await saveRounds(db(), lead, [round]);
      await call(db(), lead, "cancel_round", { round: round.id, version: 1 }, { today: TODAY });
      expect(await roundsOf(db(), educator)).toMatchObject([{ status: "cancelled" }]);
    });

    test("gets nothing that a lead plans with", async () => {
      await saveRounds(db(), lead, [plan(mine())]);
      await call(db(), lead, "forbid_cells", { monday: MONDAY, cells: [cellAt(1, 1)] });
      expect(await week(educator)).toMatchObject({ people: [], templates: [], forbidden: [], carried: [] });
    });

    test("is told what a stop is for, on the day, and a lead never is", async () => {
      const stops = [1, 2, 3].map((east) => stopAt(cellAt(0, east)));
      const round = plan({ ...mine(), stops });
      await owned(
        db(),
        `insert into field.alert (organisation_id, cell, source, received_on, due_on)
         values ($1, $2, 'partner', '2026-06-01', '2026-06-08')`,
        [organisation.id, cellAt(0, 2)],
      );
      const [site] = await owned(
        db(),
        `insert into field.site (organisation_id, code, cell, kind, opened_on)
         values ($1, 'FICTIF-1', $2, 'squat', '2026-01-01') returning id`,
        [organisation.id, cellAt(0, 3)],
      );
      const sent = stops.map((stop, at) => (at === 2 ? { ...stop, site: site?.["id"] } : stop));
      await saveRounds(db(), lead, [{ ...round, stops: sent }]);
      const kinds = async (who: string) => (await roundsOf(db(), who))[0]?.stops?.map(({ kind }) => kind);
      expect(await kinds(educator)).toEqual(["place", "alert", "site"]);
      expect(await kinds(lead)).toEqual([null, null, null]);
      const answer = JSON.stringify(await week(lead));
      expect(answer).not.toContain(String(site?.["id"]));
      expect(answer).not.toMatch(/site_id|alert/);
    });
  });

  describe("a lead", () => {
    test("of another team sees that a round is, not where it goes; another organisation sees nothing", async () => {
      await saveRounds(db(), lead, [plan(mine())]);
      expect(await roundsOf(db(), organisation.account("lead", 1))).toMatchObject([{ stops: null }]);
      const other = await makeOrganisation(db());
      expect(await week(other.account("lead"))).toMatchObject({ rounds: [] });
      expect(JSON.stringify(await week(other.account("lead")))).not.toContain(
        organisation.member("educator"),
      );
    });

    test("knows people by numbers that stay when others leave", async () => {
      const before = (await week(lead)).people;
      expect(before.map(({ number }) => number).sort()).toEqual([1, 1, 1, 1, 2]);
      const first = before.find(({ id }) => id === organisation.member("educator"));
      await owned(db(), "update org.member set left_at = now() where id = $1", [first?.id]);
      const after = (await week(lead)).people;
      expect(after).toEqual(before.filter(({ id }) => id !== first?.id));
    });

    test("carries over the cells that the team set out for last week and nobody reached", async () => {
      const stops = [1, 2, 3, 4].map((east) => stopAt(cellAt(0, east)));
      const round = plan({ date: "2026-05-28", stops });
      await saveRounds(db(), lead, [round, plan({ date: "2026-05-29", stops: [stopAt(cellAt(9, 9))] })]);
      const visits = stops.slice(0, 3).map(({ id }, at) => ({
        ...{ id, stop: id, minutes: null },
        outcome: ["met", "nobody", "not_reached"][at],
      }));
      await call(db(), lead, "debrief_round", { round: round.id, visits }, { today: TODAY });
      // The second round never began: its stops wait in it.
      expect((await week(lead)).carried).toEqual([cellAt(0, 3), cellAt(0, 4)]);
      expect((await week(organisation.account("lead", 1))).carried).toEqual([]);
    });

    test("does not see imported history as rounds", async () => {
      await owned(
        db(),
        `with batch as (
           insert into field.import_batch (id, organisation_id, team_id, importer, file_digest, started_at)
           values (gen_random_uuid(), $1, $2, $3, decode(repeat('ab', 32), 'hex'), now()) returning id
         )
         insert into field.round (id, organisation_id, team_id, service_date, slot, status, batch_id)
         select gen_random_uuid(), $1, $2, '${TODAY}', 'evening', 'done', id from batch`,
        [organisation.id, organisation.team(), organisation.member("lead")],
      );
      expect(await roundsOf(db(), lead)).toEqual([]);
    });
  });

  test.each(["researcher", "dpo", "admin"] as const)("a %s sees no week", async (role) => {
    const other = await makeOrganisation(db());
    expect(await refusal(call(db(), other.account(role), "week", { monday: MONDAY }))).toBe("42501");
  });

  describe("clocks", () => {
    /** Moments around both changes of 2026, and a plain night, every 20 minutes. */
    const moments = ["2026-03-28T16:00Z", "2026-10-24T16:00Z", "2026-06-03T16:00Z"].flatMap((from) =>
      Array.from({ length: 60 }, (_, at) => new Date(Date.parse(from) + at * 1_200_000).toISOString()),
    );

    test.each(["Europe/Paris", "Australia/Lord_Howe", "America/Cayenne"])(
      "the service date and slot of every moment around a change are those of the reference, in %s",
      async (zone) => {
        const rows = await owned(
          db(),
          `select field.service_date_of(m, $2)::text as day, field.slot_of(m, $2)::text as slot
           from unnest($1::text::timestamptz[]) with ordinality as g (m, n) order by n`,
          [`{${moments.join(",")}}`, zone],
        );
        const expected = moments.map((moment) => {
          const clock = wallClockAt(Date.parse(moment), zone);
          return { day: serviceDateOf(clock), slot: slotOfHour(clock.hour) };
        });
        expect(rows).toEqual(expected);
      },
    );

    test("a night round belongs to its evening on both nights of a change", async () => {
      for (const [evening, last] of [
        ["2026-03-28", "2026-03-29T03:59:59Z"],
        ["2026-10-24", "2026-10-25T04:59:59Z"],
      ]) {
        const [row] = await owned(
          db(),
          `select field.service_date_of($1::text::timestamptz, 'Europe/Paris')::text as last,
             field.service_date_of($1::text::timestamptz + interval '1 second', 'Europe/Paris')::text as next`,
          [last],
        );
        expect(row?.["last"]).toBe(evening);
        expect(row?.["next"]).not.toBe(evening);
      }
    });
  });
});
