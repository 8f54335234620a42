import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const CANDIDATES = [
  process.env["REPERE_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

function answers(path: string | undefined): path is string {
  if (!path || !existsSync(path)) return false;
  try {
    return /\d+\.\d+/.test(execFileSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 }));
  } catch {
    return false;
  }
}

/**
 * The browser that the install brings (`@sparticuz/chromium`, Linux x64). It was made for bare functions
 * machines: told that it runs on one, it unpacks the shared libraries it needs and puts them on the path.
 */
async function broughtBrowser(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs20.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  const path = await chromium.executablePath();
  return answers(path) ? path : undefined;
}

/**
 * Path of a Chromium that starts: `REPERE_CHROMIUM`, the system's, Playwright's, or the one the install brings.
 *
 * @throws Error that says what to install, where none can be had.
 */
export async function findBrowser(): Promise<string> {
  const { chromium } = await import("@playwright/test");
  const found = [...CANDIDATES, chromium.executablePath()].find(answers) ?? (await broughtBrowser());
  if (found) return found;
  throw new Error(
    "No browser for the browser tests. Install one (Debian: apt-get install chromium; " +
      "elsewhere: npx playwright install chromium) or name it in REPERE_CHROMIUM.",
  );
}
