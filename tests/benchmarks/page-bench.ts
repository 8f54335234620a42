import { gzipSync } from "node:zlib";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";
import { type Repere, startRepere } from "../e2e/harness.ts";
import { BROWSER_ARGS } from "./browser-args.ts";
import { type Bench, percentile, tenth } from "./report.ts";

const RUNS = 5;
const GOAL_S = 3;
const MARK = "repere:cells-drawn";
/** A map counts as quiet when its main thread did next to nothing for so long. */
const QUIET_MS = 2000;
const QUIET_SECONDS = 0.06;
/** A page that never rests is a fault of the page: the benchmark says so instead of waiting for ever. */
const REST_WITHIN_MS = 60_000;
/** Busy time of the main thread, in seconds, from the click on *Se connecter* on. */
interface Busy {
  readonly toCells: number | undefined;
  /** By the clock: it depends on who else is at work on the machine. */
  readonly waited: number | undefined;
  readonly toQuiet: number;
  readonly scripts: number;
}

/**
 * Main-thread time from signing in as the demonstration's lead to the first frame with cells, in headless Chromium,
 * beside the same map while nothing is published (answers without windows), and the JavaScript that was loaded.
 */
export async function pageBench(bench: Bench): Promise<void> {
  const executablePath = await findBrowser();
  bench.say("starting the demonstration");
  const repere = await startRepere(["--port", "0"]);
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
  try {
    const renderer = await rendererOf(browser);
    const cells = await several(bench, () => signIn(browser, repere, false));
    const empty = await several(bench, () => signIn(browser, repere, true));
    const toCells = median(cells.map(({ toCells }) => toCells ?? Number.NaN));
    bench.print({
      ...{ bench: "page", browser: browser.version(), renderer, runs: RUNS },
      main_thread_to_cells_s: toCells,
      clock_to_cells_s: median(cells.map(({ waited }) => waited ?? Number.NaN)),
      main_thread_to_quiet_s: median(cells.map(({ toQuiet }) => toQuiet)),
      script_to_quiet_s: median(cells.map(({ scripts }) => scripts)),
      empty_map_to_quiet_s: median(empty.map(({ toQuiet }) => toQuiet)),
      ...{ goal: `≤ ${GOAL_S} s to the first frame with cells`, met: toCells <= GOAL_S },
    });
    bench.print({ bench: "page", part: "JavaScript loaded", ...(await loadedScripts(browser, repere)) });
  } finally {
    await browser.close();
    await repere.stop();
  }
}

async function several(bench: Bench, run: () => Promise<Busy>): Promise<Busy[]> {
  const all: Busy[] = [];
  for (let nth = 1; nth <= RUNS; nth++) {
    all.push(await run());
    bench.say(`run ${nth}: ${JSON.stringify(all.at(-1))}`);
  }
  return all;
}

async function signIn(browser: Browser, repere: Repere, empty: boolean): Promise<Busy> {
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  try {
    if (empty) await withoutWindows(page);
    const cdp = await openDoor(page, repere);
    const before = await metrics(cdp);
    const drawn = empty ? undefined : untilMarked(page, cdp);
    const began = performance.now();
    await page.locator("button[type=submit]").click();
    const atCells = await drawn;
    const waited = atCells && hundredth((performance.now() - began) / 1000);
    await page.locator("canvas").first().waitFor({ timeout: 120_000 });
    const quiet = await untilQuiet(cdp);
    return {
      toCells: atCells && hundredth(atCells.busy - before.busy),
      waited,
      toQuiet: hundredth(quiet.busy - before.busy),
      scripts: hundredth(quiet.scripts - before.scripts),
    };
  } finally {
    await context.close();
  }
}

/** The sign-in form, filled in, before the click that starts the clock. */
async function openDoor(page: Page, repere: Repere): Promise<CDPSession> {
  const lead = repere.accounts.find(({ role }) => role === "lead");
  await page.goto(repere.url);
  await page.locator("input[name=username]").fill(lead?.email ?? "");
  await page.locator("input[name=password]").fill(lead?.password ?? "");
  const cdp = await page.context().newCDPSession(page);
  // Thread ticks: what the main thread worked, without the time in which other processes had the processor.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  return cdp;
}

/** The mark is set once the map has drawn the layer of cells and come to rest: later than its first frame, never earlier. */
async function untilMarked(page: Page, cdp: CDPSession) {
  await page.evaluate((mark) => {
    const marked = new Promise((resolve) => {
      new PerformanceObserver((list) => {
        if (list.getEntriesByName(mark).length > 0) resolve(undefined);
      }).observe({ type: "mark", buffered: true });
    });
    Object.assign(globalThis, { repereMarked: marked });
  }, MARK);
  await page.evaluate(() => Reflect.get(globalThis, "repereMarked"));
  return metrics(cdp);
}

async function withoutWindows(page: Page): Promise<void> {
  await page.route("**/rest/v1/rpc/windows*", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), windows: [] } });
  });
}

async function metrics(cdp: CDPSession): Promise<{ busy: number; scripts: number }> {
  const { metrics: all } = await cdp.send("Performance.getMetrics");
  const value = (name: string) => all.find((metric) => metric.name === name)?.value ?? 0;
  return { busy: value("TaskDuration"), scripts: value("ScriptDuration") };
}

async function untilQuiet(cdp: CDPSession): Promise<{ busy: number; scripts: number }> {
  const until = performance.now() + REST_WITHIN_MS;
  let before = await metrics(cdp);
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const now = await metrics(cdp);
    if (now.busy - before.busy < QUIET_SECONDS) return before;
    before = now;
  }
  throw new Error(`the page did not come to rest within ${REST_WITHIN_MS / 1000} s`);
}

async function loadedScripts(browser: Browser, repere: Repere): Promise<{ files: number; gzip_kb: number }> {
  const context = await browser.newContext({ locale: "fr-FR" });
  const page = await context.newPage();
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    const url = response.url();
    if (url.endsWith(".js"))
      sizes.set(
        url,
        response.body().then((body) => gzipSync(body).length),
      );
  });
  await openDoor(page, repere);
  await page.locator("button[type=submit]").click();
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, MARK, {
    timeout: 120_000,
  });
  const bytes = await Promise.all(sizes.values());
  await context.close();
  return { files: bytes.length, gzip_kb: tenth(bytes.reduce((sum, each) => sum + each, 0) / 1000) };
}

async function rendererOf(browser: Browser): Promise<string> {
  const page = await browser.newPage();
  const renderer = await page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl2");
    const names = gl?.getExtension("WEBGL_debug_renderer_info");
    return String(names && gl?.getParameter(names.UNMASKED_RENDERER_WEBGL));
  });
  await page.close();
  return renderer;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
