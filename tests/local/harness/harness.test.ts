import { expect, test } from "vitest";
import { call, owned, refusal } from "./calls.ts";
import { eachDatabase } from "./each-database.ts";
import { makeOrganisation, stranger } from "./organisation.ts";
import { insertRecords } from "./records.ts";

eachDatabase("the harness", (db) => {
  test("a member, a stranger and nobody are three different callers", async () => {
    const organisation = await makeOrganisation(db());
    const lead = await call<{ member: { role: string } }>(db(), organisation.account("lead"), "me");
    expect(lead.member.role).toBe("lead");
    expect(await call(db(), stranger(), "me")).toMatchObject({ member: null });
    expect(await refusal(call(db(), null, "me"))).toBe("42501");
  });

  test("requests run without a superuser's rights, and so do migrations on PostgreSQL", async () => {
    const [row] = await owned(db(), "select rolsuper from pg_roles where rolname = current_user");
    expect(row).toEqual({ rolsuper: false });
  });

  test("invented records arrive as visits, encounters and contacts", async () => {
    const organisation = await makeOrganisation(db());
    const record = {
      account: organisation.account("educator"),
      team: organisation.team(),
      cell: 28893760,
      service_date: "2026-03-02",
    };
    const records = Array.from({ length: 6000 }, (_, n) => ({ ...record, count: n % 3, seen_recently: 0 }));
    await insertRecords(db(), organisation.id, records);
    const counts = await owned(
      db(),
      `select (select count(*) from field.visit where organisation_id = $1) as visits,
        (select count(*) from field.encounter where organisation_id = $1) as encounters,
        (select count(*) from field.contact where organisation_id = $1) as contacts`,
      [organisation.id],
    );
    expect(counts).toEqual([{ visits: 6000, encounters: 4000, contacts: 6000 }]);
  });
});
