import { beforeAll, expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";

eachDatabase("contacts", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  const save = (who: string | null, on_call: unknown, coordination: unknown = null) =>
    call(db(), who, "save_contacts", { on_call, coordination });
  const contacts = (who: string | null) => call(db(), who, "contacts");

  test("what a lead saves is what an educator's sheet carries; no number is null", async () => {
    expect(await contacts(organisation.account("educator"))).toEqual({ on_call: null, coordination: null });
    await save(organisation.account("lead"), "+33 1 99 00 00 00", "01.99.00.00.01");
    const known = { on_call: "+33 1 99 00 00 00", coordination: "01.99.00.00.01" };
    expect(await contacts(organisation.account("educator"))).toEqual(known);
    await save(organisation.account("admin"), null);
    expect(await contacts(organisation.account("lead"))).toEqual({ on_call: null, coordination: null });
  });

  test.each(["Ana, 3e étage", "06 12", "x".repeat(30), "0612345678 demander Ana", "", "--"])(
    "nothing but a number is taken: %j",
    async (words) => {
      if (words === "06 12") expect(await save(organisation.account("lead"), words)).toBeTypeOf("object");
      else expect(await refusal(save(organisation.account("lead"), words))).toBe("RP001");
    },
  );

  test("another organisation, a stranger and nobody see and change nothing", async () => {
    await save(organisation.account("lead"), "01 99 00 00 02");
    const other = await makeOrganisation(db());
    expect(await contacts(other.account("lead"))).toEqual({ on_call: null, coordination: null });
    for (const who of [stranger(), null, organisation.account("educator"), organisation.account("dpo")]) {
      expect(await refusal(save(who, "01 99 00 00 03"))).toBe("42501");
    }
    expect(await refusal(contacts(stranger()))).toBe("42501");
    expect(await contacts(organisation.account("lead"))).toMatchObject({ on_call: "01 99 00 00 02" });
  });

  test("a change is in the audit log, without the number", async () => {
    await save(organisation.account("lead"), "01 99 00 00 04");
    const rows = await owned(db(), "select * from audit.event where action = 'contacts_saved'");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("99 00 00 04");
  });
});
