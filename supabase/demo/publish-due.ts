import type { Database } from "../local/database/database.ts";

/** Which windows to publish, and as of when. */
export interface PublishDueOptions {
  readonly organisation: string;
  /** Day of the service clock, `YYYY-MM-DD`. */
  readonly today: string;
  /** HMAC secret of releases, in hexadecimal. */
  readonly secret: string;
  readonly told: (done: number, total: number) => void;
}

/** Publishes every window that is due, then every quarter of contacts in institutions, oldest first, each in a transaction of its own. */
export async function publishDue(db: Database, options: PublishDueOptions): Promise<void> {
  const { organisation, today, secret, told } = options;
  const settings = { "repere.today": today, "repere.release_secret": secret };
  const [due] = await rowsOf(db, settings, "select count(*) as due from release.due_work($1)", organisation);
  const total = Number(due?.["due"]);
  for (let done = 0; done < total; done++) {
    told(done, total);
    await rowsOf(db, settings, "select (release.publish_next($1, null)).id", organisation);
  }
  for (;;) {
    const [next] = await rowsOf(
      ...([db, settings, "select (release.publish_institutional($1, null)).id", organisation] as const),
    );
    if (!next || next["id"] === null) break;
  }
  told(total, total);
}

async function rowsOf(
  db: Database,
  settings: Readonly<Record<string, string>>,
  sql: string,
  organisation: string,
) {
  const { rows } = await db.transaction(settings, null, (query) => query(sql, [organisation]));
  return rows;
}
