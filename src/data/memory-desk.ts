import { useEffect } from "react";
import type { Outcome } from "../domain/outcome.ts";
import type { WorkingMemory } from "../domain/working-memory.ts";
import type { CallError } from "./call.ts";
import { openWorkingMemory } from "./planning.ts";
import { makeStore, useStore } from "./store.ts";

/** Once no screen of the planner is open, what was opened is forgotten after this, in ms. */
const FORGET_AFTER_MS = 10 * 60_000;

/** Opened sectors. In memory of this page alone: nothing is stored, printed or exported (privacy.md). */
const memories = makeStore<ReadonlyMap<string, WorkingMemory>>(new Map(), forgetTimer);
let screens = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What is open on the planner's screens. A screen that uses it keeps it; it goes with the last one. */
export function useMemories(): ReadonlyMap<string, WorkingMemory> {
  useEffect(() => {
    screens++;
    forgetTimer();
    return () => {
      screens--;
      if (screens === 0) timer = setTimeout(() => memories.set(new Map()), FORGET_AFTER_MS);
    };
  }, []);
  return useStore(memories);
}

/** Opens a sector: an act that is counted and audited, never done by itself. */
export async function openMemory(sector: string): Promise<Outcome<WorkingMemory, CallError>> {
  const outcome = await openWorkingMemory(sector);
  if (outcome.ok) memories.set(new Map(memories.get()).set(sector, outcome.value));
  return outcome;
}

/** Closes a sector: what it told leaves the page. */
export function closeMemory(sector: string): void {
  const rest = new Map(memories.get());
  rest.delete(sector);
  memories.set(rest);
}

function forgetTimer(): void {
  clearTimeout(timer);
}
