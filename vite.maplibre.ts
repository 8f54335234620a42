import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

const PACKAGE = dirname(createRequire(import.meta.url).resolve("maplibre-gl/package.json"));
const at = (path: string) => join(PACKAGE, "src", path);
const WORKER_ADDRESS = "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
const ADDRESS_MODULE = "\0maplibre-worker-address";
const MLT = at("source/vector_tile_mlt.ts");
const MLT_DECODER = `${MLT}?decoder`;
const VECTOR_TILES = at("source/vector_tile_worker_source.ts");

/**
 * Builds MapLibre from the source that its package ships instead of taking its two finished files: these hold
 * most of their code twice, once for the page and once for its worker. Built as two entries of one build, what
 * both need is one chunk that the browser fetches once. Left out by this build: the controls and sources that
 * nothing names, and the globe (a style that asks for it is drawn flat); the decoder of MapLibre's own tile
 * format is fetched when a style has such tiles. See docs/decisions/0006-maplibre-from-source.md.
 */
export function mapLibreFromSource(): Plugin {
  let worker = "";
  return {
    name: "maplibre-from-source",
    apply: "build",
    enforce: "pre",
    buildStart() {
      worker = this.emitFile({ type: "chunk", id: at("source/worker.ts"), name: "maplibre-worker" });
    },
    resolveId(id) {
      if (id === "maplibre-gl") return at("index.ts");
      if (id === WORKER_ADDRESS) return ADDRESS_MODULE;
      return id === MLT_DECODER ? id : undefined;
    },
    load(id) {
      if (id === ADDRESS_MODULE) return `export default import.meta.ROLLUP_FILE_URL_${worker};`;
      if (id === MLT_DECODER) return readFileSync(MLT, "utf8");
      return REPLACED[id];
    },
    transform: (code, id) => (id.startsWith(at("")) ? scriptOf(id, code) : undefined),
  };
}

/** Whole modules that are exchanged. */
const REPLACED: Readonly<Record<string, string>> = {
  [join(PACKAGE, "package.json")]: JSON.stringify({ version: versionOf() }),
  [MLT]: `export let MLTVectorTile: any = class { constructor() { throw new Error("not decoded here"); } };
    export async function learnMlt() { ({ MLTVectorTile } = await import(${JSON.stringify(MLT_DECODER)})); }`,
  [at("geo/projection/projection_factory.ts")]: `
    import { MercatorProjection } from "./mercator_projection.ts";
    import { createMercatorTransform } from "./mercator_transform.ts";
    import { MercatorCameraHelper } from "./mercator_camera_helper.ts";
    export function createProjectionFromName(_: unknown, constrainOverride: any) {
      return {
        projection: new MercatorProjection(),
        transform: createMercatorTransform({ constrainOverride }),
        cameraHelper: new MercatorCameraHelper(),
      };
    }`,
};

/** Lines that are exchanged: the worker learns the other format before it reads its first tile in it. */
const MENDED: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  [VECTOR_TILES]: [
    ["import {MLTVectorTile} from", "import {MLTVectorTile, learnMlt} from"],
    [
      "const tileResult = this.loadVectorTile(params,",
      "if (params.encoding === 'mlt') await learnMlt(); const tileResult = this.loadVectorTile(params,",
    ],
  ],
};

async function scriptOf(id: string, source: string) {
  const code = (MENDED[id] ?? []).reduce((text, [from, to]) => exchanged(id, text, from, to), source);
  // As MapLibre compiles itself: a declared field without a value is no statement. As one, it would wipe out
  // what a parent's constructor has set.
  const { code: script, map } = await transformWithOxc(code, id.replace(/\?.*$/, ""), {
    lang: "ts",
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  });
  return { code: script, map: map ?? null, moduleType: "js" as const };
}

/** Another version of MapLibre may read otherwise: the build stops then. */
function exchanged(id: string, code: string, from: string, to: string): string {
  if (code.split(from).length !== 2) throw new Error(`${id} no longer has the one line “${from}”`);
  return code.replace(from, () => to);
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
  return version;
}
