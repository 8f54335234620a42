import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { BROWSER_ARGS } from "../benchmarks/browser-args.ts";
import { findBrowser } from "../e2e/browser.ts";
import { type Repere, startRepere } from "../e2e/harness.ts";
import { type Attack, type Context, exactly, type Findings } from "./attack.ts";
import { countIn, Heard, tracesOf } from "./browser/traces.ts";
import { enter, leave, workAsEducator, workAsLead } from "./browser/visits.ts";

/** Pages that the next person goes back to. */
const BACK = 12;

/** Where the device is: the middle of Paris. */
const SOMEWHERE = { latitude: 48.8667, longitude: 2.3334 };

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((all, each) => all + each, 0);

/** Goes back through what others looked at, and counts what of theirs the page then shows. */
async function lookBack(page: Page, values: ReadonlySet<string>): Promise<number> {
  let seen = 0;
  for (let step = 0; step < BACK; step++) {
    const went = await page.goBack({ waitUntil: "load" }).catch(() => null);
    await page.waitForTimeout(300);
    seen = Math.max(seen, sum(countIn({ page: await page.content() }, values)));
    if (went === null && page.url() === "about:blank") break;
  }
  return seen;
}

async function share(context: BrowserContext, repere: Repere, say: Context["say"]): Promise<Findings> {
  const page = context.pages()[0] ?? (await context.newPage());
  const heard = new Heard(context, repere.anonKey);
  say("shared browser: an educator, then a lead");
  await enter(page, repere, "educator");
  await workAsEducator(page);
  await leave(page);
  await enter(page, repere, "lead");
  await workAsLead(page);
  await heard.all();
  const values = new Set(heard.values);
  const open = countIn(await tracesOf(page, heard), values);
  await leave(page);
  await heard.all();
  const left = countIn(await tracesOf(page, heard), values);
  say("shared browser: the next account");
  const back = await lookBack(page, values);
  await enter(page, repere, "researcher");
  const after = await lookBack(page, values);
  return {
    parts: [
      ...Object.entries(left).map(([place, count]) => exactly(`values left in ${place}`, count, 0)),
      exactly("values shown to nobody who goes back", back, 0),
      exactly("values shown to the next account that goes back", after, 0),
    ],
    // Who does not sign out leaves the session and what is on the screen.
    unprotected: sum(open) > 0 ? 1 : 0,
    beside: { "values that were told": values.size, "values at hand while signed in": sum(open) },
  };
}

/** Attack 25: the next account at a shared browser. On the demonstration, in a browser of its own. */
async function run({ say }: Context): Promise<Findings> {
  const profile = mkdtempSync(join(tmpdir(), "repere-browser-"));
  const repere = await startRepere(["--small"]);
  try {
    const context = await chromium.launchPersistentContext(profile, {
      ...{ executablePath: await findBrowser(), args: BROWSER_ARGS },
      ...{ locale: "fr-FR", timezoneId: "Europe/Paris" },
      ...{ geolocation: SOMEWHERE, permissions: ["geolocation"] },
    });
    try {
      // Functions sent to the page carry this mark of the compiler.
      await context.addInitScript("globalThis.__name = (given) => given");
      return await share(context, repere, say);
    } finally {
      await context.close();
    }
  } finally {
    await repere.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

export const sharedBrowser: Attack = { id: 25, name: "shared browser", bites: 1, run };
