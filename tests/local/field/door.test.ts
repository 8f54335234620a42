import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { addRecord, correctVisit, removeVisit } from "../../../src/data/outbox-edits.ts";
import { sendTurn } from "../../../src/data/outbox-sender.ts";
import { fetchFieldDay, fetchOwnVisits, syncRecords } from "../../../src/data/sync.ts";
import { withOneMore, withSeen } from "../../../src/domain/contact-counts.ts";
import type { RoundRecord, VisitRecord } from "../../../src/domain/field-record.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import { HOLD_MS } from "../../../src/domain/outbox.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import { memoryStore } from "../../unit/field/invented-server.ts";
import type { Who } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";

const TODAY = "2026-06-01" as ServiceDate;
const GIRL = { gender: "girl", ageBand: "13-15" } as const;

function good<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`the phone was told ${outcome.error}`);
  return outcome.value;
}

function roundNow(): RoundRecord {
  return { kind: "round", id: randomUUID(), revision: 1, serviceDate: TODAY, slot: "evening", mode: "foot" };
}

/** A visit with two girls met, one of them seen before. */
function metIn(round: string): VisitRecord {
  const two = withOneMore(withOneMore([], GIRL, randomUUID()), GIRL, randomUUID());
  const encounter = {
    ...{ id: randomUUID(), placeKind: "activity" as const, language: "ar", needs: ["food" as const] },
    ...{ orientation: ["health" as const], livingDistrict: 28883752 as Cell, previousDistrict: null },
    contacts: withSeen(two, GIRL, 1),
  };
  return {
    ...{
      kind: "visit",
      id: randomUUID(),
      revision: 1,
      round,
      place: { kind: "cell", cell: 28893760 as Cell },
    },
    ...{ minutes: 25 as Minutes, outcome: "met", encounters: [encounter] },
  };
}

eachDatabase("the phone's door", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { fictitious: true });
  });

  test("what a phone records comes back to its author as it was, is corrected, and is removed", async () => {
    pageOf(db(), organisation.account("educator"), TODAY);
    const store = memoryStore();
    const round = roundNow();
    const visit = metIn(round.id);
    await addRecord(store, round, TODAY);
    await addRecord(store, visit, TODAY);
    expect(await sendTurn(store, syncRecords, 0)).toEqual({ kind: "sent", kept: 2, refused: 0, late: 0 });
    expect(await store.list()).toEqual([]);
    const day = good(await fetchFieldDay());
    expect(day.rounds).toMatchObject([
      { date: TODAY, slot: "evening", mode: "foot", status: "running", own: true },
    ]);
    const [stored] = good(await fetchOwnVisits(round.id));
    if (!stored) throw new Error("the visit is not there");
    expect(stored).toMatchObject({ cell: 28893760, isOpen: true, record: { outcome: "met", minutes: 25 } });
    const [encounter] = stored.record.encounters;
    expect(encounter).toMatchObject({
      placeKind: "activity",
      language: "ar",
      needs: ["food"],
      livingDistrict: 28883752,
    });
    expect(encounter?.contacts.map(({ seenRecently }) => seenRecently).toSorted()).toEqual([false, true]);
    await correctVisit(store, { ...stored.record, outcome: "nobody", encounters: [] }, TODAY);
    await sendTurn(store, syncRecords, 0);
    const [corrected] = good(await fetchOwnVisits(round.id));
    expect(corrected?.record).toMatchObject({
      id: stored.record.id,
      revision: 2,
      outcome: "nobody",
      encounters: [],
    });
    await removeVisit(store, stored.record, TODAY, { removal: randomUUID(), now: 0 });
    expect(await sendTurn(store, syncRecords, HOLD_MS)).toMatchObject({ kind: "sent", kept: 1 });
    expect(good(await fetchOwnVisits(round.id))).toEqual([]);
  });

  test("a refused record stays with its code and blocks none behind it", async () => {
    pageOf(db(), organisation.account("educator"), TODAY);
    const store = memoryStore();
    const round = roundNow();
    const lost = { ...metIn(randomUUID()), outcome: "nobody" as const, encounters: [] };
    await addRecord(store, lost, TODAY);
    await addRecord(store, { ...round, serviceDate: "2027-01-01" as ServiceDate }, TODAY);
    await addRecord(store, { ...round, id: randomUUID() }, TODAY);
    expect(await sendTurn(store, syncRecords, 0)).toEqual({ kind: "sent", kept: 1, refused: 2, late: 0 });
    expect((await store.list()).map(({ refusal }) => refusal)).toEqual(["unknown_round", "in_future"]);
  });

  test.each([
    ["a stranger", (): Who => stranger(), "not_allowed"],
    ["a researcher", (): Who => organisation.account("researcher"), "not_allowed"],
    ["nobody", (): Who => null, "not_signed_in"],
  ] as const)("%s keeps what is on the phone, and nothing is taken", async (_, who: () => Who, error) => {
    pageOf(db(), who(), TODAY);
    const store = memoryStore();
    await addRecord(store, roundNow(), TODAY);
    expect(await sendTurn(store, syncRecords, 0)).toEqual({ kind: "failed", error });
    expect(await store.list()).toMatchObject([{ refusal: null }]);
    expect(await fetchFieldDay()).toEqual({ ok: false, error });
  });
});
