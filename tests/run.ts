/**
 * `npm test`: unit, database, gateway and browser tests, in one go and without a step by hand.
 * The last line is `N passed, N failed` with the true totals of both runners, the line before it says how many were skipped.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { findBrowser } from "./e2e/browser.ts";

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

const RESULTS = "test-results";

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const done = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  return done.status === 0;
}

function report<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return undefined;
  }
}

/** A runner that ends badly without naming a failed test still counts as one failure. */
function honest(totals: Totals, endedWell: boolean): Totals {
  return endedWell || totals.failed > 0 ? totals : { ...totals, failed: 1 };
}

function unitAndDatabaseTests(): Totals {
  const file = `${RESULTS}/vitest.json`;
  const endedWell = run("npx", [
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  const found = report<VitestReport>(file);
  if (!found) return { passed: 0, failed: 1, skipped: 0 };
  const skipped = found.numPendingTests + found.numTodoTests;
  return honest({ passed: found.numPassedTests, failed: found.numFailedTests, skipped }, endedWell);
}

function browserTests(browser: string): Totals {
  const file = `${RESULTS}/playwright.json`;
  const endedWell = run("npx", ["playwright", "test"], { REPERE_CHROMIUM: browser });
  const found = report<PlaywrightReport>(file);
  if (!found) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = found.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, endedWell);
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const browser = await findBrowser();
console.error(`browser: ${browser}`);
const parts = [unitAndDatabaseTests(), browserTests(browser)];
const sum = (key: keyof Totals) => parts.reduce((total, part) => total + part[key], 0);
if (sum("skipped") > 0) console.log(`${sum("skipped")} skipped: what they need is absent here (see above)`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
