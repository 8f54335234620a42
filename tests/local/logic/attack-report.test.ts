import { beforeAll, expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

const part = { name: "leaves shown", measure: 0, upper: 0, bound: 0 };
const attack = { ...part, id: 7, name: "padding", pass: false, unprotected: 1, parts: [part], reason: "one" };
const report = {
  ran_at: "2026-06-01T10:00:00.000Z",
  commit: "0123456789ab",
  ...{ trials: 10_000, full: true, utility: [] },
  attacks: [attack, { ...attack, id: 9, name: "edge", pass: true, reason: undefined }],
};

eachDatabase("the report of the attack suite", (db) => {
  let organisation: TestOrganisation;
  let other: TestOrganisation;
  beforeAll(async () => {
    organisation = await makeOrganisation(db());
    other = await makeOrganisation(db());
  });

  const save = (given: unknown, of = organisation) =>
    call(db(), of.account("dpo"), "save_attack_report", { report: given }, { today: "2026-06-01" });

  test("before one is kept there is none, and the newest of the own organisation counts", async () => {
    const none = { received_at: null, report: null };
    expect(await call(db(), organisation.account("dpo"), "attack_report")).toEqual(none);
    expect(await save({ ...report, trials: 300 })).toEqual({ attacks: 2, failed: 1 });
    expect(await save(report)).toEqual({ attacks: 2, failed: 1 });
    const kept = await call<{ report: unknown }>(db(), organisation.account("dpo"), "attack_report");
    expect(kept.report).toEqual(JSON.parse(JSON.stringify(report)));
    expect(await call(db(), other.account("dpo"), "attack_report")).toEqual(none);
  });

  test("keeping one is audited with its verdicts", async () => {
    await save(report, other);
    const [event] = await owned(
      db(),
      "select actor_role, counts from audit.event where organisation_id = $1 and action = 'attack_report_saved'",
      [other.id],
    );
    expect(event).toMatchObject({ actor_role: "dpo", counts: { attacks: 2, failed: 1 } });
  });

  const without = (field: string) => ({ ...report, attacks: [{ ...attack, [field]: undefined }] });
  test.each<[string, unknown]>([
    ["null", null],
    ["a list", [report]],
    ["a word", "report"],
    ["no attacks", { ...report, attacks: [] }],
    ["attacks that are none", { ...report, attacks: {} }],
    ["an attack that is a number", { ...report, attacks: [7] }],
    ["twenty-six attacks", { ...report, attacks: Array.from({ length: 26 }, () => attack) }],
    ["a verdict in words", { ...report, attacks: [{ ...attack, pass: "yes" }] }],
    ["no parts", { ...report, attacks: [{ ...attack, parts: [] }] }],
    ["a day without a time", { ...report, ran_at: "2026-06-01" }],
    ["a commit that is none", { ...report, commit: "<script>" }],
    ...["id", "name", "measure", "upper", "bound", "pass", "unprotected", "parts"].map(
      (field): [string, unknown] => [`no ${field}`, without(field)],
    ),
  ])("is refused where it is none: %s", async (_, given) => {
    expect(await refusal(save(given))).toBe("RP001");
  });

  test("is refused where it is too long", async () => {
    expect(await refusal(save({ ...report, more: "x".repeat(262_145) }))).toBe("RP007");
  });
});
