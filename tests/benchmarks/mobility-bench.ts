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
import { longestTaskIn } from "./tab-watch.ts";

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

/** Main-thread time from a change of filter to the frame that shows its answer, and the longest task, with 5,000 leaves in 20 quarters. */
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
  await stageResearch(page, TERRITORY);
  await page.goto(`${url}/mobilites`);
  await page.waitForFunction(() => performance.getEntriesByName("repere:cells-drawn").length > 0);
  const cdp = await page.context().newCDPSession(page);
  // Thread ticks: what the main thread worked, without the time in which other processes had the processor.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await untilQuiet(cdp);
  const taken: number[] = [];
  for (const [name, change] of CHANGES) {
    let ms = Number.NaN;
    const task = await longestTaskIn(browser, page, async () => {
      const before = await busySeconds(cdp);
      await change(page);
      await page.waitForFunction(isAnswered);
      await page.evaluate(twoFrames);
      ms = tenth(1000 * ((await busySeconds(cdp)) - before));
      await untilQuiet(cdp);
    });
    taken.push(ms);
    bench.print({
      ...{ bench: "mobility", change: name, ...TERRITORY, to_frame_ms: ms, longest_task_ms: task.own },
      goal: `≤ ${GOAL_MS} ms to the frame, no task over ${TASK_GOAL_MS} ms`,
      met: ms <= GOAL_MS && task.own <= TASK_GOAL_MS,
    });
  }
  bench.print({
    ...{ bench: "mobility", ...TERRITORY, changes: taken.length },
    ...{ p50_ms: percentile(taken, 0.5), worst_ms: percentile(taken, 1) },
  });
}

/** Whether the panel shows the answer: no table is on its way, no worker at work. */
function isAnswered(): boolean {
  const panel = document.querySelector(".mobility-body");
  return (
    panel !== null &&
    !panel.matches("[aria-busy=true]") &&
    !panel.querySelector("[role=status] [class*=Skeleton]")
  );
}

/** The frame in which a change is drawn is the one after the next. */
function twoFrames(): Promise<void> {
  return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())));
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
