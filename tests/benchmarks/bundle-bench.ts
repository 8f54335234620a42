import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Bench } from "./report.ts";

const ROOT = join(import.meta.dirname, "../..");
const ENTRY_GOAL_KB = 170;
const MAP_GOAL_KB = 800;
/** Pages that the way from signing in to the map does not load: other screens, and the doors of others. */
const ELSEWHERE =
  /^src\/features\/(?!heatmap\/).*-screen\.tsx$|\/(join|enrol|partner)-page\.tsx$|\/phone-door\.tsx$/;
const MAP_WORKER = "node_modules/maplibre-gl/src/source/worker.ts";

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/** Builds the page apart and weighs it: the entry with its static imports, and all JavaScript that the map needs. */
export async function bundleBench(bench: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "repere-bundle-"));
  try {
    bench.say("building the page");
    const vite = join(ROOT, "node_modules/vite/bin/vite.js");
    const args = [vite, "build", "--manifest", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
    const chunks: Record<string, Chunk> = JSON.parse(
      readFileSync(join(folder, ".vite/manifest.json"), "utf8"),
    );
    if (!chunks[MAP_WORKER]) throw new Error("the map's worker is missing from the build");
    const entry = reached(chunks, ["index.html"], false);
    const page = reached(chunks, ["index.html"], true);
    const all = reached(chunks, ["index.html", MAP_WORKER], true);
    const weights = { entry: weigh(folder, entry), page: weigh(folder, page), all: weigh(folder, all) };
    const told = (part: string, gzip_kb: number, most: number) =>
      bench.print({ bench: "bundle", part, gzip_kb, goal: `≤ ${most} kB`, met: gzip_kb <= most });
    told("entry", weights.entry, ENTRY_GOAL_KB);
    bench.print({ bench: "bundle", part: "map page, main thread", gzip_kb: weights.page });
    told("map page, with its worker and what a style may ask for", weights.all, MAP_GOAL_KB);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Files loaded from entries on; `later` follows dynamic imports too, optional ones (PMTiles, MLT) among them. */
function reached(
  chunks: Readonly<Record<string, Chunk>>,
  entries: readonly string[],
  later: boolean,
): Set<string> {
  const seen = new Set<string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = chunks[name];
    if (!chunk || seen.has(name)) continue;
    seen.add(name);
    const next = [...(chunk.imports ?? []), ...(later ? (chunk.dynamicImports ?? []) : [])];
    waiting.push(...next.filter((one) => !ELSEWHERE.test(one)));
  }
  const files = [...seen].map((name) => chunks[name]?.file ?? "");
  return new Set(files.filter((file) => file.endsWith(".js")));
}

/** Kilobytes (1,000 bytes) of files, each packed by itself as a server sends it. */
function weigh(folder: string, files: ReadonlySet<string>): number {
  const bytes = [...files].map((file) => gzipSync(readFileSync(join(folder, file))).length);
  return Math.round(bytes.reduce((sum, each) => sum + each, 0) / 100) / 10;
}
