import type { RoundRecord } from "../domain/field-record.ts";
import { advancedClock, toldClock } from "../domain/phone-clock.ts";
import { type WallClock, wallClockAt } from "../domain/slot.ts";
import type { Member } from "./me.ts";
import type { KeptDay } from "./phone-state.ts";
import type { Vault } from "./phone-vault.ts";
import type { FieldDay } from "./sync.ts";

/** The one row of the day, and the one of a form that is being filled. */
const DAY_ROW = "day";
const DRAFT_ROW = "draft";

/** What a watch in the organisation's time zone shows, by the phone's clock. */
export function phoneWatch(member: Member): WallClock {
  return wallClockAt(Date.now(), member.organisation.time_zone);
}

/** The day as a server has just told it, with the rounds begun on this phone that still go on. */
export function toldDay(member: Member, day: FieldDay, begun: readonly RoundRecord[]): KeptDay {
  const clock = toldClock(day.days, phoneWatch(member));
  return { member, day, clock, begun: begun.filter(({ serviceDate }) => day.days.includes(serviceDate)) };
}

/** Keeps the day's rounds, in the place of those kept before. */
export async function keepDay(vault: Vault, member: Member, day: FieldDay): Promise<KeptDay> {
  const before = (await vault.rows("day")).open.find(({ id }) => id === DAY_ROW)?.value as
    | KeptDay
    | undefined;
  const kept = toldDay(member, day, before?.begun ?? []);
  await replace(vault, "day", DAY_ROW, kept);
  return kept;
}

/**
 * The day that is kept, its clock moved on; null where there is none. Once it is over its rounds are dropped: the
 * phone holds today's alone. The clock stays, for records that are not sent yet.
 */
export async function readKeptDay(vault: Vault): Promise<KeptDay | null> {
  const { open } = await vault.rows("day");
  const row = open.find(({ id }) => id === DAY_ROW);
  if (!row) return null;
  // Written by keepDay and authenticated by the key.
  const kept = row.value as KeptDay;
  const clock = advancedClock(kept.clock, phoneWatch(kept.member));
  const isOver = !kept.day.days.some((one) => one >= clock.day);
  const now = isOver
    ? { ...kept, clock, day: { ...kept.day, days: [], rounds: [] }, begun: [] }
    : { ...kept, clock };
  // Writing waits for the disk: only a clock that went on is written.
  if (isOver || clock.day !== kept.clock.day || clock.seen !== kept.clock.seen)
    await vault.put("day", DAY_ROW, now, row.version);
  return now;
}

/** Keeps a round begun on this phone beside the planned ones. */
export async function keepBegun(vault: Vault, kept: KeptDay, round: RoundRecord): Promise<KeptDay> {
  const next = { ...kept, begun: [...kept.begun, round] };
  await replace(vault, "day", DAY_ROW, next);
  return next;
}

/** Keeps a form that is being filled, so that a closed tab or an update loses nothing. */
export function keepDraft(vault: Vault, draft: unknown): Promise<void> {
  return replace(vault, "draft", DRAFT_ROW, draft);
}

/** The form that was being filled, as it was kept, or null. */
export async function readDraft(vault: Vault): Promise<unknown> {
  const { open } = await vault.rows("draft");
  return open.find(({ id }) => id === DRAFT_ROW)?.value ?? null;
}

/** Forgets the form: it was kept as a record, or given up. */
export async function dropDraft(vault: Vault): Promise<void> {
  const { open } = await vault.rows("draft");
  const row = open.find(({ id }) => id === DRAFT_ROW);
  if (row) await vault.drop(DRAFT_ROW, row.version);
}

async function replace(vault: Vault, kind: "day" | "draft", id: string, value: unknown): Promise<void> {
  const { open } = await vault.rows(kind);
  await vault.put(kind, id, value, open.find((row) => row.id === id)?.version ?? 0);
}
