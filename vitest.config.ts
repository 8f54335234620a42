import { defineConfig } from "vitest/config";

/** What is waited for comes within a second on an idle machine; a busy one is not a fault. */
const patient = { poll: { timeout: 60_000 } };

/** Two runs of one runner: pure code, and code that needs a database or a server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}", "tests/architecture/**/*.test.ts"],
          testTimeout: 60_000,
          expect: patient,
        },
      },
      {
        test: {
          name: "local",
          globalSetup: "tests/local/harness/global-setup.ts",
          include: ["tests/local/**/*.test.ts", "tests/attacks/**/*.test.ts", "supabase/tests/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: patient,
        },
      },
    ],
    maxWorkers: 2,
  },
});
