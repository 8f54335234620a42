import { randomUUID } from "node:crypto";
import { addDays } from "../../src/domain/slot.ts";
import type { Database } from "../../supabase/local/database/database.ts";
import { meeting } from "../local/field/phone.ts";
import { owned } from "../local/harness/calls.ts";
import { sentRow } from "../local/harness/imports.ts";
import { FIRST } from "../local/planning/plan-world.ts";
import type { ServerProcess } from "./server-process.ts";
import { DAY, type World } from "./world.ts";

/** What a whole life of a data folder came to, read past the server. */
interface Settled {
  /** Acknowledged rows or windows that are not there. */
  readonly lost: number;
  /** Rows that are there more often than they were sent, windows that are not whole. */
  readonly wrong: number;
}

/** Work that is cut off: it counts what the server acknowledged, and knows how to look for it. */
export interface Work {
  /** Sends until it is told to stop, no answer comes or one says that the server failed; `acknowledged` hears each. */
  until(server: ServerProcess, acknowledged?: () => void, stop?: AbortSignal): Promise<void>;
  /** Sends again what was cut off, as page and command line do, and returns how much acknowledged work is gone. */
  resume(server: ServerProcess): Promise<number>;
  /** Rows, records or windows acknowledged so far. */
  acknowledged(): number;
  /** Nothing is left to do in this copy of the world. */
  isExhausted(): boolean;
  /** Looks in the database itself. */
  settle(db: Database): Promise<Settled>;
}

const PORTION = 40;

interface Portion {
  readonly batch: string;
  readonly rows: readonly unknown[];
}

/** A file of endless rows, one youth each, in portions that the server takes whole. */
export function importing(world: World): Work {
  let sent: Portion[] = [];
  let cutOff: Portion | undefined;
  const known: Portion[] = [];
  const send = (server: ServerProcess, { batch, rows }: Portion) =>
    server.post(world.lead, "import_batch", {
      ...{ batch, team: world.team, file_digest: "ab".repeat(32), has_recorder_column: false },
      ...{ rows, finish: false },
    });
  return {
    async until(server, acknowledged = () => undefined, stop) {
      const batch = randomUUID();
      sent = [];
      while (!stop?.aborted) {
        cutOff = { batch, rows: Array.from({ length: PORTION }, (_, n) => importRow(known.length + n)) };
        const answer = await send(server, cutOff).catch(() => undefined);
        if (answer?.status !== 200) return;
        requireAll((answer.body as { accepted: number }).accepted, PORTION);
        sent.push(cutOff);
        known.push(cutOff);
        cutOff = undefined;
        acknowledged();
      }
    },
    async resume(server) {
      let lost = 0;
      for (const portion of sent) {
        const { body } = await send(server, portion);
        lost += (body as { accepted: number }).accepted;
      }
      if (cutOff) {
        const { body } = await send(server, cutOff);
        const { accepted, repeated } = body as { accepted: number; repeated: number };
        // All of a call or nothing of it.
        requireAll(Math.max(accepted, repeated), PORTION);
        known.push(cutOff);
      }
      cutOff = undefined;
      return lost;
    },
    acknowledged: () => known.length * PORTION,
    isExhausted: () => false,
    async settle(db) {
      const [row] = await owned(
        db,
        `select count(*) as contacts
         from field.visit v join field.encounter e on e.visit_id = v.id join field.contact c on c.encounter_id = e.id
         where v.organisation_id = $1 and v.batch_id is not null`,
        [world.organisation],
      );
      const want = known.length * PORTION;
      const has = Number(row?.["contacts"]);
      return { lost: Math.max(0, want - has), wrong: Math.max(0, has - want) };
    },
  };
}

function importRow(n: number): unknown {
  const day = addDays(DAY, -1 - (n % 60));
  return sentRow({ cell: FIRST + (n % 20) * 10_000, service_date: day });
}

function requireAll(got: number, want: number): void {
  if (got !== want) throw new Error(`${got} of ${want} were taken: the series itself is at fault`);
}

const RECORDS = 5;

/** A phone that sends meetings of one round, five in a call. */
export function syncing(world: World & { readonly round: string }): Work {
  let sent: string[] = [];
  let cutOff: unknown[] = [];
  const known: string[] = [];
  const idsOf = (records: readonly unknown[]) => records.map((one) => (one as { id: string }).id);
  return {
    async until(server, acknowledged = () => undefined, stop) {
      sent = [];
      while (!stop?.aborted) {
        cutOff = Array.from({ length: RECORDS }, () => meeting(world.round, 2));
        const answer = await server.post(world.educator, "sync", { records: cutOff }).catch(() => undefined);
        if (answer?.status !== 200) return;
        requireAll(kept(answer.body), RECORDS);
        sent.push(...idsOf(cutOff));
        known.push(...idsOf(cutOff));
        cutOff = [];
        acknowledged();
      }
    },
    async resume(server) {
      const { body } = await server.get(world.educator, "own_visits", { round: world.round });
      const own = (body as { visits: readonly { id: string }[] }).visits.length;
      const lost = Math.max(0, known.length - own);
      requireAll(kept((await server.post(world.educator, "sync", { records: cutOff })).body), cutOff.length);
      known.push(...idsOf(cutOff));
      cutOff = [];
      return lost;
    },
    acknowledged: () => known.length,
    isExhausted: () => false,
    async settle(db) {
      const [row] = await owned(
        db,
        `select count(distinct v.id) as visits, count(c.id) as contacts
         from field.visit v left join field.encounter e on e.visit_id = v.id
         left join field.contact c on c.encounter_id = e.id where v.round_id = $1`,
        [world.round],
      );
      const visits = Number(row?.["visits"]);
      return {
        lost: Math.max(0, known.length - visits),
        wrong: Math.max(0, visits - known.length) + Math.abs(Number(row?.["contacts"]) - 2 * visits),
      };
    },
  };
}

function kept(body: unknown): number {
  const { records } = body as { records: readonly { state: string }[] };
  return records.filter(({ state }) => state === "kept").length;
}
