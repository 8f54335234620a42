import type { BrowserContext, Page } from "@playwright/test";

/** What is told to an account: tokens, names that the server drew, and cells. */
const SECRETS = [
  /eyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /"refresh_token":"([^"]+)"/g,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /"(?:cell|cells)":\s*\[?(\d{8})\b/g,
];

/** Everything that pages of a browser are answered by the back end, and by which addresses it was asked. */
export class Heard {
  readonly values = new Set<string>();
  readonly addresses = new Set<string>();
  private readonly reading: Promise<void>[] = [];

  /** @param known what everybody may know: the page's own key */
  constructor(context: BrowserContext, known: string) {
    context.on("response", (response) => {
      const request = response.request();
      if (!/\/(rest|auth)\/v1\//.test(response.url())) return;
      if (request.method() === "GET") this.addresses.add(response.url());
      const read = response.text().then(
        (text) => {
          for (const value of valuesOf(text)) if (value !== known) this.values.add(value);
        },
        () => undefined,
      );
      this.reading.push(read);
    });
  }

  async all(): Promise<void> {
    await Promise.all(this.reading);
  }
}

function valuesOf(text: string): string[] {
  return SECRETS.flatMap((form) => [...text.matchAll(form)].map(([whole, part]) => part ?? whole));
}

/** Where something of an account may be left, as text to be searched. */
export type Traces = Readonly<Record<string, string>>;

/** Everything that the next person at this browser can read of it without an account. */
export async function tracesOf(page: Page, heard: Heard): Promise<Traces> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  await session.detach();
  return {
    "local storage": await page.evaluate(() => JSON.stringify({ ...localStorage })),
    "session storage": await page.evaluate(() => JSON.stringify({ ...sessionStorage })),
    cookies: JSON.stringify(await page.context().cookies()),
    history: entries.map(({ url, title }) => `${url} ${title}`).join("\n"),
    "the page": await page.content(),
    databases: await databasesOf(page),
    "service worker's caches": await cachesOf(page),
    "the browser's cache": await answersFrom(page, [...heard.addresses]),
  };
}

/** Every row of every IndexedDB of the origin; bytes as characters. */
function databasesOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const plain = (_: string, value: unknown) =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? String.fromCharCode(...new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer))
        : value;
    const rows: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ""));
      for (const store of database.objectStoreNames) {
        const kept = await done(database.transaction(store).objectStore(store).getAll());
        rows.push(...kept.map((row) => `${name} ${store} ${JSON.stringify(row, plain)}`));
      }
      database.close();
    }
    return rows.join("\n");
  });
}

/** What the service worker keeps: its addresses, and the text of what does not come with the page. */
function cachesOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const isAnswer = /\/(rest|auth)\/v1\//.test(request.url);
        kept.push(request.url + (isAnswer ? await (await cache.match(request))?.text() : ""));
      }
    }
    return kept.join("\n");
  });
}

/** Answers that the browser still has, asked without going to the server. */
function answersFrom(page: Page, addresses: readonly string[]): Promise<string> {
  return page.evaluate(async (urls) => {
    const found: string[] = [];
    for (const url of urls) {
      try {
        const answer = await fetch(url, { cache: "only-if-cached", mode: "same-origin" });
        if (answer.ok) found.push(await answer.text());
      } catch {
        // Not in the cache: what is hoped for.
      }
    }
    return found.join("\n");
  }, addresses);
}

/** The name of a round or a sector in an address is drawn at random and says nothing of where or who. */
const isSaying = (value: string) => !/^[0-9a-f-]{36}$/.test(value);

/** How many of the values lie in each place; in the history, of those that say something. */
export function countIn(traces: Traces, values: ReadonlySet<string>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(traces).map(([place, text]) => {
      const sought = [...values].filter((value) => place !== "history" || isSaying(value));
      return [place, sought.filter((value) => text.includes(value)).length];
    }),
  );
}
