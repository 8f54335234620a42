import "fake-indexeddb/auto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { accountsHere, openVault } from "../../../src/data/phone-vault.ts";
import { sentRecord } from "../../../src/data/sync.ts";
import {
  groupOf,
  groupsOf,
  withFirst,
  withOneFewer,
  withOneMore,
  withSeen,
} from "../../../src/domain/contact-counts.ts";
import {
  type FieldContact,
  type FieldEncounter,
  isWholeVisit,
  MOST_CONTACTS,
  settledVisit,
  type VisitRecord,
} from "../../../src/domain/field-record.ts";
import { advancedClock, toldClock, unsentFate } from "../../../src/domain/phone-clock.ts";
import { AGE_BANDS, GENDERS } from "../../../src/domain/place-kind.ts";
import { addDays, daysBetween, type ServiceDate } from "../../../src/domain/slot.ts";

const day = (text: string) => text as ServiceDate;
const noon = (date: string) => ({ date, hour: 12 });

const which = fc.record({ gender: fc.constantFrom(...GENDERS), ageBand: fc.constantFrom(...AGE_BANDS) });
const tap = fc.record({ kind: fc.constantFrom("more", "fewer", "seen", "unseen", "first", "known"), which });

type Tap = typeof tap extends fc.Arbitrary<infer Value> ? Value : never;
type Contacts = readonly FieldContact[];

const TAPS: Readonly<Record<Tap["kind"], (contacts: Contacts, which: Tap["which"], id: string) => Contacts>> =
  {
    more: withOneMore,
    fewer: withOneFewer,
    seen: (contacts, one) => withSeen(contacts, one, 1),
    unseen: (contacts, one) => withSeen(contacts, one, -1),
    first: (contacts, one) => withFirst(contacts, one, 1),
    known: (contacts, one) => withFirst(contacts, one, -1),
  };

test("whatever is tapped, those seen and those new stay within the count, and nobody is both", () => {
  fc.assert(
    fc.property(fc.array(tap, { maxLength: 200 }), (taps) => {
      let contacts: Contacts = [];
      for (const [at, one] of taps.entries()) contacts = TAPS[one.kind](contacts, one.which, `c${at}`);
      expect(contacts.length).toBeLessThanOrEqual(MOST_CONTACTS);
      expect(groupsOf(contacts).reduce((sum, { count }) => sum + count, 0)).toBe(contacts.length);
      expect(contacts.every(({ seenRecently, firstTime }) => !(seenRecently && firstTime))).toBe(true);
      for (const { count, seen, first } of groupsOf(contacts))
        expect(seen + first).toBeLessThanOrEqual(count);
      expect(new Set(contacts.map(({ id }) => id)).size).toBe(contacts.length);
    }),
  );
});

test("each tap changes one youth of its group, where there is one to change", () => {
  fc.assert(
    fc.property(fc.array(tap, { maxLength: 60 }), which, (taps, one) => {
      const contacts = taps.reduce<Contacts>(
        (now, each, at) => TAPS[each.kind](now, each.which, `c${at}`),
        [],
      );
      const { count, seen, first } = groupOf(contacts, one);
      const after = (kind: Tap["kind"]) => groupOf(TAPS[kind](contacts, one, "new"), one);
      expect(after("more").count).toBe(Math.min(count + 1, count + MOST_CONTACTS - contacts.length));
      expect(after("fewer").count).toBe(Math.max(0, count - 1));
      expect(after("seen").seen).toBe(Math.min(count, seen + 1));
      expect(after("unseen").seen).toBe(Math.max(0, seen - 1));
      expect(after("first").first).toBe(Math.min(count - seen, first + 1));
      expect(after("known").first).toBe(Math.max(0, first - 1));
    }),
  );
});

test("a youth fewer is one of whom nothing is marked, as long as there is one", () => {
  const girl = { gender: "girl", ageBand: "13-15" } as const;
  const two = withSeen(withOneMore(withOneMore([], girl, "a"), girl, "b"), girl, 1);
  expect(groupOf(withOneFewer(two, girl), girl)).toMatchObject({ count: 1, seen: 1 });
});

test("a visit holds encounters where somebody was met, and only there", () => {
  const contact: FieldContact = {
    id: "c",
    gender: "boy",
    ageBand: "?",
    firstTime: null,
    seenRecently: false,
  };
  const encounter: FieldEncounter = {
    ...{ id: "e", placeKind: "activity" as const, language: null, needs: [], orientation: [] },
    ...{ livingDistrict: null, previousDistrict: null, contacts: [contact] },
  };
  const met: VisitRecord = {
    ...{ kind: "visit", id: "v", revision: 1, round: "r", place: { kind: "stop", stop: "s" }, minutes: null },
    ...{ outcome: "met", encounters: [encounter, { ...encounter, id: "f", contacts: [] }] },
  };
  expect(isWholeVisit(met)).toBe(false);
  expect(isWholeVisit(settledVisit(met))).toBe(true);
  expect(settledVisit({ ...met, outcome: "nobody" }).encounters).toEqual([]);
  expect(isWholeVisit({ ...met, encounters: [] })).toBe(false);
  expect(sentRecord(settledVisit(met))).toEqual({
    ...{ kind: "visit", id: "v", revision: 1, round: "r", stop: "s", minutes: null, outcome: "met" },
    encounters: [
      {
        ...{ id: "e", place_kind: "activity" as const, language: null, needs: [], orientation: [] },
        ...{ living_district: null, previous_district: null },
        contacts: [{ id: "c", gender: "boy", age_band: "?", first_time: null, seen_recently: false }],
      },
    ],
  });
});

test("the server's day is believed; a phone's clock moves it on, never back", () => {
  const told = toldClock([day("2026-03-03")], noon("2031-01-01"));
  expect(told.day).toBe("2026-03-03");
  expect(advancedClock(told, noon("2031-01-02")).day).toBe("2026-03-04");
  expect(advancedClock(told, noon("2020-01-01")).day).toBe("2026-03-03");
  // Set back, then on by a day: one day has gone by.
  expect(advancedClock(advancedClock(told, noon("2020-01-01")), noon("2020-01-02")).day).toBe("2026-03-04");
});

test("after midnight a night round is still the evening's", () => {
  const days = [day("2026-03-03"), day("2026-03-04")];
  expect(toldClock(days, { date: "2026-03-04", hour: 2 }).day).toBe("2026-03-03");
});

test("whatever is done to the clock, nothing unsent is wiped before it was announced, nor before 7 days", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 1, maxLength: 30 }), (leaps) => {
      const recorded = day("2026-03-03");
      let clock = toldClock([recorded], noon(recorded));
      let own: string = recorded;
      let warnedOn: ServiceDate[] = [];
      for (const leap of leaps) {
        own = addDays(own, leap);
        clock = advancedClock(clock, noon(own));
        const fate = unsentFate(recorded, clock.day, warnedOn);
        if (fate.kind === "warned") warnedOn = [...warnedOn, clock.day];
        if (fate.kind !== "wiped") continue;
        expect(warnedOn.some((told) => told < clock.day)).toBe(true);
        expect(daysBetween(recorded, clock.day)).toBeGreaterThanOrEqual(7);
        return;
      }
    }),
  );
});

test("a phone opened every day announces on days 5 and 6 and wipes on day 7", () => {
  const kinds: string[] = [];
  const warnedOn: ServiceDate[] = [];
  for (let age = 0; age <= 7; age++) {
    const today = day(addDays("2026-03-03", age));
    const fate = unsentFate(day("2026-03-03"), today, warnedOn);
    if (fate.kind === "warned") warnedOn.push(today);
    kinds.push(fate.kind);
  }
  expect(kinds).toEqual(["waits", "waits", "waits", "waits", "waits", "warned", "warned", "wiped"]);
});

test("what lies on the phone is ciphertext under a key that nothing can read, and opens to its account alone", async () => {
  const vault = await openVault("educator");
  expect(await vault.put("entry", "row", { secret: "Barbès" }, 0)).toBe(true);
  expect(await vault.put("entry", "row", { secret: "lost" }, 0)).toBe(false);
  expect((await vault.rows("entry")).open).toMatchObject([{ id: "row", value: { secret: "Barbès" } }]);
  const other = await openVault("other");
  expect((await other.rows("entry")).open).toEqual([]);
  const { openDB } = await import("idb");
  const raw = await openDB("repere.phone");
  const [kept] = await raw.getAll("rows");
  expect(new TextDecoder().decode(kept.data)).not.toContain("Barb");
  const { key } = await raw.get("keys", "educator");
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  // Moved to another account, or another place of the same one, it does not open: told as broken, not left out.
  await raw.put("rows", { ...kept, account: "other" });
  await raw.put("rows", { ...kept, id: "moved" });
  expect(await other.rows("entry")).toEqual({ open: [], broken: ["row"] });
  expect((await vault.rows("entry")).broken).toEqual(["moved"]);
  await vault.wipe();
  expect(await accountsHere()).toEqual(["other"]);
  expect((await raw.getAll("rows")).filter(({ account }) => account === "educator")).toEqual([]);
  for (const one of [raw, vault, other]) one.close();
});

test("rows change together, each by itself: one that another tab wrote since stays as that tab wrote it", async () => {
  const vault = await openVault("two-tabs");
  const other = await openVault("two-tabs");
  await vault.change("entry", [
    { id: "a", value: 1, expected: 0 },
    { id: "b", value: 1, expected: 0 },
    { id: "c", value: 1, expected: 0 },
  ]);
  const read = new Map((await vault.rows("entry")).open.map(({ id, version }) => [id, version]));
  const seen = (id: string) => read.get(id) ?? 0;
  expect(await other.put("entry", "b", 2, seen("b"))).toBe(true);
  const done = await vault.change("entry", [
    { id: "a", value: 3, expected: seen("a") },
    { id: "b", value: 3, expected: seen("b") },
    { id: "c", value: null, expected: seen("c") },
  ]);
  expect(done).toEqual([true, false, true]);
  const rows = async () =>
    Object.fromEntries((await vault.rows("entry")).open.map(({ id, value }) => [id, value]));
  expect(await rows()).toEqual({ a: 3, b: 2 });
  expect(await vault.change("entry", [])).toEqual([]);
  await vault.wipe();
  for (const one of [vault, other]) one.close();
});

test("what was read before is never shown for what is there now, even for a row made anew by another tab", async () => {
  const vault = await openVault("read-again");
  const other = await openVault("read-again");
  const values = async () => (await vault.rows("entry")).open.map(({ value }) => value);
  const version = async () => (await other.rows("entry")).open[0]?.version ?? 0;
  await vault.put("entry", "row", "first", 0);
  expect(await values()).toEqual(["first"]);
  await other.drop("row", await version());
  await other.put("entry", "row", "second", 0);
  expect(await values()).toEqual(["second"]);
  await other.put("entry", "row", "third", await version());
  expect(await values()).toEqual(["third"]);
  await other.drop("row", await version());
  expect(await values()).toEqual([]);
  await vault.wipe();
  for (const one of [vault, other]) one.close();
});

test("a row that was deleted and made anew is another one: who read the first neither replaces nor deletes it", async () => {
  const vault = await openVault("made-anew");
  const read = async () => (await vault.rows("entry")).open[0];
  const numbers: number[] = [];
  for (let life = 0; life < 5; life++) {
    expect(await vault.put("entry", "row", "written", 0)).toBe(true);
    for (let writing = 0; writing < 3; writing++) {
      const version = (await read())?.version ?? 0;
      for (const gone of numbers) {
        expect(await vault.put("entry", "row", "late", gone)).toBe(false);
        expect(await vault.drop("row", gone)).toBe(false);
      }
      numbers.push(version);
      expect(await vault.put("entry", "row", "written", version)).toBe(true);
    }
    const last = await read();
    expect(last?.value).toBe("written");
    numbers.push(last?.version ?? 0);
    expect(await vault.drop("row", last?.version ?? 0)).toBe(true);
  }
  expect(numbers.every((number) => Number.isSafeInteger(number) && number > 0)).toBe(true);
  expect(new Set(numbers).size).toBe(20);
  await vault.wipe();
  vault.close();
});
