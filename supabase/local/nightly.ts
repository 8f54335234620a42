import { DatabaseError } from "./database/database.ts";
import { asOwner, type Gateway } from "./gateway.ts";

/** After the start, so that a machine that sleeps at night catches up without slowing the start down. */
const FIRST_MS = 60_000;
/** How often the clock is looked at: a timer set for the night would stand still while the machine sleeps. */
const LOOK_MS = 600_000;
/** On the machine's clock, when teams are out last. */
const HOUR = 4;
const LIMIT_MS = 600_000;

/** Work of a night, in its order; each part fails for itself. */
export type NightlyWork = Readonly<Record<string, (gateway: Gateway) => Promise<unknown>>>;

/** Told of each part that ended, and whether it was done. */
export type JobEnd = (name: string, isDone: boolean) => void;

/** Publication and retention, which every database needs. */
export const DUE_WORK: NightlyWork = { publication: publishAll, retention: retainAll };

/**
 * Publishes every window that is due, oldest first, each in a transaction of its own; an organisation that fails is logged
 * and does not stop the others.
 */
export async function publishAll(gateway: Gateway): Promise<void> {
  const { releaseSecret } = gateway;
  // The start has told that the key is missing; without it nothing can be published.
  if (releaseSecret === undefined) return;
  const settings = { "repere.release_secret": releaseSecret };
  for (const id of await organisations(gateway)) {
    try {
      while (await asksOwner(gateway, "select release.publish_due($1) as done", [id], settings));
    } catch (error) {
      tell(gateway, "publication", error);
    }
  }
}

/**
 * Makes every organisation's records as imprecise as their age asks for (data-model.md, retention), each in a
 * transaction of its own; one that fails is logged and does not stop the others.
 */
export async function retainAll(gateway: Gateway): Promise<void> {
  for (const id of await organisations(gateway)) {
    await asksOwner(gateway, "select field.retain_due($1) as done", [id]).catch((error: unknown) =>
      tell(gateway, "retention", error),
    );
  }
  await asksOwner(gateway, "select audit.age(null) as done").catch((error: unknown) =>
    tell(gateway, "retention", error),
  );
}

async function organisations(gateway: Gateway): Promise<string[]> {
  const { rows } = await asOwner(gateway, (query) => query("select id from org.organisation order by id"));
  return rows.map((row) => String(row["id"]));
}

async function asksOwner(
  gateway: Gateway,
  sql: string,
  params: readonly unknown[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const { rows } = await asOwner(gateway, (query) => query(sql, params), undefined, {
    timeoutMs: LIMIT_MS,
    settings,
  });
  return rows[0]?.["done"] === true;
}

/** A line in the log: which work failed, and a code without data. */
export function tell({ log }: Gateway, work: string, error: unknown): void {
  log(`${work} failed ${error instanceof DatabaseError ? error.code : "unexpectedly"}`);
}

/** Whether a night's hour has come since the last work, on the machine's clock; always before the first. */
export function isNightDue(last: Date | undefined, now: Date): boolean {
  const night = new Date(now);
  night.setHours(HOUR, 0, 0, 0);
  if (night > now) night.setDate(night.getDate() - 1);
  return last === undefined || last < night;
}

/** Runs the work soon after the start and every night; returns how to stop it, after the work under way. */
export function everyNight(
  gateway: Gateway,
  work: NightlyWork = DUE_WORK,
  onEnd?: JobEnd,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let last: Date | undefined;
  const look = () => {
    if (isNightDue(last, new Date())) {
      last = new Date();
      running = running.then(() => runAll(gateway, work, onEnd));
    }
    plan(LOOK_MS);
  };
  const plan = (milliseconds: number) => {
    timer = setTimeout(look, milliseconds);
    timer.unref();
  };
  plan(FIRST_MS);
  return async () => {
    clearTimeout(timer);
    await running;
  };
}

/** One part after another; what one could not do is logged with its name and a code. */
export async function runAll(gateway: Gateway, work: NightlyWork, onEnd?: JobEnd): Promise<void> {
  for (const [name, part] of Object.entries(work)) {
    try {
      await part(gateway);
      onEnd?.(name, true);
    } catch (error) {
      tell(gateway, name, error);
      onEnd?.(name, false);
    }
  }
}
