import { makeStore } from "../../data/store.ts";
import type { JoinedBase, JoinPlace } from "../../domain/open-data.ts";
import type { AreaDegrees } from "../../exchange/areas-km.ts";
import type { Grid } from "../../exchange/mapping.ts";
import type { OpenOffer } from "../../exchange/open-data-keys.ts";
import type { OpenChoice, OpenFate } from "../../exchange/open-data-take.ts";
import type { JoinError } from "./join-protocol.ts";
import { type JoinReader, openJoinReader } from "./join-reader.ts";

/** Where the one table of open data of this tab stands. */
export type JoinState =
  | { readonly kind: "none" }
  | { readonly kind: "reading"; readonly file: string }
  | { readonly kind: "refused"; readonly file: string; readonly error: JoinError }
  /** Opened, but no column names squares or communes, or none holds numbers. */
  | { readonly kind: "unknown"; readonly file: string; readonly offer: OpenOffer }
  | JoinReady;

export interface JoinReady {
  readonly kind: "ready";
  readonly file: string;
  readonly offer: OpenOffer;
  readonly choice: OpenChoice;
  readonly fate: OpenFate;
  /** What the table counts in each place of each season, by the place's id. */
  readonly bases: ReadonlyMap<number, JoinedBase>;
}

let reader: JoinReader | undefined;

/** The table of this tab. It lives in memory and in a worker, and ends with the session. */
export const joinJob = makeStore<JoinState>({ kind: "none" }, closeReader);

/** How far the worker is, 0–1. */
export const joinProgress = makeStore(0);

function closeReader(): void {
  reader?.close();
  reader = undefined;
}

/** What a table is joined to. */
export interface JoinSetting {
  readonly grid: Grid;
  /** Leaves of every season: their ids are unique over all of them. */
  readonly places: readonly JoinPlace[];
  readonly areas: readonly AreaDegrees[];
}

let setting: JoinSetting | undefined;

/** Reads a chosen file; another one takes its place. */
export async function chooseTable(file: File, joinedTo: JoinSetting): Promise<void> {
  closeReader();
  setting = joinedTo;
  const mine = openJoinReader(joinProgress.set);
  reader = mine;
  joinProgress.set(0);
  joinJob.set({ kind: "reading", file: file.name });
  const opened = await mine.ask("open", { file, ...joinedTo });
  if (reader !== mine) return;
  if (!opened.ok) return refuse(file.name, opened.error);
  const offer = opened.value;
  if (!offer.proposed) return joinJob.set({ kind: "unknown", file: file.name, offer });
  await take(mine, file.name, offer, offer.proposed);
}

/** Reads the same table by other columns. */
export async function chooseColumns(change: Partial<OpenChoice>): Promise<void> {
  const state = joinJob.get();
  if (state.kind !== "ready" || !reader) return;
  joinProgress.set(0);
  joinJob.set({ kind: "reading", file: state.file });
  await take(reader, state.file, state.offer, { ...state.choice, ...change });
}

/** Forgets the table. */
export function leaveTable(): void {
  closeReader();
  joinJob.set({ kind: "none" });
}

async function take(mine: JoinReader, file: string, offer: OpenOffer, choice: OpenChoice): Promise<void> {
  const fate = await mine.ask("take", { choice });
  if (reader !== mine || !setting) return;
  if (!fate.ok) return refuse(file, fate.error);
  const joined = await mine.ask("join", { places: setting.places });
  if (reader !== mine) return;
  if (!joined.ok) return refuse(file, joined.error);
  const bases = new Map(joined.value.map((each) => [each.id, each]));
  joinJob.set({ kind: "ready", file, offer, choice, fate: fate.value, bases });
}

function refuse(file: string, error: JoinError): void {
  closeReader();
  joinJob.set(error === "cancelled" ? { kind: "none" } : { kind: "refused", file, error });
}
