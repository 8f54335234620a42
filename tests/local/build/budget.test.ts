import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Manifest } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PASSWORD } from "../../../supabase/demo/accounts.ts";

/** kB of 1,000 bytes, gzip at its best level: what a server sends. */
const ENTRY_KB = 170;
/** All of the map page, its worker's script included. */
const PAGE_KB = 800;

/** The map's worker: an entry of its own that shares its largest part with the page. */
const MAP_WORKER = "node_modules/maplibre-gl/src/source/worker.ts";

/** What the map page asks for once someone is signed in, beyond its entry. */
const MAP_PAGE = [
  "src/app/shell.tsx",
  "src/features/heatmap/heat-screen.tsx",
  "src/features/heatmap/heat-map.tsx",
  "node_modules/@supabase/supabase-js/dist/index.mjs",
  MAP_WORKER,
];

const folder = mkdtempSync(join(tmpdir(), "repere-build-"));
let manifest: Manifest = {};

beforeAll(() => {
  // In a process of its own: the tests' NODE_ENV would bring React's development build.
  const options = ["--outDir", folder, "--emptyOutDir", "--manifest", "--logLevel", "error"];
  const env = { ...process.env, NODE_ENV: "production" };
  const { status, stderr } = spawnSync("npx", ["vite", "build", ...options], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the page could not be built:\n${stderr}`);
  manifest = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8")) as Manifest;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function chunkOf(key: string) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not a chunk of the build`);
  return chunk;
}

/** Files of chunks and of all they import before they can run. */
function scriptsOf(keys: readonly string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    const { file, imports = [] } = chunkOf(key);
    if (seen.has(file)) continue;
    seen.add(file);
    scriptsOf(imports, seen);
  }
  return seen;
}

/** Every file of the build as text, by path. */
function builtFiles(): [path: string, text: string][] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => /\.(?:js|mjs|css|html|json|map|txt|md)$/.test(path))
    .map((path) => [path, readFileSync(join(folder, path), "utf8")]);
}

test("the build holds no secret, no account and nothing of the server: what it knows it asks for at run time", () => {
  const forbidden = {
    // The demonstration's password is told by a demonstration server alone.
    demo: DEMO_PASSWORD,
    // An access token, signed or public: the anon key comes with config.json.
    token: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}/,
    key: /-----BEGIN [A-Z ]*PRIVATE KEY/,
    hex: /\b[0-9a-f]{64}\b/,
    server: /repere\.release_secret|service_role|scrypt\$|server\.json|x-repere-key|repere_owner/,
    node: /from\s?["']node:/,
  };
  const files = builtFiles();
  expect(files.length).toBeGreaterThan(10);
  const found = files.flatMap(([path, text]) =>
    Object.entries(forbidden)
      .filter(([, sign]) => (typeof sign === "string" ? text.includes(sign) : sign.test(text)))
      .map(([name]) => `${name} in ${path}`),
  );
  expect(found).toEqual([]);
});

function kiloBytes(files: Iterable<string>): number {
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

test("the entry is small enough to sign in on a slow line", () => {
  const entry = kiloBytes(scriptsOf(["index.html"]));
  console.log(JSON.stringify({ measure: "entry", kB_gzip: Math.round(entry) }));
  expect(entry).toBeLessThanOrEqual(ENTRY_KB);
});

test("all JavaScript of the map page stays within its budget, the map's worker included", () => {
  const page = kiloBytes(scriptsOf(["index.html", ...MAP_PAGE]));
  console.log(JSON.stringify({ measure: "map page with its worker", kB_gzip: Math.round(page) }));
  expect(page).toBeLessThanOrEqual(PAGE_KB);
});

test("the map's worker shares its code with the page and fetches nothing of the interface", () => {
  const page = scriptsOf(["index.html", ...MAP_PAGE.filter((key) => key !== MAP_WORKER)]);
  const worker = scriptsOf([MAP_WORKER]);
  const shared = new Set([...worker].filter((file) => page.has(file)));
  const alone = new Set([...worker].filter((file) => !page.has(file)));
  expect(kiloBytes(shared)).toBeGreaterThan(50);
  expect(kiloBytes(alone)).toBeLessThan(20);
  const text = [...worker].map((file) => readFileSync(join(folder, file), "utf8")).join();
  for (const mark of ["GoTrueClient", "createRoot", "maplibregl-canvas"]) expect(text).not.toContain(mark);
});

test("the map and the door to the server are no part of the entry", () => {
  const entry = [...scriptsOf(["index.html"])].map((file) => readFileSync(join(folder, file), "utf8")).join();
  for (const mark of ["maplibregl-canvas", "GoTrueClient", "+proj=longlat"])
    expect(entry).not.toContain(mark);
  const page = [...scriptsOf(["index.html", ...MAP_PAGE])].map((file) =>
    readFileSync(join(folder, file), "utf8"),
  );
  for (const mark of ["maplibregl-canvas", "GoTrueClient", "+proj=longlat"])
    expect(page.some((text) => text.includes(mark))).toBe(true);
});

test("no script is taken from another host", () => {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});
