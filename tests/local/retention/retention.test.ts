import { expect, test } from "vitest";
import { runRetention } from "../../../src/data/erasure.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { checksums } from "../harness/imports.ts";
import type { TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import {
  ALERT_CELL,
  LAST_DAY,
  releases,
  rowsWith,
  SITE_CELL,
  STREET,
  TODAY,
  withAgedRecords,
} from "./aged.ts";

eachDatabase("retention", (db) => {
  const retain = (organisation: TestOrganisation, dry_run = false, today = TODAY) =>
    call<Record<string, unknown>>(db(), organisation.account("dpo"), "retention", { dry_run }, { today });
  const countOf = async (organisation: TestOrganisation) => {
    const [row] = await owned(
      db(),
      `select (select count(*)::integer from field.contact where organisation_id = $1) as contacts,
        (select count(*)::integer from field.encounter where organisation_id = $1) as encounters,
        (select min(service_date) from field.contact where organisation_id = $1) as first,
        (select count(*)::integer from field.visit where organisation_id = $1 and outcome is null) as without_outcome,
        (select count(*)::integer from field.visit where organisation_id = $1 and cell = $2) as on_the_street`,
      [organisation.id, STREET],
    );
    return row;
  };

  test("after 24 months contacts and encounters are gone, visits have no outcome, and the rest stays to the day", async () => {
    const organisation = await withAgedRecords(db());
    const published = await releases(db());
    expect(await countOf(organisation)).toMatchObject({ contacts: 108, encounters: 36, without_outcome: 0 });
    expect(await retain(organisation)).toEqual({
      ...{ last_day: LAST_DAY, contacts: 0, encounters: 0, institutional: 0 },
      ...{ visits: 21, sites: 1, alerts: 2, events: 0 },
      ...{ dry_run: false, releases: "unchanged" },
    });
    expect(await countOf(organisation)).toEqual({
      ...{ contacts: 54, encounters: 18, first: "2024-03-16", without_outcome: 21, on_the_street: 36 },
    });
    expect(await releases(db())).toEqual(published);
    expect(await retain(organisation)).toMatchObject({ visits: 0, sites: 0, alerts: 0 });
    await owned(db(), "delete from org.organisation where id = $1", [organisation.id]);
  });

  test("the cell of a closed site or alert is in no column of any record of its time", async () => {
    const organisation = await withAgedRecords(db());
    const before = await rowsWith(db(), SITE_CELL);
    expect(before).toMatchObject({ "site.cell": 2, "visit.cell": 6 });
    await retain(organisation);
    // What closed a day later keeps its own: the site, and the three visits of those days.
    expect(await rowsWith(db(), SITE_CELL)).toEqual({ "site.cell": 1, "visit.cell": 3 });
    expect(await rowsWith(db(), ALERT_CELL)).toEqual({ "alert.cell": 1, "stop.cell": 1 });
    expect(await rowsWith(db(), 28803760)).toEqual({ "site_event.moved_to_district": 1 });
    await owned(db(), "delete from org.organisation where id = $1", [organisation.id]);
  });

  test("a dry run tells what would happen and changes nothing but the audit log", async () => {
    const organisation = await withAgedRecords(db());
    const before = await checksums(db());
    const told = await retain(organisation, true);
    expect(await checksums(db())).toEqual(before);
    expect({ ...told, dry_run: false }).toEqual(await retain(organisation));
    const actions = await owned(
      db(),
      "select action, counts from audit.event where organisation_id = $1 and action like 'retention%' order by id",
      [organisation.id],
    );
    expect(actions).toEqual([
      { action: "retention_counted", counts: {} },
      { action: "retention_applied", counts: { visits: 21, sites: 1, alerts: 2, events: 0 } },
    ]);
  });

  test("contacts are told in whole hundreds, so that counting every day counts nobody", async () => {
    const [row] = await owned(
      db(),
      `select field.told_roundly('{"contacts": 299, "encounters": 100, "visits": 7}') as told`,
    );
    expect(row?.["told"]).toEqual({ contacts: 200, encounters: 100, visits: 7 });
  });

  test("a service clock set in the future erases nothing before its time", async () => {
    const organisation = await withAgedRecords(db());
    const [row] = await owned(
      db(),
      "select field.kept_after($1) <= (now() - interval '24 months')::date + 1 as kept from org.organisation where id = $1",
      [organisation.id],
      { "repere.today": "2090-01-01" },
    );
    expect(row).toEqual({ kept: true });
  });

  test("audit rows live six months by the real clock, and go in no other way", async () => {
    const organisation = await withAgedRecords(db());
    await owned(
      db(),
      `insert into audit.event (organisation_id, happened_at, via, action)
       select $1, now() - d::interval, 'system', 'invented' from unnest(array['7 months', '6 months 1 day', '5 months']) d`,
      [organisation.id],
    );
    expect(await refusal(owned(db(), "delete from audit.event where action = 'invented'"))).toBe("42501");
    expect(await retain(organisation, false, "2026-01-01")).toMatchObject({ events: 2 });
    const [left] = await owned(
      db(),
      "select count(*)::integer as n from audit.event where organisation_id = $1 and action = 'invented'",
      [organisation.id],
    );
    expect(left).toEqual({ n: 1 });
    expect(await refusal(owned(db(), "delete from audit.event where action = 'invented'"))).toBe("42501");
  });

  test("only the dpo, with a fresh code; and another organisation's records stay", async () => {
    const organisation = await withAgedRecords(db());
    const other = await withAgedRecords(db());
    const args = { dry_run: false };
    for (const factor of ["none", "stale"] as const) {
      const attempt = call(db(), organisation.account("dpo"), "retention", args, { factor });
      expect(await refusal(attempt)).toBe("42501");
    }
    expect(await refusal(call(db(), organisation.account("dpo"), "retention", { dry_run: null }))).toBe(
      "RP001",
    );
    await retain(organisation);
    expect(await countOf(other)).toMatchObject({ contacts: 108 });
    pageOf(db(), other.account("dpo"), TODAY);
    expect(await runRetention(true)).toMatchObject({ ok: true, value: { visits: 21, last_day: LAST_DAY } });
  });
});
