import { makeStore } from "../../data/store.ts";
import type { Detected, Mapping, Setting } from "../../exchange/mapping.ts";
import type { OpenChoices } from "../../exchange/open-file.ts";
import type { Progress } from "../../exchange/pace.ts";
import { BLOCKING, type Chosen, type ImportState, type Read } from "./import-state.ts";
import { openReader, type Reader } from "./reader.ts";
import type { CrsName, Question, Questions, RejectedWords } from "./reader-protocol.ts";

let reader: Reader | undefined;

/** The one import of this tab: it goes on while the person visits other screens, and ends with the session. */
export const importJob = makeStore<ImportState>({ kind: "none" }, closeReader);

/** How far the worker is. A store of its own: the form is not drawn anew at each step. */
export const readProgress = makeStore<Progress | undefined>(undefined);

function closeReader(): void {
  reader?.close();
  reader = undefined;
}

/** Asks the worker of the import under way. */
export async function askReader<Name extends Question>(name: Name, ask: Questions[Name]["ask"]) {
  const asked = reader;
  if (!asked) return { ok: false, error: "reader_broken" } as const;
  return asked.ask(name, ask);
}

/** Reads a chosen file; another one takes its place. */
export async function chooseFile(file: File, setting: Setting, choices: OpenChoices = {}): Promise<void> {
  closeReader();
  const chosen = { file, setting, choices };
  const mine = openReader(readProgress.set);
  reader = mine;
  readProgress.set(undefined);
  importJob.set({ kind: "reading", chosen });
  const opened = await mine.ask("open", { file, setting, choices });
  if (reader !== mine) return;
  if (!opened.ok) {
    importJob.set({ kind: "refused", chosen, error: opened.error });
    return;
  }
  const { digest, detected } = opened.value;
  showDetected(chosen, digest, detected, {});
}

/** Reads the same file again with other ways of cutting it into rows. */
export function recut(choices: OpenChoices): void {
  const state = importJob.get();
  if (state.kind !== "ready" && state.kind !== "refused") return;
  const { file, setting, choices: before } = state.chosen;
  void chooseFile(file, setting, { ...before, ...choices });
}

/** Settles a part of the mapping; detection fills in the rest around it. */
export async function settle(change: Partial<Mapping>, how?: "forget columns"): Promise<void> {
  const state = importJob.get();
  if (state.kind !== "ready" || !reader) return;
  const mine = reader;
  const settled = how === "forget columns" ? change : { ...state.read.settled, ...change };
  importJob.set({ ...state, read: { ...state.read, settled } });
  const detected = await mine.ask("detect", { settled });
  const now = importJob.get();
  // The person may have settled something else meanwhile: the last one counts.
  if (reader !== mine || now.kind !== "ready" || now.read.settled !== settled) return;
  if (detected.ok) showDetected(now.chosen, now.read.digest, detected.value, settled);
  else importJob.set({ ...now, read: { ...now.read, look: { kind: "failed", error: detected.error } } });
}

function showDetected(chosen: Chosen, digest: string, detected: Detected, settled: Partial<Mapping>): void {
  const isBlocked = detected.problems.some((problem) => BLOCKING.has(problem));
  const look = isBlocked ? ({ kind: "blocked" } as const) : ({ kind: "waiting" } as const);
  const read: Read = { digest, detected, settled, look };
  importJob.set({ kind: "ready", chosen, read });
  if (!isBlocked) void lookAt(detected.mapping, read);
}

async function lookAt(mapping: Mapping, read: Read): Promise<void> {
  const looked = await askReader("look", { mapping });
  const now = importJob.get();
  if (now.kind !== "ready" || now.read.detected !== read.detected) return;
  const look = looked.ok
    ? ({ kind: "ready", value: looked.value } as const)
    : ({ kind: "failed", error: looked.error } as const);
  importJob.set({ ...now, read: { ...now.read, look } });
}

/** Puts the file aside; nothing was sent of it, or what was sent stays. */
export function leaveFile(): void {
  closeReader();
  importJob.set({ kind: "none" });
}

/** Coordinate systems that match a search, those found by detection first. */
export async function searchCrs(query: string, also: readonly number[]): Promise<readonly CrsName[]> {
  const found = await askReader("crs", { query, also });
  return found.ok ? found.value : [];
}

/** All rejected rows as a CSV file. */
export async function rejectedFile(words: RejectedWords): Promise<Blob | undefined> {
  const csv = await askReader("rejected", { words });
  return csv.ok ? new Blob([csv.value], { type: "text/csv;charset=utf-8" }) : undefined;
}
