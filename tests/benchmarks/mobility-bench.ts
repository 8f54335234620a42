import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";
import { servePage } from "../fixtures/carte-page.ts";
import { stageResearch } from "../fixtures/research-page.ts";
import { BROWSER_ARGS } from "./browser-args.ts";
import { type Bench, percentile, tenth } from "./report.ts";
import { longestOf, tasksIn, workBetween } from "./tab-watch.ts";

const TERRITORY = { leaves: 5000, quarters: 20 };
const GOAL_MS = 100;
const TASK_GOAL_MS = 50;
const ROOT = join(import.meta.dirname, "../..");
/** After a change the page is left alone until its worker has answered and its map has come to rest. */
const QUIET_MS = 1500;
const QUIET_SECONDS = 0.05;

type Change = readonly [name: string, change: (page: Page) => Promise<unknown>];

/** Every kind of filter of the screen, one after the other. */
const CHANGES: readonly Change[] = [
  ["quarter", (page) => page.getByLabel("Trimestre").selectOption({ index: 3 })],
  ["compare", (page) => page.getByLabel("Comparer avec").selectOption({ index: 4 })],
  ["counts", (page) => page.getByText("Effectifs", { exact: true }).click()],
  ["rates", (page) => page.getByText("Par heure de passage", { exact: true }).click()],
  ["change", (page) => page.getByLabel("Mesure", { exact: true }).selectOption("change")],
  ["bayes", (page) => page.getByLabel("Mesure", { exact: true }).selectOption("bayes")],
  ["hot", (page) => page.getByLabel("Mesure", { exact: true }).selectOption("hot")],
  ["smooth", (page) => page.getByLabel("Mesure", { exact: true }).selectOption("smooth")],
  ["value", (page) => page.getByLabel("Mesure", { exact: true }).selectOption("value")],
  ["breakdown", (page) => page.getByLabel("Tableau").selectOption("gender")],
  ["category", (page) => page.getByLabel("Valeur", { exact: true }).selectOption("boy")],
  ["trend", (page) => page.getByRole("button", { name: "Évolution" }).click()],
  ["displacement", (page) => page.getByRole("button", { name: "Déplacement" }).click()],
  ["cells", (page) => page.getByRole("button", { name: "Mailles", exact: true }).click()],
];

/**
 * From a change of filter to the frame that shows its answer, with 5,000 leaves in 20 quarters: by the clock, and as
 * the page's main thread works for it; and the longest task until the page rests.
 *
 * Both begin with the time stamp of the input event and end with the frame after the one in which the panel is
 * answered, which is the one that draws the map. The clock (`to_frame_ms`) therefore has two frames, and whatever else
 * the machine does, in it. The work (`main_thread_ms`) is the sum of the processor time (`tdur`) of the main thread's
 * outermost tasks in the browser's trace between the two; a task that one of them cuts counts by its share. The first rows
 * of that frame are compared with those of the page at rest: `answer_in_frame` says whether they are the same.
 *
 * The page has come to rest before each change, so what it works out ahead is there, as after a moment of reading.
 */
export async function mobilityBench(bench: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "repere-mobility-"));
  bench.say("building the page");
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  const { url, server } = await servePage(folder);
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  try {
    await measure(bench, browser, url);
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(bench: Bench, browser: Browser, url: string): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  // The runner names inner functions by this helper, which the page does not have.
  await page.addInitScript("globalThis.__name = (named) => named");
  await stageResearch(page, TERRITORY);
  await page.goto(`${url}/mobilites`);
  await page.waitForFunction(() => performance.getEntriesByName("repere:cells-drawn").length > 0);
  const cdp = await page.context().newCDPSession(page);
  // Thread ticks: what the main thread worked, without the time in which other processes had the processor.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await untilQuiet(cdp);
  const [clocks, works]: [number[], number[]] = [[], []];
  for (const [name, change] of CHANGES) {
    let isSame = false;
    const { tasks, markAt } = await tasksIn(browser, page, async () => {
      const inFrame = page.evaluate(firstAnswer);
      await change(page);
      const rows = await inFrame;
      await untilQuiet(cdp);
      isSame = rows === (await page.evaluate(firstRows));
    });
    const [from, to] = [markAt("bench:input"), markAt("bench:frame")];
    const clock = tenth((to - from) / 1000);
    const work = tenth(workBetween(tasks, from, to));
    const longest = longestOf(tasks).own;
    clocks.push(clock);
    works.push(work);
    bench.print({
      ...{ bench: "mobility", change: name, ...TERRITORY, to_frame_ms: clock, main_thread_ms: work },
      ...{ longest_task_ms: longest, answer_in_frame: isSame },
      goal: `≤ ${GOAL_MS} ms of the main thread to the frame, no task over ${TASK_GOAL_MS} ms`,
      met: isSame && work <= GOAL_MS && longest <= TASK_GOAL_MS,
    });
  }
  bench.print({
    ...{ bench: "mobility", ...TERRITORY, changes: works.length },
    ...{ main_thread_p50_ms: percentile(works, 0.5), main_thread_worst_ms: percentile(works, 1) },
    ...{ to_frame_p50_ms: percentile(clocks, 0.5), to_frame_worst_ms: percentile(clocks, 1) },
  });
}

/**
 * In the page: waits for the next input, marks it, and marks the frame after the one in which the panel is answered (no
 * table on its way, no worker at work); gives what `firstRows` finds in it. It looks when the page changes, not at every frame.
 */
function firstAnswer(): Promise<string> {
  const isAnswered = () => {
    const panel = document.querySelector(".mobility-body");
    return panel !== null && !panel.matches("[aria-busy=true]") && !panel.querySelector(BUSY);
  };
  const BUSY = "[aria-busy=true], [role=status] [class*=Skeleton]";
  const rows = () =>
    [...document.querySelectorAll(".mobility-body tr")]
      .slice(0, 12)
      .map(({ textContent }) => textContent)
      .join("|");
  return new Promise((answered) => {
    const end = () =>
      requestAnimationFrame(() => {
        const shown = rows();
        setTimeout(() => {
          performance.mark("bench:frame");
          answered(shown);
        });
      });
    const look = () => {
      if (isAnswered()) {
        end();
        return;
      }
      const watch = new MutationObserver(() => {
        if (!isAnswered()) return;
        watch.disconnect();
        requestAnimationFrame(end);
      });
      watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    };
    const begin = ({ timeStamp }: Event) => {
      for (const kind of KINDS) document.removeEventListener(kind, begin, true);
      performance.mark("bench:input", { startTime: timeStamp });
      requestAnimationFrame(look);
    };
    const KINDS = ["change", "click"] as const;
    for (const kind of KINDS) document.addEventListener(kind, begin, true);
  });
}

/** In the page: the first rows of the panel's tables. */
function firstRows(): string {
  return [...document.querySelectorAll(".mobility-body tr")]
    .slice(0, 12)
    .map(({ textContent }) => textContent)
    .join("|");
}

async function busySeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}

async function untilQuiet(cdp: CDPSession): Promise<void> {
  const until = performance.now() + 60_000;
  let before = await busySeconds(cdp);
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const now = await busySeconds(cdp);
    if (now - before < QUIET_SECONDS) return;
    before = now;
  }
  throw new Error("the page did not come to rest within a minute");
}
