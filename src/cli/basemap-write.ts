import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BASEMAP_KINDS, type BasemapLayer, type BasemapManifest, readManifest } from "../domain/basemap.ts";
import { type BuiltLayer, DEFAULT_BOX } from "./basemap-build.ts";

/**
 * Writes layers and the manifest into a folder. Layers that the folder has already and that were not built
 * again stay listed. Each file is written beside its place and moved there, so a page never reads half.
 */
export async function writeBasemap(
  folder: string,
  layers: readonly BuiltLayer[],
  made: string,
): Promise<BasemapManifest> {
  await mkdir(folder, { recursive: true });
  const written = new Map((await listed(folder)).map((layer) => [layer.kind, layer]));
  for (const { kind, collection, attribution, licence } of layers) {
    const text = JSON.stringify(collection);
    const file = `${kind}.json`;
    await replace(join(folder, file), text);
    const facts = {
      features: collection.features.length,
      bytes: Buffer.byteLength(text),
      attribution,
      licence,
    };
    written.set(kind, { kind, file, ...facts });
  }
  const inOrder = BASEMAP_KINDS.map((kind) => written.get(kind)).filter((layer) => layer !== undefined);
  const manifest: BasemapManifest = { version: 1, made, bbox: DEFAULT_BOX, layers: inOrder };
  await replace(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function listed(folder: string): Promise<readonly BasemapLayer[]> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => "null");
  try {
    return readManifest(JSON.parse(text))?.layers ?? [];
  } catch {
    return [];
  }
}

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
