import { expect, test } from "vitest";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importRows, sentRow } from "../harness/imports.ts";
import { makeOrganisation } from "../harness/organisation.ts";

eachDatabase("the service clock", (db) => {
  const today = async (zone: string, set?: string) => {
    const [row] = await owned(
      db(),
      "select release.today($1) as day",
      [zone],
      set ? { "repere.today": set } : {},
    );
    return String(row?.["day"]);
  };

  test("a fixed day is the day everywhere, and lasts one transaction", async () => {
    for (const zone of ["Europe/Paris", "Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      expect(await today(zone, "2022-12-31")).toBe("2022-12-31");
    }
    expect(await today("Europe/Paris")).not.toBe("2022-12-31");
  });

  test("without one, the day is the calendar's in the organisation's time zone", async () => {
    const dayIn = (timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
    for (const zone of ["Pacific/Kiritimati", "America/Los_Angeles"]) {
      const [before, said, after] = [dayIn(zone), await today(zone), dayIn(zone)];
      expect([before, after]).toContain(said);
    }
  });

  test("an empty setting is no day", async () => {
    const [row] = await owned(
      db(),
      "select release.today('UTC') = (clock_timestamp() at time zone 'UTC')::date as real",
      [],
      {
        "repere.today": "",
      },
    );
    expect(row).toEqual({ real: true });
  });

  test("with a fixed day, later moments are later, and all lie on that day", async () => {
    const moments: string[] = [];
    for (let n = 0; n < 5; n++) {
      const [row] = await owned(
        db(),
        "select to_char(release.now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as now, pg_sleep(0.02)",
        [],
        { "repere.today": "2022-12-31" },
      );
      moments.push(String(row?.["now"]));
    }
    expect(moments).toEqual([...moments].sort());
    expect(new Set(moments).size).toBe(5);
    expect(moments.every((moment) => moment.startsWith("2022-12-31"))).toBe(true);
  });

  test("members see the day in me, and records are received on it", async () => {
    const organisation = await makeOrganisation(db(), { timeZone: "America/Los_Angeles" });
    const me = await call(db(), organisation.account("lead"), "me", {}, { today: "2022-12-31" });
    expect(me).toMatchObject({ organisation: { today: "2022-12-31", time_zone: "America/Los_Angeles" } });
    const row = sentRow({ service_date: "2022-12-31" });
    expect(await importRows(db(), organisation, [row], {}, { today: "2022-12-31" })).toMatchObject({
      accepted: 1,
    });
    const [visit] = await owned(
      db(),
      "select (received_at at time zone 'UTC')::date as day from field.visit where organisation_id = $1",
      [organisation.id],
    );
    expect(visit).toEqual({ day: "2022-12-31" });
  });
});
