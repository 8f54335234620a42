import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { fetchOwnInstitutions, removeInstitution, saveInstitution } from "../../../src/data/institutions.ts";
import { DEPARTEMENTS, SETTINGS } from "../../../src/domain/institution.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { publishInstitutions } from "./institutions.ts";

/** 12 May 2026: the first quarter ended on 31 March; what was counted in it is corrected until 14 April. */
const TODAY = "2026-05-12";
const count = (part: object = {}) => ({
  ...{ id: randomUUID(), setting: "court" as const, departement: "93", quarter: "2026-04-01", people: 7 },
  ...part,
});

eachDatabase("counting contacts in institutions", (db) => {
  let own: TestOrganisation;
  beforeEach(async () => {
    own = await makeOrganisation(db(), { members: { educator: 2, lead: 1, dpo: 1 } });
  });
  const as = (account: string | null, today = TODAY) => pageOf(db(), account, today);

  test("a count is kept once however often it is sent, corrected by its author, and taken back", async () => {
    as(own.account("educator"));
    const sent = count();
    const first = await saveInstitution(sent);
    expect(await saveInstitution(sent)).toEqual(first);
    const before = await fetchOwnInstitutions();
    if (!before.ok || !first.ok) throw new Error("not kept");
    expect(before.value.counts).toEqual([{ ...sent, id: first.value.id }]);
    // By the stored id, as the page reads it.
    await saveInstitution({ ...sent, id: first.value.id, people: 9, setting: "shelter" });
    const after = await fetchOwnInstitutions();
    expect(after).toMatchObject({
      value: { counts: [{ people: 9, setting: "shelter", id: first.value.id }] },
    });
    expect(await removeInstitution(sent.id)).toMatchObject({ ok: true });
    expect(await fetchOwnInstitutions()).toMatchObject({ value: { counts: [] } });
    expect(await removeInstitution(sent.id)).toEqual({ ok: false, error: "not_found" });
    const rows = await owned(
      db(),
      "select action, counts from audit.event where organisation_id = $1 and action like 'institutional%' order by id",
      [own.id],
    );
    expect(rows.map((row) => row["action"])).toEqual([
      ...["institutional_saved", "institutional_saved", "institutional_saved", "institutional_removed"],
    ]);
    for (const row of rows) expect(row["counts"]).toEqual({});
  });

  test("the same setting, département and quarter is one count of an account: a second is told", async () => {
    as(own.account("educator"));
    expect(await saveInstitution(count())).toMatchObject({ ok: true });
    expect(await saveInstitution(count({ people: 3 }))).toEqual({ ok: false, error: "conflict" });
    expect(await saveInstitution(count({ departement: "75" }))).toMatchObject({ ok: true });
    as(own.account("educator", 1));
    expect(await saveInstitution(count())).toMatchObject({ ok: true });
  });

  test("nobody reads, corrects or takes back another account's count, not even by its stored id", async () => {
    as(own.account("educator"));
    const kept = await saveInstitution(count());
    const id = kept.ok ? kept.value.id : "";
    for (const account of [own.account("educator", 1), own.account("lead")]) {
      as(account);
      expect(await fetchOwnInstitutions()).toMatchObject({ value: { counts: [] } });
      expect(await removeInstitution(id)).toEqual({ ok: false, error: "not_found" });
      // Under their own namespace the id is another row, theirs.
      expect(await saveInstitution(count({ id, people: 1 }))).toMatchObject({ ok: true });
    }
    const rows = await owned(
      db(),
      "select people from field.institutional_contact where organisation_id = $1",
      [own.id],
    );
    expect(rows.map((row) => row["people"]).toSorted()).toEqual([1, 1, 7]);
  });

  test.each([
    ["a stranger", (): string | null => stranger(), "not_allowed"],
    ["the dpo", (organisation: TestOrganisation) => organisation.account("dpo"), "not_allowed"],
    ["nobody", () => null, "not_signed_in"],
  ] as const)("%s neither counts nor reads", async (_, who, error) => {
    as(who(own));
    expect(await saveInstitution(count())).toEqual({ ok: false, error });
    expect(await fetchOwnInstitutions()).toEqual({ ok: false, error });
    expect(await removeInstitution(randomUUID())).toEqual({ ok: false, error });
  });

  test("14 days after its quarter a count is closed to its author; a published quarter takes none", async () => {
    as(own.account("educator"), "2026-04-14");
    const last = count({ quarter: "2026-01-01" });
    const kept = await saveInstitution(last);
    expect(await fetchOwnInstitutions()).toMatchObject({ value: { counts: [{ people: 7 }] } });
    as(own.account("educator"), "2026-04-15");
    expect(await fetchOwnInstitutions()).toMatchObject({ value: { counts: [] } });
    for (const id of [last.id, kept.ok ? kept.value.id : ""]) {
      expect(await saveInstitution({ ...last, id, people: 8 })).toEqual({ ok: false, error: "already_done" });
      expect(await removeInstitution(id)).toEqual({ ok: false, error: "already_done" });
    }
    // Late, but not published: it may still be counted.
    expect(await saveInstitution(count({ quarter: "2026-01-01", departement: "75" }))).toMatchObject({
      ok: true,
    });
    await publishInstitutions(db(), own.id, "2026-04-20");
    as(own.account("educator"), "2026-04-20");
    expect(await saveInstitution(count({ quarter: "2026-01-01", departement: "77" }))).toEqual({
      ok: false,
      error: "already_done",
    });
    // Moving a count into or out of a closed quarter is a correction of both.
    const open = count();
    await saveInstitution(open);
    expect(await saveInstitution({ ...open, quarter: "2026-01-01" })).toEqual({
      ok: false,
      error: "already_done",
    });
  });

  test("quarters to come and over a year old, unknown settings and départements, and absurd numbers are refused", async () => {
    as(own.account("educator"));
    expect(await saveInstitution(count({ quarter: "2026-07-01" }))).toEqual({
      ok: false,
      error: "date_in_future",
    });
    expect(await saveInstitution(count({ quarter: "2025-01-01" }))).toEqual({
      ok: false,
      error: "already_done",
    });
    for (const part of [
      ...[{ quarter: "2026-04-02" }, { departement: "20" }, { departement: "99" }, { departement: "" }],
      ...[{ people: 0 }, { people: -1 }, { people: 2001 }, { setting: "street" }, { id: null }],
    ]) {
      expect(await saveInstitution(count(part)), JSON.stringify(part)).toEqual({
        ok: false,
        error: "bad_argument",
      });
    }
  });

  test("the author and the dpo erase a count after it is closed; its id does not come back", async () => {
    as(own.account("educator"), "2026-04-10");
    const sent = count({ quarter: "2026-01-01" });
    const kept = await saveInstitution(sent);
    const id = kept.ok ? kept.value.id : "";
    const late = { today: "2026-05-12" };
    const erase = (account: string | null) =>
      call(db(), account, "erase_row", { kind: "institutional", id, dry_run: false }, late);
    for (const account of [own.account("educator", 1), own.account("lead")]) {
      expect(await refusal(erase(account))).toBe("RP002");
    }
    const other = await makeOrganisation(db());
    expect(await refusal(erase(other.account("dpo")))).toBe("RP002");
    expect(await erase(own.account("dpo"))).toMatchObject({ institutional: 1 });
    expect(await refusal(erase(own.account("educator")))).toBe("RP002");
    as(own.account("educator"), "2026-05-12");
    expect(await saveInstitution(sent)).toEqual({ ok: false, error: "already_done" });
    const second = count();
    const open = await saveInstitution(second);
    expect(
      await call(db(), own.account("educator"), "erase_row", {
        ...{ kind: "institutional", id: second.id, dry_run: true },
      }),
    ).toMatchObject({ institutional: 1, dry_run: true });
    expect(open.ok && (await fetchOwnInstitutions())).toMatchObject({ value: { counts: [{ people: 7 }] } });
  });

  test("after 24 months nothing is left of a quarter's counts, and all go with the records", async () => {
    as(own.account("educator"));
    await saveInstitution(count());
    const left = () =>
      owned(db(), "select from field.institutional_contact where organisation_id = $1", [own.id]);
    await owned(db(), "select field.age_contacts($1, '2026-03-31')", [own.id]);
    expect(await left()).toHaveLength(1);
    const [aged] = await owned(db(), "select field.age_contacts($1, '2026-04-01') as done", [own.id]);
    expect(aged?.["done"]).toMatchObject({ institutional: 1 });
    expect(await left()).toHaveLength(0);
    await saveInstitution(count());
    await owned(db(), "select field.remove_records($1)", [own.id]);
    expect(await left()).toHaveLength(0);
  });

  test("the page and the database know the same settings and départements", async () => {
    const [row] = await owned(
      db(),
      "select field.settings() as settings, field.departements() as departements",
    );
    const codes = (row?.["departements"] ?? []) as string[];
    expect(row?.["settings"]).toEqual([...SETTINGS]);
    expect(codes.toSorted()).toEqual([...DEPARTEMENTS.keys()].toSorted());
    expect(DEPARTEMENTS.size).toBe(101);
  });
});
