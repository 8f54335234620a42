import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { fetchInstitutionTable } from "../../../src/data/institutions.ts";
import { fetchPublishStatus, publishNext } from "../../../src/data/publishing.ts";
import { fetchWindowCalendar } from "../../../src/data/window-calendar.ts";
import { noiseOfKey } from "../../../src/reference/noise.ts";
import { recordKey, SECRET } from "../../attacks/port/keys.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { makeRecorders } from "../release/meetings.ts";
import { PUBLISHING } from "../release/publishing.ts";
import { insertCounts, publishInstitutions, type StoredCount } from "./institutions.ts";

const QUARTER = "2026-01-01";
const DUE = "2026-04-15";
const BOUNDS = [15, 25, 40, 60, 100];

/** The cell key, written a second time: 76 bytes, layer 4, the setting and the département for a leaf. */
function keyOf(organisation: string, name: string, keySum: bigint): number {
  const bytes = Buffer.alloc(76);
  bytes.writeInt16BE(4, 0);
  Buffer.from(organisation.replaceAll("-", ""), "hex").copy(bytes, 2);
  bytes.writeInt16BE(2, 18);
  bytes.writeInt32BE((Date.UTC(2026, 0, 1) - Date.UTC(2000, 0, 1)) / 86_400_000, 36);
  createHash("sha256").update(name).digest().copy(bytes, 40);
  bytes.writeUInt32BE(Number(keySum & 0xffffffffn), 72);
  return createHmac("sha256", Buffer.from(SECRET, "hex")).update(bytes).digest().readUInt32BE(0);
}

/** The staff rules of privacy.md for k0 = 10, k1 = 5, k2 = 3, written a second time. */
function shownOf(organisation: string, counts: readonly Required<StoredCount>[]): Record<string, number> {
  const shown: Record<string, number> = {};
  const nameOf = ({ setting, departement }: Required<StoredCount>) => `${setting} ${departement}`;
  for (const name of new Set(counts.map(nameOf))) {
    const here = counts.filter((each) => nameOf(each) === name);
    const people = here.map((each) => each.people).toSorted((one, other) => other - one);
    const total = people.reduce((sum, each) => sum + each, 0);
    const keySum = here.reduce((sum, { id, people: n }) => sum + BigInt(recordKey(id)) * BigInt(n), 0n);
    const v = noiseOfKey(keyOf(organisation, name.replace(" ", "/"), keySum));
    const [one = 0, two = 0] = people;
    if (total + v >= 15 && total - one + v >= 10 && total - one - two + v >= 8) {
      shown[name] = BOUNDS.filter((bound) => bound <= total + v).length;
    }
  }
  return shown;
}

eachDatabase("published contacts in institutions", (db) => {
  let own: TestOrganisation;
  let recorders: string[];
  beforeAll(async () => {
    own = await makeOrganisation(db());
    recorders = await makeRecorders(db(), own.id, 5);
  });

  test("a quarter shows exactly what the rules, written a second time, show", async () => {
    const line = fc.record({
      recorder: fc.integer({ min: 0, max: 4 }),
      setting: fc.constantFrom("court", "shelter"),
      departement: fc.constantFrom("75", "93"),
      people: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 })),
    });
    const lines = fc.uniqueArray(line, {
      ...{ minLength: 8, maxLength: 20 },
      selector: ({ recorder, setting, departement }) => `${recorder} ${setting} ${departement}`,
    });
    let [shown, hidden] = [0, 0];
    await fc.assert(
      fc.asyncProperty(lines, async (drawn) => {
        const organisation = await makeOrganisation(db(), { members: {} });
        const people = await makeRecorders(db(), organisation.id, 5);
        const counts = drawn.map((each) => ({
          ...each,
          recorder: people[each.recorder] ?? "",
          quarter: QUARTER,
        }));
        const ids = await insertCounts(db(), organisation.id, counts);
        const expected = shownOf(
          organisation.id,
          counts.map((each, at) => ({ ...each, id: ids[at] ?? "" })),
        );
        const published = await publishInstitutions(db(), organisation.id, DUE);
        expect(published).toEqual({ quarter: QUARTER, shown: expected });
        shown += Object.keys(expected).length;
        hidden += new Set(counts.map((each) => `${each.setting} ${each.departement}`)).size;
      }),
      { numRuns: 30 },
    );
    expect(shown).toBeGreaterThan(10);
    expect(hidden - shown).toBeGreaterThan(10);
  });

  test("padding does not open it: one real youth beside a colleague's hundreds, or beside a new account's", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 1 } });
    const [one = "", two = "", three = ""] = await makeRecorders(db(), organisation.id, 3);
    const young = await makeRecorders(db(), organisation.id, 4, "2026-04-01");
    const all = (people: readonly (readonly [string, number])[], setting: string) =>
      people.map(([recorder, each]) => ({ recorder, people: each, setting, quarter: QUARTER }));
    await insertCounts(db(), organisation.id, [
      ...all(
        [
          [one, 1],
          [two, 400],
          [three, 1],
        ],
        "court",
      ),
      ...all(
        [
          [one, 300],
          [two, 300],
          [three, 2],
        ],
        "shelter",
      ),
      // Accounts of less than four weeks vouch for nobody, however many they are.
      ...all([[one, 2], ...young.map((each) => [each, 50] as const)], "detention"),
    ]);
    expect(await publishInstitutions(db(), organisation.id, DUE)).toEqual({ quarter: QUARTER, shown: {} });
  });

  test("a quarter is due 14 days after its end, oldest first, once, those without counts too; it changes no more", async () => {
    await insertCounts(
      db(),
      own.id,
      recorders.map((recorder) => ({ recorder, people: 30, quarter: "2025-10-01" })),
    );
    expect(await publishInstitutions(db(), own.id, "2026-01-14")).toBeUndefined();
    const first = await publishInstitutions(db(), own.id, DUE);
    expect(first).toEqual({ quarter: "2025-10-01", shown: { "court 93": 5 } });
    expect(await publishInstitutions(db(), own.id, DUE)).toEqual({ quarter: QUARTER, shown: {} });
    expect(await publishInstitutions(db(), own.id, DUE)).toBeUndefined();
    const without = owned(db(), "select release.publish_institutional($1, null)", [own.id], {
      "repere.today": "2026-07-20",
    });
    expect(await refusal(without)).toBe("RP010");
    for (const statement of [
      "update release.institutional_cell set class = 1",
      "delete from release.institutional_cell",
      "truncate release.institutional_cell",
      "update release.institutional_quarter set quarter = quarter",
      "delete from release.institutional_quarter",
      "truncate release.institutional_quarter cascade",
    ]) {
      expect(await refusal(owned(db(), statement)), statement).toBe("42501");
    }
  });

  test("leads read it, the whole table each time; nobody else does", async () => {
    pageOf(db(), own.account("lead"), DUE);
    const table = await fetchInstitutionTable();
    expect(table).toEqual({
      ok: true,
      value: {
        bounds: BOUNDS,
        next: { quarter: "2026-04-01", due_on: "2026-07-15", is_due: false },
        quarters: [
          { quarter: QUARTER, lines: [] },
          { quarter: "2025-10-01", lines: [{ setting: "court", departement: "93", level: 5 }] },
        ],
      },
    });
    const raw = await call<{ quarters: { class: number[] }[] }>(
      ...([db(), own.account("lead"), "institutional_table", {}, { today: DUE, readOnly: true }] as const),
    );
    expect(raw.quarters.map((each) => each.class.length)).toEqual([505, 505]);
    for (const who of [null, stranger(), ...(["educator", "researcher", "dpo", "admin"] as const)]) {
      const account = who === null || who.includes("-") ? who : own.account(who as "dpo");
      expect(await refusal(call(db(), account, "institutional_table", {}, { today: DUE }))).toBe("42501");
    }
    const other = await makeOrganisation(db());
    pageOf(db(), other.account("lead"), DUE);
    expect(await fetchInstitutionTable()).toMatchObject({ value: { next: null, quarters: [] } });
    // Over 52 weeks after its end it is withdrawn from view.
    pageOf(db(), own.account("lead"), "2026-12-31");
    expect(await fetchInstitutionTable()).toMatchObject({ value: { quarters: [{ quarter: QUARTER }] } });
  });

  test("it is published with the maps, shown in the dpo's calendar, and erasing a count changes nothing of it", async () => {
    const organisation = await makeOrganisation(db(), { fictitious: true });
    const people = await makeRecorders(db(), organisation.id, 4);
    const [first = ""] = await insertCounts(
      db(),
      organisation.id,
      people.map((recorder) => ({ recorder, people: 20, quarter: QUARTER })),
    );
    pageOf(db(), organisation.account("lead"), DUE, PUBLISHING);
    expect(await fetchPublishStatus()).toMatchObject({ value: { due: 1, next_due_on: "2026-04-15" } });
    const named = { layer: "institutional", tier: "lead", starts_on: QUARTER, ends_on: "2026-03-31" };
    expect(await publishNext(true)).toMatchObject({ value: { published: named, remaining: 1 } });
    expect(await publishNext(false)).toMatchObject({
      value: { published: { ...named, leaves: 505, shown: 1 }, remaining: 0 },
    });
    expect(await publishNext(false)).toEqual({ ok: false, error: "nothing_due" });
    expect(await fetchPublishStatus()).toMatchObject({ value: { due: 0, published: 1, last: named } });
    const before = await call(db(), organisation.account("lead"), "institutional_table", {}, { today: DUE });
    await call(db(), organisation.account("dpo"), "erase_row", {
      ...{ kind: "institutional", id: first, dry_run: false },
    });
    expect(await call(db(), organisation.account("lead"), "institutional_table", {}, { today: DUE })).toEqual(
      before,
    );
    pageOf(db(), organisation.account("dpo"), DUE);
    expect(await fetchWindowCalendar()).toMatchObject({
      value: [{ layer: "institutional", state: "published", shown_leaves: 1 }],
    });
    const late = await call(
      db(),
      organisation.account("dpo"),
      "window_calendar",
      {},
      { today: "2027-06-01" },
    );
    const { windows } = late as { windows: { state: string; shown_leaves: unknown }[] };
    expect(windows.filter(({ state }) => state !== "due")).toMatchObject([
      { layer: "institutional", starts_on: QUARTER, state: "withdrawn", shown_leaves: null },
    ]);
  });
});
