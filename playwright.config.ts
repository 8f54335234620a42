import { defineConfig } from "@playwright/test";

/** Browser tests: each file starts the server it needs (tests/e2e/harness.ts); the browser is found, never downloaded. */
export default defineConfig({
  testDir: "tests/e2e",
  // A folder of its own: Playwright empties it, and the other runner's report lies beside it.
  outputDir: "test-results/browser",
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  globalSetup: "./tests/e2e/global-setup.ts",
  use: {
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env["REPERE_CHROMIUM"] ?? "",
      args: [
        "--no-sandbox",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--ignore-gpu-blocklist",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
