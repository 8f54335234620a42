import { waitMs } from "../domain/outbox.ts";
import type { CallError } from "./call.ts";
import { sendTurn } from "./outbox-sender.ts";
import { addNews, applyFates, changeOpen, heldPhone, showEntries, tellOthers } from "./phone-desk.ts";
import type { Sending } from "./phone-state.ts";
import { holdsSession } from "./session.ts";
import { syncRecords } from "./sync.ts";

let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What a failed call is shown as. */
const SHOWN: Partial<Readonly<Record<CallError, Sending>>> = {
  not_signed_in: "session_over",
  not_allowed: "not_allowed",
  second_factor: "session_over",
};

/** Sends everything that waits, once the network and a session are there; one tab at a time. */
export async function sendNow(): Promise<void> {
  clearTimeout(timer);
  const phone = heldPhone();
  if (!phone) return;
  if (!holdsSession()) return show("session_over");
  await alone(`repere.outbox.${phone.account}`, sendAll);
}

/** Sends when the network is back, when the person comes back to the tab, and now; returns how to stop. */
export function keepSending(): () => void {
  const come = () => {
    failures = 0;
    void sendNow();
  };
  const look = () => {
    if (document.visibilityState === "visible") come();
  };
  window.addEventListener("online", come);
  document.addEventListener("visibilitychange", look);
  // What was left from an earlier day goes first; only what cannot go is announced or wiped.
  void sendNow().then(applyFates);
  return () => {
    clearTimeout(timer);
    window.removeEventListener("online", come);
    document.removeEventListener("visibilitychange", look);
  };
}

/** Waits for removals that can still be undone, then sends. */
export function sendSoon(afterMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sendNow(), afterMs);
}

async function sendAll(): Promise<void> {
  const phone = heldPhone();
  let taken = 0;
  while (phone && heldPhone() === phone) {
    const turn = await sendTurn(phone.store, syncing, Date.now());
    if (turn.kind === "sent") {
      failures = 0;
      taken += turn.kept;
      if (turn.late > 0) addNews({ late: turn.late });
      await showEntries();
    } else {
      tellTaken(taken);
      return turn.kind === "empty" ? show("idle") : putOff(turn.error);
    }
  }
}

/** Said once all have gone: what the server has is asked for again then, and not after each batch. */
function tellTaken(taken: number): void {
  if (taken === 0) return;
  changeOpen((open) => ({ ...open, sent: open.sent + 1 }));
  tellOthers();
}

function syncing(records: Parameters<typeof syncRecords>[0]) {
  show("sending");
  return syncRecords(records);
}

function putOff(error: CallError): void {
  const shown = SHOWN[error];
  show(shown ?? "offline");
  if (shown) return;
  failures += 1;
  sendSoon(waitMs(failures, Math.random()));
}

function show(sending: Sending): void {
  changeOpen((phone) => (phone.sending === sending ? phone : { ...phone, sending }));
}

/** Does something in one tab alone; another one that is at it already is left to it. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}
