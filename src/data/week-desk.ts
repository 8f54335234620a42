import { useEffect } from "react";
import type { Outcome } from "../domain/outcome.ts";
import type { EditedWeek } from "../domain/week-edit.ts";
import { changesOf } from "../domain/week-merge.ts";
import type { CallError } from "./call.ts";
import {
  chosenDesk,
  type Desk,
  editedDesk,
  isSettled,
  openedDesk,
  refreshedDesk,
  savingDesk,
  sentDesk,
  settledDesk,
  walkedDesk,
} from "./desk-state.ts";
import { fetchWeek } from "./rounds.ts";
import { sendChanges } from "./send-week.ts";
import { makeStore, useStore } from "./store.ts";
import type { Answer } from "./use-answer.ts";

/** After the last edit of a burst, in ms: a drag over five places is one save. */
const SAVE_AFTER_MS = 700;

type DeskState = { readonly desk: Desk } | { readonly error: CallError };

/** Weeks on the desk by their Monday. They outlive the screens: a visit elsewhere loses nothing. */
const desks = makeStore<ReadonlyMap<string, DeskState>>(new Map(), () => {
  epoch++;
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
});
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** Grows with every save and with the end of the session: an answer from before it is old, and dropped. */
let epoch = 0;

/** A lead's week: the desk, or why there is none yet. Asks the server again whenever a screen opens it. */
export function useDesk(monday: string): Answer<Desk> {
  const state = useStore(desks).get(monday);
  useEffect(() => {
    void openDesk(monday);
  }, [monday]);
  useWarning(state !== undefined && "desk" in state && state.desk.saving.kind !== "saved");
  if (!state) return { kind: "waiting" };
  if ("error" in state) return { kind: "failed", error: state.error, retry: () => void openDesk(monday) };
  return { kind: "ready", value: state.desk, refreshing: false };
}

/** Asks the server for a week and puts it on the desk; what was edited meanwhile stays on top. */
export async function openDesk(monday: string): Promise<void> {
  const asked = epoch;
  const outcome = await fetchWeek(monday);
  if (asked !== epoch) return;
  const known = deskNow(monday);
  if (outcome.ok) put(monday, known ? refreshedDesk(known, outcome.value) : openedDesk(outcome.value));
  else if (!known) desks.set(new Map(desks.get()).set(monday, { error: outcome.error }));
}

/** One step of editing; saved by itself a moment later. */
export function editWeek(monday: string, change: (week: EditedWeek) => EditedWeek): void {
  alter(monday, (desk) => editedDesk(desk, change));
}

/** Takes the last step back, or does it again. */
export function walkWeek(monday: string, way: "back" | "on"): void {
  alter(monday, (desk) => walkedDesk(desk, way));
}

/** Settles the clashes of a week. */
export function chooseVersion(monday: string, choice: "mine" | "theirs"): void {
  alter(monday, (desk) => chosenDesk(desk, choice));
}

/** Sends what is not saved now; true where the server has everything afterwards. */
export async function saveNow(monday: string): Promise<boolean> {
  clearTimeout(timers.get(monday));
  timers.delete(monday);
  const desk = deskNow(monday);
  if (!desk || desk.saving.kind === "busy" || desk.clashes.length > 0) return false;
  if (isSettled(desk)) return true;
  put(monday, savingDesk(desk, { kind: "busy" }));
  epoch++;
  const asked = epoch;
  const sent = desk.history.now;
  const outcome = await sendChanges(monday, changesOf(desk.base, sent));
  if (asked !== epoch) return false;
  if (outcome.ok) alter(monday, (now) => sentDesk(now, sent, outcome.value));
  return settle(monday, outcome);
}

/** After a save, or one that was refused for somebody else's change: the server's own account of the week. */
async function settle(monday: string, outcome: Outcome<unknown, CallError>): Promise<boolean> {
  const asked = epoch;
  const fresh = await fetchWeek(monday);
  const desk = deskNow(monday);
  if (asked !== epoch || !desk) return false;
  const next = fresh.ok ? refreshedDesk(desk, fresh.value) : desk;
  const error = errorOf(outcome) ?? errorOf(fresh);
  // A clash is told with what to do about it; any other refusal waits for the person to try again.
  const failed = error !== undefined && next.clashes.length === 0;
  put(monday, failed ? savingDesk(next, { kind: "failed", error }) : settledDesk(next));
  plan(monday);
  return !failed && isSettled(next);
}

function errorOf(outcome: Outcome<unknown, CallError>): CallError | undefined {
  return outcome.ok ? undefined : outcome.error;
}

/** A week on the desk as it is now, for work outside the screens. */
export function deskNow(monday: string): Desk | undefined {
  const state = desks.get().get(monday);
  return state && "desk" in state ? state.desk : undefined;
}

function put(monday: string, desk: Desk): void {
  desks.set(new Map(desks.get()).set(monday, { desk }));
}

function alter(monday: string, change: (desk: Desk) => Desk): void {
  const desk = deskNow(monday);
  if (!desk) return;
  put(monday, change(desk));
  plan(monday);
}

/** Saves a moment after the last edit. */
function plan(monday: string): void {
  const desk = deskNow(monday);
  if (desk?.saving.kind !== "waiting" || desk.clashes.length > 0) return;
  clearTimeout(timers.get(monday));
  timers.set(
    monday,
    setTimeout(() => void saveNow(monday), SAVE_AFTER_MS),
  );
}

/** Asks before the tab closes on something unsaved. */
function useWarning(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isOn]);
}
