import { DatabaseError } from "./database/database.ts";
import { asOwner, type Gateway } from "./gateway.ts";

/** After the start, so that a machine that sleeps at night catches up without slowing the start down. */
const FIRST_MS = 60_000;
/** On the machine's clock, when teams are out last. */
const HOUR = 4;
const LIMIT_MS = 600_000;

/**
 * Makes every organisation's records as imprecise as their age asks for (data-model.md, retention), each in a
 * transaction of its own; one that fails is logged and does not stop the others.
 */
export async function retainAll(gateway: Gateway): Promise<void> {
  const options = { timeoutMs: LIMIT_MS };
  const ask = (sql: string, params: readonly unknown[] = []) =>
    asOwner(gateway, (query) => query(sql, params), undefined, options);
  const { rows } = await ask("select id from org.organisation order by id");
  for (const row of rows) {
    await ask("select field.retain($1)", [row["id"]]).catch((error: unknown) => tell(gateway, error));
  }
  await ask("select audit.age(null)").catch((error: unknown) => tell(gateway, error));
}

function tell({ log }: Gateway, error: unknown): void {
  log(`retention failed ${error instanceof DatabaseError ? error.code : "unexpectedly"}`);
}

/** Milliseconds from a moment to the next time that the machine's clock shows the hour of the nightly work. */
export function untilNight(now: Date): number {
  const next = new Date(now);
  next.setHours(HOUR, 0, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next.getTime() - now.getTime();
}

/** Runs retention soon after the start and every night; returns how to stop it, after the work under way. */
export function everyNight(gateway: Gateway): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const plan = (milliseconds: number) => {
    timer = setTimeout(() => {
      work = retainAll(gateway).catch((error: unknown) => tell(gateway, error));
      plan(untilNight(new Date()));
    }, milliseconds);
    timer.unref();
  };
  plan(FIRST_MS);
  return async () => {
    clearTimeout(timer);
    await work;
  };
}
