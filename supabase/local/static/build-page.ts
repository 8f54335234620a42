import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";

const ROOT = join(import.meta.dirname, "../../..");
const SOURCES = [
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "vite.leave-out.ts",
  "vite.maplibre.ts",
  "vite.pwa.ts",
  "package-lock.json",
];

/** Folder of the built page. */
export const PAGE_FOLDER = join(ROOT, "dist");

/** Whether there is no built page, or one older than what it is built from. */
export function isPageOutdated(): boolean {
  const built = join(PAGE_FOLDER, "index.html");
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  return SOURCES.some((source) => newest(join(ROOT, source)) > since);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  // A folder's own time tells of files that were taken away.
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Builds the page in a process of its own, beside the database's start. It is built next to the old page and
 * then takes its place, so that a server that runs, or a build that fails, keeps a whole page.
 *
 * @throws StartError `page_not_built` with what Vite said.
 */
export async function buildPage(): Promise<void> {
  const cache = join(ROOT, ".cache");
  const draft = join(cache, `dist-${process.pid}`);
  mkdirSync(cache, { recursive: true });
  try {
    await runVite(draft);
    replace(draft);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function replace(draft: string): void {
  const old = `${draft}-old`;
  if (existsSync(PAGE_FOLDER)) renameSync(PAGE_FOLDER, old);
  renameSync(draft, PAGE_FOLDER);
  rmSync(old, { recursive: true, force: true });
}

function runVite(folder: string): Promise<void> {
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--logLevel", "error", "--outDir", folder, "--emptyOutDir"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    const end = () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    };
    process.once("exit", end);
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => said.push(text));
    }
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("exit", end);
      if (code === 0) resolve();
      else reject(new StartError("page_not_built", { said: said.join("").slice(-2000) }));
    });
  });
}
