import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Rooms that a room may import, besides itself (architecture.md, "Who may import whom"). */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "src/domain": [],
  "src/planner": ["src/domain"],
  "src/exchange": ["src/domain"],
  "src/reference": ["src/domain"],
  "src/cli": ["src/domain", "src/planner", "src/exchange", "src/data"],
  "src/data": ["src/domain"],
  "src/map": ["src/domain"],
  "src/ui": [],
  "src/features": [
    "src/domain",
    "src/planner",
    "src/exchange",
    "src/reference",
    "src/data",
    "src/map",
    "src/ui",
  ],
  "src/app": ["src"],
  "src/main.tsx": ["src/app"],
  "supabase/local": ["supabase/demo", "src/domain"],
  "supabase/demo": ["supabase/local", "src/domain"],
  "supabase/release-logic": ["supabase/local"],
};

/** Packages that only one room may import. */
const OWNED: readonly (readonly [RegExp, RegExp])[] = [
  [/^@supabase\/supabase-js/, /^src\/data\//],
  [/^maplibre-gl/, /^src\/map\//],
  [/^@vis\.gl\//, /^src\/map\//],
  [/^@deck\.gl\//, /^src\/(map\/|features\/[^/]+\/[^/]+-layer\.ts$)/],
];

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const IMPORT = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)["']([^"'\n]+)["']/g;

/** Every import of a file; `text` may be given to try the rules on a file that does not exist. */
function importsOf(file: string, text = readFileSync(join(root, file), "utf8")): string[] {
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? "");
}

function roomOf(file: string): string {
  return Object.keys(ALLOWED).find((room) => file === room || file.startsWith(`${room}/`)) ?? "";
}

/** The feature of a file under src/features, or nothing. */
function featureOf(file: string): string | undefined {
  return /^src\/features\/([^/]+)\//.exec(file)?.[1];
}

function breachOfPath(file: string, target: string): boolean {
  if (target.startsWith("tests/")) return true;
  const feature = featureOf(file);
  if (feature && featureOf(target) && featureOf(target) !== feature) return true;
  const room = roomOf(file);
  if (!room) return false;
  return ![room, ...(ALLOWED[room] ?? [])].some((base) => target === base || target.startsWith(`${base}/`));
}

function breaches(file: string, imports: string[]): string[] {
  return imports.flatMap((name) => {
    if (!name.startsWith(".")) {
      const owner = OWNED.find(([pattern]) => pattern.test(name));
      return owner && !owner[1].test(file) ? [`${file} imports ${name}`] : [];
    }
    const target = normalize(join(dirname(file), name));
    return breachOfPath(file, target) ? [`${file} imports ${target}`] : [];
  });
}

test("every room imports only what architecture.md allows", () => {
  const files = [...sources("src"), ...sources("supabase")];
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap((file) => breaches(file, importsOf(file)))).toEqual([]);
});

test("every source file belongs to a room of the table", () => {
  const strays = [...sources("src"), ...sources("supabase")].filter(
    (file) => roomOf(file) === "" && !file.startsWith("supabase/tests/"),
  );
  expect(strays).toEqual([]);
});

test.each([
  ["src/domain/a.ts", 'import { x } from "../data/b.ts";'],
  ["src/features/team/a.tsx", 'import { x } from "../heatmap/b.ts";'],
  ["src/ui/a.tsx", 'export { x } from "../domain/grid.ts";'],
  ["src/features/team/a.tsx", 'import { createClient } from "@supabase/supabase-js";'],
  ["src/app/a.tsx", 'const map = await import("maplibre-gl");'],
  ["src/features/heatmap/panel.tsx", 'import { Layer } from "@deck.gl/core";'],
  ["src/data/a.ts", 'import { y } from "../../tests/fixtures/y.ts";'],
])("a breach in %s is found", (file, text) => {
  expect(breaches(file, importsOf(file, text))).toHaveLength(1);
});
