/** One random schedule of a phone before the real `api.sync`: a bad network, and a person who goes on meanwhile. */
import { createHash, randomUUID } from "node:crypto";
import type { CallError } from "../../../src/data/call.ts";
import { addRecord, correctVisit, removeVisit } from "../../../src/data/outbox-edits.ts";
import { type Send, sendTurn } from "../../../src/data/outbox-sender.ts";
import type { OutboxStore } from "../../../src/data/outbox-store.ts";
import { syncRecords } from "../../../src/data/sync.ts";
import { withOneMore } from "../../../src/domain/contact-counts.ts";
import type { FieldRecord, RoundRecord, VisitRecord } from "../../../src/domain/field-record.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import { HOLD_MS } from "../../../src/domain/outbox.ts";
import { fail } from "../../../src/domain/outcome.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import { type ServiceDate, SLOTS } from "../../../src/domain/slot.ts";
import { memoryStore, WEATHERS, type Weather } from "../../unit/field/invented-server.ts";

export const DAY = "2026-06-01" as ServiceDate;
/** Visits of one round that the server takes at most: 200. */
const PER_ROUND = 125;
const GIRL = { gender: "girl", ageBand: "13-15" } as const;

type Draw = () => number;

/** What the server must hold at the end: for each visit its youths, or nothing where it was taken back. */
export type Expected = ReadonlyMap<string, number | undefined>;

function pick<Value>(draw: Draw, values: readonly Value[]): Value {
  const value = values[Math.floor(draw() * values.length)];
  if (value === undefined) throw new Error("nothing to draw from");
  return value;
}

/** A round begun in the street. */
export function roundAt(nth: number): RoundRecord {
  const slot = SLOTS[nth % SLOTS.length] ?? "evening";
  return { kind: "round", id: randomUUID(), revision: 1, serviceDate: DAY, slot, mode: "foot" };
}

/** A visit with so many youths met; none is a visit with nobody met. */
export function visitWith(round: string, youths: number, like?: VisitRecord): VisitRecord {
  let contacts: ReturnType<typeof withOneMore> = [];
  for (let nth = 0; nth < youths; nth++) contacts = withOneMore(contacts, GIRL, randomUUID());
  const encounter = {
    ...{ id: randomUUID(), placeKind: "wandering" as const, language: null, needs: [], orientation: [] },
    ...{ livingDistrict: null, previousDistrict: null, contacts },
  };
  return {
    ...{ kind: "visit", id: like?.id ?? randomUUID(), revision: like?.revision ?? 1, round },
    ...{ place: { kind: "cell", cell: 28893760 as Cell }, minutes: 20 as Minutes },
    ...{ outcome: youths > 0 ? "met" : "nobody", encounters: youths > 0 ? [encounter] : [] },
  };
}

/** The network before the real function: it drops, delays, doubles and reorders, and loses answers. */
function badNetwork(draw: Draw) {
  const late: (readonly FieldRecord[])[] = [];
  const send: Send = async (records) => {
    const weather: Weather = draw() < 0.4 ? "good" : pick(draw, WEATHERS);
    // What travels is a copy: nothing is shared with the phone.
    const sent = structuredClone(records);
    if (weather === "dropped") return fail<CallError>("unreachable");
    if (weather === "session_over") return fail<CallError>("not_signed_in");
    if (weather === "delayed") {
      late.push(sent);
      return fail<CallError>("timed_out");
    }
    if (weather === "doubled") late.push(sent);
    const answers = await syncRecords(sent);
    return weather === "answer_lost" ? fail<CallError>("unreachable") : answers;
  };
  const arriveLate = async () => {
    while (late.length > 0) {
      const [records] = late.splice(Math.floor(draw() * late.length), 1);
      if (records) await syncRecords(records);
    }
  };
  return { send, arriveLate };
}

/** Sends while the person goes on; where a browser has no locks two tabs send at once, answered one after the other. */
async function sendWhile(
  draw: Draw,
  send: () => Promise<unknown>,
  somethingElse: () => Promise<void>,
): Promise<void> {
  const tabs = draw() < 0.3 ? 2 : 1;
  const sending = Array.from({ length: tabs }, send);
  for (let edits = Math.floor(draw() * 3); edits > 0; edits--) await somethingElse();
  for (const turn of sending) {
    await turn;
    if (tabs > 1) await somethingElse();
  }
}

/** Writes `count` visits while offline, then sends them through a bad network, editing and removing meanwhile. */
export async function runSchedule(draw: Draw, count: number) {
  const store = memoryStore();
  const visits = new Map<string, VisitRecord>();
  const expected = new Map<string, number | undefined>();
  const write = async (round: string) => {
    const youths = Math.floor(draw() * 3);
    const visit = visitWith(round, youths);
    visits.set(visit.id, visit);
    expected.set(visit.id, youths);
    await addRecord(store, visit, DAY);
  };
  const rounds = Array.from({ length: Math.ceil(count / PER_ROUND) }, (_, nth) => roundAt(nth));
  for (const round of rounds) await addRecord(store, round, DAY);
  for (let nth = 0; nth < count; nth++) await write(rounds[Math.floor(nth / PER_ROUND)]?.id ?? "");
  const network = badNetwork(draw);
  let now = 0;
  const somethingElse = async () => {
    const visit = pick(draw, [...visits.values()]);
    if (expected.get(visit.id) === undefined) return;
    if (draw() < 0.3) {
      expected.set(visit.id, undefined);
      await removeVisit(store, visit, DAY, { removal: randomUUID(), now });
    } else {
      const youths = Math.floor(draw() * 3);
      const known = (await store.list()).find(({ record }) => record.id === visit.id)?.record;
      const corrected = visitWith(visit.round, youths, known?.kind === "visit" ? known : visit);
      expected.set(visit.id, youths);
      await correctVisit(store, corrected, DAY);
      await noteRevision(store, visits, visit.id, corrected);
    }
  };
  for (let turn = 0; turn < Math.ceil(count / 12); turn++) {
    now += HOLD_MS;
    await sendWhile(draw, () => sendTurn(store, network.send, now), somethingElse);
    if (draw() < 0.3) await network.arriveLate();
  }
  // The network is good again; what was delayed comes before, between and after the last sends.
  for (let turn = 0; (await store.list()).length > 0 && turn < count; turn++) {
    now += 2 * HOLD_MS;
    await sendTurn(store, syncRecords, now);
    if (draw() < 0.5) await network.arriveLate();
  }
  await network.arriveLate();
  return { store, rounds, expected: expected as Expected };
}

/** The page knows a stored visit by the revision that it last wrote: so does the person of this test. */
async function noteRevision(
  store: OutboxStore,
  visits: Map<string, VisitRecord>,
  id: string,
  corrected: VisitRecord,
): Promise<void> {
  const entry = (await store.list()).find(({ record }) => record.id === id)?.record;
  visits.set(id, entry?.kind === "visit" ? entry : corrected);
}

/** `field.own_id`, written a second time: the id under which an account's row is stored. */
export function ownId(owner: string, device: string): string {
  const bytes = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
  const digest = createHash("sha256").update(bytes(owner)).update(bytes(device)).digest("hex");
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
