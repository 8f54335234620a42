import type { Plugin } from "vite";

/**
 * Parts of packages that the page never runs, left out of the build so that the map comes sooner:
 *
 * - shaders in WGSL: deck.gl draws into MapLibre's WebGL 2 context, never with WebGPU;
 * - deck.gl's globe and its loaders of files by address: the map is flat and layers are given their data;
 * - proj4's readers of WKT and MGRS: coordinate systems come as PROJ strings;
 * - the realtime and storage clients of supabase-js: the page calls functions over HTTP and nothing else.
 */
export function leaveOut(): Plugin {
  return {
    name: "leave-out",
    apply: "build",
    enforce: "pre",
    resolveId: (id) => (id in PACKAGES ? `${MARK}${id}` : undefined),
    load: (id) => (id.startsWith(MARK) ? PACKAGES[id.slice(MARK.length)] : undefined),
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
  mgrs: `export function toPoint() ${NOT_HERE} export function forward() ${NOT_HERE} export default {};`,
  "wkt-parser": `export default function wkt() ${NOT_HERE}`,
  "@supabase/realtime-js":
    "export class RealtimeClient { setAuth() { return Promise.resolve(); } disconnect() {} }",
  "@supabase/storage-js": "export class StorageClient {} export class StorageApiError extends Error {}",
};

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
