import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, day, integer, maybe, oneOf, otherwise, record, text } from "./decode.ts";
import { TIERS } from "./windows.ts";

/** What a window shows: meetings or living sites to staff, meetings to researchers, or contacts in institutions to leads. */
export const LAYERS = ["encounters", "sites", "research", "institutional"] as const;

const published = record({
  layer: otherwise(oneOf(LAYERS), "encounters"),
  tier: oneOf(TIERS),
  team_id: maybe(text),
  starts_on: day,
  ends_on: day,
  /** Leaves of its season; null where nothing was counted (a dry run). */
  leaves: maybe(integer),
  /** Null for another team's release, which this lead does not see. */
  shown: maybe(integer),
});

const status = record({
  due: integer,
  next_due_on: maybe(day),
  published: integer,
  last: maybe(
    record({
      layer: otherwise(oneOf(LAYERS), "encounters"),
      tier: oneOf(TIERS),
      starts_on: day,
      ends_on: day,
      published_at: text,
    }),
  ),
});

const step = record({ published: maybe(published), remaining: integer });

/** How many windows wait to be published, and when the next one will. */
export type PublishStatus = Decoded<typeof status>;
/** One call's work: the window it published (or would), and how many remain. */
export type PublishStep = Decoded<typeof step>;
export type JustPublished = Decoded<typeof published>;

/** For whom a window is, as the interface names it: a tier of staff, or the layer where staff tiers do not differ. */
export function audienceOf({ layer, tier }: Pick<JustPublished, "layer" | "tier">) {
  return layer === "encounters" ? tier : layer;
}

/** Asks what waits (lead, dpo). */
export function fetchPublishStatus(signal?: AbortSignal): Promise<Outcome<PublishStatus, CallError>> {
  return read("publish_status", {}, status, signal);
}

/** Publishes the oldest window that is due, once and for ever; `dryRun` only says which. */
export function publishNext(dryRun: boolean, signal?: AbortSignal): Promise<Outcome<PublishStep, CallError>> {
  return write("publish", { dry_run: dryRun }, step, signal);
}
