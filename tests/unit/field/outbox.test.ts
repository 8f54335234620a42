import "fake-indexeddb/auto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addRecord,
  correctVisit,
  discardRecord,
  removeVisit,
  retryRefused,
  undoRemoval,
} from "../../../src/data/outbox-edits.ts";
import { type Send, sendTurn } from "../../../src/data/outbox-sender.ts";
import { type OutboxStore, outboxStore } from "../../../src/data/outbox-store.ts";
import { openVault } from "../../../src/data/phone-vault.ts";
import type { VisitRecord } from "../../../src/domain/field-record.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import {
  BATCH_SIZE,
  correctedEntry,
  HOLD_MS,
  isHeld,
  newEntry,
  removedEntry,
  sentFor,
  waitMs,
} from "../../../src/domain/outbox.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import {
  inventedNetwork,
  inventedServer,
  memoryStore,
  POISON_MINUTES,
  putNew,
  REFUSED_MINUTES,
  WEATHERS,
} from "./invented-server.ts";

const DAY = "2026-03-03" as ServiceDate;

function visitOf(id: string, minutes: number, revision = 1): VisitRecord {
  return {
    ...{ kind: "visit", id, revision, round: "planned", place: { kind: "cell", cell: 28893760 as Cell } },
    ...{ minutes: minutes as Minutes, outcome: "nobody", encounters: [] },
  };
}

/** What a person does; numbers choose among the visits that are there. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("write" as const), minutes: fc.integer({ min: 0, max: 90 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("write" as const),
      minutes: fc.constantFrom(REFUSED_MINUTES, POISON_MINUTES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("correct" as const),
      at: fc.nat(),
      minutes: fc.integer({ min: 100, max: 190 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("undo" as const), at: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      tabs: fc.integer({ min: 1, max: 2 }),
      isSlow: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("crash" as const), after: fc.integer({ min: 0, max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("arrive" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

class Closed extends Error {}

/** The store of a tab that is closed after some writes. */
function closing(store: OutboxStore, after: number): OutboxStore {
  let left = after;
  const spend = () => {
    if (left-- <= 0) throw new Closed();
  };
  return {
    list: store.list,
    change: async (changes) => {
      spend();
      return store.change(changes);
    },
  };
}

/** One person, one phone, two tabs and a bad network; `wanted` is what they believe that they recorded. */
class Phone {
  readonly wanted = new Map<string, number>();
  private readonly sending: Promise<unknown>[] = [];
  private now = 1_000_000;
  private written = 0;
  private readonly store: OutboxStore;
  private readonly send: Send;
  private readonly arrive: () => void;
  constructor(store: OutboxStore, send: Send, arrive: () => void) {
    this.store = store;
    this.send = send;
    this.arrive = arrive;
  }

  async do(action: Step): Promise<void> {
    switch (action.kind) {
      case "write": {
        const id = `v${this.written++}`;
        this.wanted.set(id, action.minutes);
        return addRecord(this.store, visitOf(id, action.minutes), DAY);
      }
      case "correct":
        return this.correct(action.at, action.minutes);
      case "remove":
        return this.remove(action.at);
      case "undo": {
        const chosen = await this.choose(action.at);
        if (!chosen || !(await undoRemoval(this.store, chosen.record.id, this.now))) return;
        this.wanted.set(chosen.record.id, chosen.record.minutes ?? 0);
        return;
      }
      case "send":
        for (let tab = 0; tab < action.tabs; tab++)
          this.sending.push(sendTurn(this.store, this.send, this.now));
        // A slow one is still on its way while the person goes on.
        if (!action.isSlow) await Promise.all(this.sending);
        return;
      case "crash":
        await sendTurn(closing(this.store, action.after), this.send, this.now).catch((error: unknown) => {
          if (!(error instanceof Closed)) throw error;
        });
        return;
      case "arrive":
        return this.arrive();
      case "wait":
        this.now += HOLD_MS + 1;
    }
  }

  /** A visit as a screen shows it: it may be gone from the phone before it is changed. */
  private async choose(at: number) {
    const all = await this.store.list();
    const chosen = all[at % Math.max(1, all.length)];
    return chosen?.record.kind === "visit" ? { ...chosen, record: chosen.record } : undefined;
  }

  private async correct(at: number, minutes: number): Promise<void> {
    const chosen = await this.choose(at);
    if (!chosen || chosen.removal) return;
    this.wanted.set(chosen.record.id, minutes);
    await correctVisit(this.store, { ...chosen.record, minutes: minutes as Minutes }, DAY);
  }

  private async remove(at: number): Promise<void> {
    const chosen = await this.choose(at);
    if (!chosen) return;
    this.wanted.delete(chosen.record.id);
    const removal = `r${chosen.record.id}`;
    await removeVisit(this.store, chosen.record, DAY, { removal, now: this.now });
  }

  /** Good weather until nothing more can be sent. */
  async flush(): Promise<void> {
    await Promise.all(this.sending);
    this.now += HOLD_MS + 1;
    for (let turns = 0; turns < 200; turns++) {
      const turn = await sendTurn(this.store, this.send, this.now);
      if (turn.kind === "empty") return;
    }
    throw new Error("the outbox never emptied");
  }
}

async function livesThrough(
  store: OutboxStore,
  steps: readonly Step[],
  weathers: readonly (typeof WEATHERS)[number][],
) {
  const server = inventedServer();
  const network = inventedNetwork(server, weathers);
  const phone = new Phone(store, network.send, () => network.arriveLate(() => 0.5));
  for (const action of steps) await phone.do(action);
  await phone.flush();
  const check = async () => {
    const left = await store.list();
    const refused = new Set(left.map(({ record }) => record.id));
    const onServer = Object.fromEntries([...server.visits.values()].map(({ id, minutes }) => [id, minutes]));
    // Nothing lost: what was wanted is on the server as last written, or still here with its reason.
    for (const [id, minutes] of phone.wanted) {
      if (minutes < 0) expect(refused.has(id), `${id} is told`).toBe(true);
      else expect(onServer[id], id).toBe(minutes);
    }
    // Nothing twice, and nothing that was taken back.
    for (const id of server.visits.keys()) {
      expect(phone.wanted.has(id), `${id} was taken back`).toBe(true);
      expect(server.additions.get(id)).toBe(1);
    }
    expect(left.every(({ refusal }) => refusal !== null)).toBe(true);
  };
  await check();
  // What was delayed longest arrives when all is over, and changes nothing.
  network.arriveLate(() => 0.99);
  await check();
}

const steps = fc.array(step, { minLength: 5, maxLength: 40 });
const weathers = fc.array(fc.constantFrom(...WEATHERS), { maxLength: 60 });

test("1,000 schedules of a flapping network lose nothing and record nothing twice", async () => {
  await fc.assert(
    fc.asyncProperty(steps, weathers, async (actions, sky) => livesThrough(memoryStore(), actions, sky)),
    { numRuns: 1000 },
  );
});

test("the same is true of the encrypted store", async () => {
  let phones = 0;
  await fc.assert(
    fc.asyncProperty(steps, weathers, async (actions, sky) => {
      const vault = await openVault(`account-${phones++}`);
      await livesThrough(outboxStore(vault), actions, sky);
      await vault.wipe();
      vault.close();
    }),
    { numRuns: 40 },
  );
});

test("500 records go in ten calls of 50, those refused left behind", async () => {
  const store = memoryStore();
  for (let at = 0; at < 500; at++) {
    await putNew(store, newEntry(visitOf(`v${at}`, at % 100 === 7 ? REFUSED_MINUTES : 25), at, DAY));
  }
  const server = inventedServer();
  const sizes: number[] = [];
  const { send } = inventedNetwork(server, []);
  const counted: Send = (records) => {
    sizes.push(records.length);
    return send(records);
  };
  let turn = await sendTurn(store, counted, 0);
  while (turn.kind !== "empty") turn = await sendTurn(store, counted, 0);
  expect(sizes).toEqual(Array.from({ length: 10 }, () => BATCH_SIZE));
  expect(server.visits.size).toBe(495);
  expect((await store.list()).map(({ refusal }) => refusal)).toEqual(
    Array.from({ length: 5 }, () => "bad_value"),
  );
});

test("a server at fault is asked a few times and no more, and keeps nothing from being sent later", async () => {
  const store = memoryStore();
  for (let at = 0; at < 50; at++) await putNew(store, newEntry(visitOf(`v${at}`, 25), at, DAY));
  let calls = 0;
  const turn = await sendTurn(
    store,
    async () => ({ ok: false, error: ++calls > 0 ? "server_fault" : "conflict" }),
    0,
  );
  expect(turn).toEqual({ kind: "failed", error: "server_fault" });
  expect(calls).toBeLessThan(20);
  expect((await store.list()).every(({ refusal }) => refusal === null)).toBe(true);
});

test("a visit taken back before it was ever sent leaves without a word to the server", async () => {
  const store = memoryStore();
  await putNew(store, removedEntry(newEntry(visitOf("v", 25), 1, DAY), "r", 0));
  const never: Send = () => Promise.reject(new Error("asked"));
  expect(await sendTurn(store, never, HOLD_MS / 2)).toEqual({ kind: "empty" });
  expect(await store.list()).toHaveLength(1);
  expect(await sendTurn(store, never, HOLD_MS + 1)).toEqual({ kind: "empty" });
  expect(await store.list()).toHaveLength(0);
});

test("a clock that was set back holds no removal for longer", () => {
  const entry = removedEntry(newEntry(visitOf("v", 25), 1, DAY), "r", 9_000_000);
  expect([isHeld(entry, 9_000_001), isHeld(entry, 5_000_000), isHeld(entry, 9_000_000 + HOLD_MS)]).toEqual([
    true,
    false,
    false,
  ]);
});

test("what may have been sent is corrected by a higher revision, what never left by the same", () => {
  const entry = newEntry(visitOf("v", 25), 1, DAY);
  expect(sentFor(correctedEntry(entry, visitOf("v", 30))).revision).toBe(1);
  expect(sentFor(correctedEntry({ ...entry, isTried: true }, visitOf("v", 30))).revision).toBe(2);
});

test("waits grow to five minutes and are spread", () => {
  const waits = Array.from({ length: 12 }, (_, failures) => waitMs(failures + 1, 0.5));
  expect(waits.toSorted((one, other) => one - other)).toEqual(waits);
  expect([waits[0], waits.at(-1), waitMs(1, 0), waitMs(1, 1)]).toEqual([2000, 300_000, 1500, 2500]);
});

test("what was refused goes again when asked to, or is given up", async () => {
  const store = memoryStore();
  const server = inventedServer();
  const { send } = inventedNetwork(server, []);
  await addRecord(store, { ...visitOf("v", 25), round: "begun" }, DAY);
  await addRecord(store, visitOf("w", REFUSED_MINUTES), DAY);
  await sendTurn(store, send, 0);
  expect((await store.list()).map(({ refusal }) => refusal)).toEqual(["unknown_round", "bad_value"]);
  server.rounds.add("begun");
  await retryRefused(store);
  await sendTurn(store, send, 0);
  expect([...server.visits.keys()]).toEqual(["v"]);
  await discardRecord(store, "w");
  expect(await store.list()).toEqual([]);
});
