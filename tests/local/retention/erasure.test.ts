import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { eraseBatch, eraseRecords, eraseRow } from "../../../src/data/erasure.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { checksums, importRows, sentRow } from "../harness/imports.ts";
import type { TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { releases, TODAY, withAgedRecords } from "./aged.ts";

eachDatabase("erasure on request", (db) => {
  let organisation: TestOrganisation;
  let batch = "";
  const today = { today: "2024-09-02" };

  beforeEach(async () => {
    organisation = await withAgedRecords(db());
    batch = randomUUID();
    const rows = [
      sentRow({ count: 3, service_date: "2024-08-30" }),
      sentRow({ count: 2, service_date: "2024-08-31" }),
    ];
    await importRows(db(), organisation, rows, { batch }, today);
  });

  const erase = (role: "educator" | "lead" | "dpo", args: Record<string, unknown>, name = "erase_row") =>
    call<Record<string, unknown>>(db(), organisation.account(role), name, { dry_run: false, ...args }, today);
  /** Stored ids of the import's largest meeting, or of a named one. */
  const imported = async (meeting: unknown = null) => {
    const [row] = await owned(
      db(),
      `select v.id as visit, e.id as encounter, (array_agg(c.id order by c.id))[1] as contact, count(*)::integer as youths,
        v.batch_id as batch
       from field.visit v join field.encounter e on e.visit_id = v.id join field.contact c on c.encounter_id = e.id
       where v.organisation_id = $1 and v.batch_id is not null and e.id = coalesce($2, e.id) group by 1, 2, 5 order by youths desc limit 1`,
      [organisation.id, meeting],
    );
    return row ?? {};
  };
  const exists = async (id: unknown) => {
    const rows = await owned(
      db(),
      `select from field.visit where id = $1 union all select from field.encounter where id = $1
       union all select from field.contact where id = $1`,
      [id],
    );
    return rows.length > 0;
  };

  test("an author erases a youth, then the meeting with its last youth, and the visit no longer says that someone was met", async () => {
    const { visit, encounter, youths } = await imported();
    const published = await releases(db());
    for (let left = Number(youths); left > 0; left--) {
      const { contact } = await imported(encounter);
      expect(await erase("lead", { kind: "contact", id: contact })).toEqual({
        ...{ visits: 0, encounters: left === 1 ? 1 : 0, contacts: 1, dry_run: false, releases: "unchanged" },
      });
      expect(await exists(contact)).toBe(false);
    }
    expect(await exists(encounter)).toBe(false);
    const [row] = await owned(db(), "select outcome from field.visit where id = $1", [visit]);
    expect(row).toEqual({ outcome: null });
    expect(await releases(db())).toEqual(published);
  });

  test("a visit goes with all of its meetings; only ids are kept of what went", async () => {
    const { visit, encounter, contact, youths } = await imported();
    const before = await checksums(db());
    const dry = await erase("lead", { kind: "visit", id: visit, dry_run: true });
    expect(await checksums(db())).toEqual(before);
    const done = await erase("lead", { kind: "visit", id: visit });
    expect(dry).toEqual({ ...done, dry_run: true });
    expect(done).toMatchObject({ visits: 1, encounters: 1, contacts: youths });
    const kept = await owned(db(), "select row_id as id from field.erasure where organisation_id = $1", [
      organisation.id,
    ]);
    expect(kept.map((row) => row["id"])).toEqual(expect.arrayContaining([visit, encounter, contact]));
    expect(kept).toHaveLength(2 + Number(youths));
    expect(await refusal(erase("lead", { kind: "visit", id: visit }))).toBe("RP002");
  });

  test("nobody erases or probes another account's rows but the dpo, who is not told how many youths they held", async () => {
    const { visit, encounter, contact } = await imported();
    const other = await withAgedRecords(db());
    for (const [kind, id] of [
      ["visit", visit],
      ["encounter", encounter],
      ["contact", contact],
    ] as const) {
      expect(await refusal(erase("educator", { kind, id }))).toBe("RP002");
      const foreign = call(db(), other.account("dpo"), "erase_row", { kind, id, dry_run: true }, today);
      expect(await refusal(foreign)).toBe("RP002");
    }
    for (const factor of ["none", "stale"] as const) {
      const attempt = call(
        db(),
        organisation.account("dpo"),
        "erase_row",
        { kind: "visit", id: visit },
        { factor },
      );
      expect(await refusal(attempt)).toBe("42501");
    }
    expect(await erase("dpo", { kind: "encounter", id: encounter })).toEqual({
      ...{ visits: 0, encounters: 1, dry_run: false, releases: "unchanged" },
    });
    const rows = await owned(
      db(),
      "select action, subject, counts from audit.event where organisation_id = $1 and action = 'row_erased'",
      [organisation.id],
    );
    expect(rows).toEqual([
      { action: "row_erased", subject: encounter, counts: { visits: 0, encounters: 1 } },
    ]);
  });

  test("odd kinds and ids are refused", async () => {
    for (const kind of [null, "", "round", "visit'"]) {
      expect(await refusal(erase("lead", { kind, id: randomUUID() }))).toBe("RP001");
    }
    expect(await refusal(erase("lead", { kind: "visit", id: null }))).toBe("RP002");
    expect(await refusal(erase("lead", { kind: "visit", id: randomUUID(), dry_run: null }))).toBe("RP001");
  });

  test("the dpo erases an import, after counting, and only once; its file does not come back", async () => {
    const { batch: stored } = await imported();
    const published = await releases(db());
    const before = await checksums(db());
    pageOf(db(), organisation.account("dpo"), today.today);
    expect(await eraseBatch(String(stored), true)).toMatchObject({
      ...{ ok: true, value: { rows: 2, visits: 2, contacts: 0, dry_run: true, releases: "unchanged" } },
    });
    expect(await checksums(db())).toEqual(before);
    expect(await eraseBatch(String(stored), false)).toMatchObject({ ok: true, value: { rows: 2 } });
    expect(await imported()).toEqual({});
    expect(await eraseBatch(String(stored), false)).toMatchObject({ ok: false, error: "already_done" });
    expect(await refusal(erase("dpo", { batch: randomUUID() }, "erase_batch"))).toBe("RP002");
    expect(await releases(db())).toEqual(published);
  });

  test("the dpo erases every record of the organisation by typing its name; releases, accounts and other organisations stay", async () => {
    const other = await withAgedRecords(db());
    const published = await releases(db());
    const left = async (of: TestOrganisation) => {
      const tables = ["visit", "encounter", "contact", "round", "site", "alert", "import_batch", "recorder"];
      const counts = tables.map(
        (table) => `(select count(*) from field.${table} where organisation_id = $1)`,
      );
      const [row] = await owned(db(), `select (${counts.join(" + ")})::integer as n`, [of.id]);
      return Number(row?.["n"]);
    };
    const before = [await left(organisation), await left(other)];
    expect(await refusal(erase("dpo", { organisation_name: "Autre" }, "erase_records"))).toBe("RP001");
    pageOf(db(), organisation.account("dpo"), TODAY);
    const told = { ok: true, value: { contacts: 100, encounters: 0, sites: 2, alerts: 3, visits: 44 } };
    expect(await eraseRecords("Association fictive", true)).toMatchObject(told);
    expect([await left(organisation), await left(other)]).toEqual(before);
    expect(await eraseRecords("Association fictive", false)).toMatchObject(told);
    expect([await left(organisation), await left(other)]).toEqual([0, before[1]]);
    expect(await releases(db())).toEqual(published);
    expect(await call(db(), organisation.account("lead"), "me")).toMatchObject({ member: { role: "lead" } });
    pageOf(db(), organisation.account("lead"), TODAY);
    expect(await eraseRow("visit", randomUUID(), true)).toMatchObject({ ok: false, error: "not_found" });
  });
});
