import { type BatchAnswer, sendBatch } from "../../data/batches.ts";
import type { CallError } from "../../data/call.ts";
import { onSession } from "../../data/session-events.ts";
import { type Outcome, succeed } from "../../domain/outcome.ts";
import type { Converted } from "../../exchange/mapping.ts";
import { askReader, importJob } from "./import-job.ts";
import { type ImportState, nothingSent, type Sent, sentAfter } from "./import-state.ts";
import type { ReadError } from "./reader-protocol.ts";

/** What is being sent; it stays between a stop and a resumption. */
interface Sending {
  readonly team: string;
  readonly digest: string;
  readonly hasRecorderColumn: boolean;
  /** Portions that the worker gave and the server has not taken. */
  readonly queue: Converted[];
}

/** Waits before a portion is sent again to a server that does not answer, in ms. */
const PAUSES = [1000, 3000, 8000] as const;

let sending: Sending | undefined;
let abort = new AbortController();

onSession((event) => {
  if (event === "signed_in") return;
  abort.abort();
  sending = undefined;
});

/** Sends the file as it is read now; every portion is taken once, however often it is sent. */
export async function startImport(team: string, changed: () => Promise<void>): Promise<void> {
  const state = importJob.get();
  if (state.kind !== "ready") return;
  const { mapping, rows } = state.read.detected;
  const begun = await askReader("begin", { mapping, team });
  if (importJob.get() !== state) return;
  const { chosen, read } = state;
  if (!begun.ok) {
    importJob.set({ ...state, read: { ...read, look: { kind: "failed", error: begun.error } } });
    return;
  }
  const hasRecorderColumn = Object.values(mapping.columns).includes("recorder");
  sending = { team, digest: read.digest, hasRecorderColumn, queue: [] };
  const sent = nothingSent(begun.value.batch, rows);
  importJob.set({ kind: "sending", chosen, read, sent, stops: false });
  await sendAll(sending, changed);
}

/** Goes on where an import stopped. */
export async function resumeImport(changed: () => Promise<void>): Promise<void> {
  const state = importJob.get();
  if (state.kind !== "stopped" || !sending) return;
  const { chosen, read, sent } = state;
  importJob.set({ kind: "sending", chosen, read, sent, stops: false });
  await sendAll(sending, changed);
}

/** Stops after the portion under way; what the server has stays. */
export function stopImport(): void {
  const state = importJob.get();
  if (state.kind === "sending") importJob.set({ ...state, stops: true });
}

async function sendAll(mine: Sending, changed: () => Promise<void>): Promise<void> {
  abort = new AbortController();
  const unguard = guardTab();
  try {
    await sendPortions(mine, abort.signal);
  } finally {
    unguard();
  }
  await changed();
}

async function sendPortions(mine: Sending, signal: AbortSignal): Promise<void> {
  let goesOn = true;
  while (goesOn) goesOn = await sendNext(mine, signal);
}

/** Sends one portion; false when the import has ended or stopped. */
async function sendNext(mine: Sending, signal: AbortSignal): Promise<boolean> {
  const portion = await nextPortion(mine);
  if (!portion.ok) return stopWith(portion.error);
  const part = portion.value;
  if (!part) return finish();
  const isLast = part.done === part.total;
  const ahead = isLast ? undefined : fillQueue(mine);
  const answer = await sendPortion(mine, part, isLast, signal);
  await ahead;
  if (signal.aborted) return false;
  if (!answer.ok) {
    mine.queue.unshift(part);
    return stopWith(answer.error);
  }
  note(part, answer.value);
  if (isLast) return finish();
  return wantsStop() ? stopWith(undefined) : true;
}

/** The worker converts the next portion while the server stores this one. */
async function fillQueue(mine: Sending): Promise<void> {
  if (mine.queue.length > 0) return;
  const next = await askReader("next", {});
  if (next.ok && next.value) mine.queue.push(next.value);
}

async function nextPortion(mine: Sending): Promise<Outcome<Converted | null, ReadError>> {
  const kept = mine.queue.shift();
  return kept ? succeed(kept) : askReader("next", {});
}

/** One call; repeated after a pause while the server does not answer, since the same ids change nothing. */
async function sendPortion(
  mine: Sending,
  part: Converted,
  finish: boolean,
  signal: AbortSignal,
): Promise<Outcome<BatchAnswer, CallError>> {
  if (part.rows.length === 0 && !finish) return succeed(NOTHING);
  const { batch } = sentOf(importJob.get());
  const { team, digest: fileDigest, hasRecorderColumn } = mine;
  const portion = { batch, team, fileDigest, hasRecorderColumn, rows: part.rows, finish };
  for (const pause of PAUSES) {
    const answer = await sendBatch(portion, signal);
    const isAway = !answer.ok && (answer.error === "unreachable" || answer.error === "timed_out");
    if (!isAway || signal.aborted) return answer;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return sendBatch(portion, signal);
}

const NOTHING: BatchAnswer = { accepted: 0, repeated: 0, rejected: [], done: false };

function sentOf(state: ImportState): Sent {
  return "sent" in state ? state.sent : nothingSent("", 0);
}

function note(part: Converted, answer: BatchAnswer): void {
  const state = importJob.get();
  if (state.kind === "sending") importJob.set({ ...state, sent: sentAfter(state.sent, part, answer) });
}

function wantsStop(): boolean {
  const state = importJob.get();
  return state.kind !== "sending" || state.stops;
}

function stopWith(error: CallError | ReadError | undefined): false {
  const state = importJob.get();
  if (state.kind !== "sending") return false;
  const { chosen, read, sent } = state;
  importJob.set({ kind: "stopped", chosen, read, sent, error });
  return false;
}

function finish(): false {
  const state = importJob.get();
  if (state.kind !== "sending") return false;
  const { chosen, read, sent } = state;
  importJob.set({ kind: "done", chosen, read, sent });
  return false;
}

/** Asks before the tab closes on an unfinished import; returns how to stop asking. */
function guardTab(): () => void {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);
}
