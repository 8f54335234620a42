import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { correctVisit, removeVisit } from "../../../src/data/outbox-edits.ts";
import { sendTurn } from "../../../src/data/outbox-sender.ts";
import { type OutboxStore, outboxStore } from "../../../src/data/outbox-store.ts";
import { openVault } from "../../../src/data/phone-vault.ts";
import type { VisitRecord } from "../../../src/domain/field-record.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import { HOLD_MS } from "../../../src/domain/outbox.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import { inventedNetwork, inventedServer, memoryStore } from "./invented-server.ts";
import { betweenTwoAnswers } from "./late-answer.ts";

const DAY = "2026-03-03" as ServiceDate;
const VISIT: VisitRecord = {
  ...{
    kind: "visit",
    id: "v",
    revision: 1,
    round: "planned",
    place: { kind: "cell", cell: 28893760 as Cell },
  },
  ...{ minutes: 25 as Minutes, outcome: "nobody", encounters: [] },
};
const corrected = (minutes: number, revision: number): VisitRecord => ({
  ...{ ...VISIT, minutes: minutes as Minutes, revision },
});

const STORES: [string, () => Promise<OutboxStore>][] = [
  ["in memory", async () => memoryStore()],
  ["encrypted on the phone", async () => outboxStore(await openVault(crypto.randomUUID()))],
];

test.each(STORES)("a visit corrected and taken back between two answers goes (%s)", async (_, open) => {
  const store = await open();
  const server = inventedServer();
  const { send } = inventedNetwork(server, []);
  await betweenTwoAnswers(store, send, VISIT, DAY, async () => {
    expect(await store.list()).toEqual([]);
    await correctVisit(store, corrected(30, 1), DAY);
    await removeVisit(store, corrected(30, 2), DAY, { removal: "r", now: 0 });
  });
  expect(await store.list()).toMatchObject([{ removal: { id: "r" } }]);
  expect(await sendTurn(store, send, HOLD_MS + 1)).toMatchObject({ kind: "sent", kept: 1 });
  expect([...server.visits.keys()]).toEqual([]);
  expect(await store.list()).toEqual([]);
});

test.each(STORES)(
  "a visit corrected twice between two answers stays as last written (%s)",
  async (_, open) => {
    const store = await open();
    const server = inventedServer();
    const { send } = inventedNetwork(server, []);
    await betweenTwoAnswers(store, send, VISIT, DAY, async () => {
      await correctVisit(store, corrected(30, 1), DAY);
      await correctVisit(store, corrected(35, 2), DAY);
    });
    expect(await sendTurn(store, send, 1)).toMatchObject({ kind: "sent", kept: 1 });
    expect([...server.visits.values()].map(({ minutes }) => minutes)).toEqual([35]);
  },
);
