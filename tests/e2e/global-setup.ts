import { spawnSync } from "node:child_process";

/** Builds the page once, as `npm start` would, so that every browser test meets the built product. */
export default function buildPage(): void {
  const built = spawnSync("npx", ["vite", "build", "--logLevel", "warn"], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("the page could not be built");
}
