import type { Plugin } from "vite";

/**
 * Parts of packages that the page never runs, left out of the build so that the map comes sooner:
 *
 * - shaders in WGSL: deck.gl draws into MapLibre's WebGL 2 context, never with WebGPU;
 * - deck.gl's globe and its loaders of files by address: the map is flat and layers are given their data;
 * - deck.gl's packing of attributes for WebGPU;
 * - proj4's readers of WKT and MGRS: coordinate systems come as PROJ strings; and the methods of maps of the world,
 *   which no coordinate system of the EPSG register uses;
 * - the realtime and storage clients of supabase-js: the page calls functions over HTTP and nothing else.
 */
export function leaveOut(): Plugin {
  return {
    name: "leave-out",
    apply: "build",
    enforce: "pre",
    resolveId: (id) => (id in PACKAGES ? `${MARK}${id}` : undefined),
    load: (id) => {
      if (PROJ4.test(id)) return projectionsOf(METHODS);
      return id.startsWith(MARK) ? PACKAGES[id.slice(MARK.length)] : undefined;
    },
    transform: (code, id) => {
      if (GLOBE.test(id)) return { code: "export default class {}", map: null };
      return WGSL.test(id) ? { code: emptied(code), map: null } : undefined;
    },
  };
}

const MARK = "\0leave-out:";
const NOT_HERE = '{ throw new Error("left out of this build"); }';

/** What stands for each package: the names that others import. */
const PACKAGES: Readonly<Record<string, string>> = {
  "@loaders.gl/core": `export function registerLoaders() {}
    export function load() ${NOT_HERE} export function parse() ${NOT_HERE} export function fetchFile() ${NOT_HERE}`,
  "@loaders.gl/images": "export const ImageLoader = {};",
  // Asked only where attributes are grouped for WebGPU.
  "@luma.gl/gpgpu": `export const backendRegistry = {}; export class GPUDataEvaluator {}
    export function cleanEvaluateSync() ${NOT_HERE} export function interleave() ${NOT_HERE}`,
  "@luma.gl/gpgpu/webgpu": `export function interleave() ${NOT_HERE}`,
  mgrs: `export function toPoint() ${NOT_HERE} export function forward() ${NOT_HERE} export default {};`,
  "wkt-parser": `export default function wkt() ${NOT_HERE}`,
  "@supabase/realtime-js":
    "export class RealtimeClient { setAuth() { return Promise.resolve(); } disconnect() {} }",
  "@supabase/storage-js": "export class StorageClient {} export class StorageApiError extends Error {}",
};

/** proj4's list of projections; the built ones (longlat, merc) are not in it. */
const PROJ4 = /node_modules\/proj4\/projs\.js$/;

/** Methods of projection that stay: all that EPSG's systems use, as far as proj4 knows them. */
export const METHODS =
  "tmerc etmerc utm sterea stere somerc omerc lcc krovak cass laea aea cea eqc poly nzmg aeqd eqearth".split(
    " ",
  );

function projectionsOf(methods: readonly string[]): string {
  const imports = methods.map((name) => `import ${name} from "./lib/projections/${name}";`);
  const list = methods.join(", ");
  return `${imports.join("\n")}
    export default function (proj4) { for (const each of [${list}]) proj4.Proj.projections.add(each); }`;
}

/** The view that MapLibre's globe would need; each module exports one class. */
const GLOBE = /node_modules\/@deck\.gl\/core\/dist\/(?:views\/globe-view|controllers\/globe-controller)\.js$/;

/** Modules of deck.gl and luma.gl that export WGSL source and nothing else. */
const WGSL = /node_modules\/@(?:deck|luma)\.gl\/.*[-.]wgsl(?:-integer)?\.js$/;

/** The same exports, each an empty shader. */
function emptied(code: string): string {
  const named = [...code.matchAll(/^export (const|function) (\w+)/gm)].map(([, kind, name]) =>
    kind === "const" ? `export const ${name} = "";` : `export function ${name}() { return ""; }`,
  );
  const unnamed = /^export default /m.test(code) ? ['export default "";'] : [];
  return [...named, ...unnamed].join("\n");
}
