import { addProtocol, Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { type Basemap, configuredBasemap, shippedBasemap } from "./basemap.ts";
import { foreignHostOf } from "./foreign-hosts.ts";
import { FARTHEST_ZOOM, NEAREST_ZOOM } from "./map-defaults.ts";
import type { MapFailure, MapPosition, MapTheme } from "./map-types.ts";
import { PALETTES } from "./style/palette.ts";
import "maplibre-gl/dist/maplibre-gl.css";

// Without this the worker of MapLibre 6 is missing from a production build, and GeoJSON layers vanish.
setWorkerUrl(workerUrl);

let knowsPmtiles = false;

/** A map that has loaded, and what its style is made from. */
export interface StartedMap {
  readonly map: MapLibreMap;
  readonly basemap: Basemap;
}

/** What a map starts with. */
export interface MapStart {
  readonly at: MapPosition;
  readonly theme: MapTheme;
  readonly styleUrl: string | undefined;
  /** Hosts other than ours that are asked: all known so far, again with each new one. */
  readonly onForeignHosts: (hosts: readonly string[]) => void;
}

/** Starts a map in a container and waits until its style is drawn. */
export async function startMap(
  container: HTMLElement,
  { styleUrl, ...start }: MapStart,
  signal: AbortSignal,
): Promise<Outcome<StartedMap, MapFailure>> {
  const basemap = await basemapFrom(styleUrl);
  if (!basemap) return fail("style-unreachable");
  if (signal.aborted || !hasWebGl()) return fail("no-webgl");
  try {
    const map = makeMap(container, basemap, start);
    signal.addEventListener("abort", () => map.remove(), { once: true });
    await new Promise<void>((resolve) => map.once("load", () => resolve()));
    return succeed({ map, basemap });
  } catch {
    return fail("no-webgl");
  }
}

function makeMap(
  container: HTMLElement,
  basemap: Basemap,
  { at, theme, onForeignHosts }: Omit<MapStart, "styleUrl">,
): MapLibreMap {
  const map = new MapLibreMap({
    container,
    transformRequest: noting(basemap.hosts, onForeignHosts),
    style: basemap.styleIn(PALETTES[theme]),
    center: [at.lng, at.lat],
    zoom: at.zoom,
    minZoom: FARTHEST_ZOOM,
    maxZoom: NEAREST_ZOOM,
    maxPitch: 0,
    attributionControl: false,
    keyboard: false,
    dragRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: 120,
    // deck.gl draws into the same context, and lines and tilted edges are jagged without it.
    canvasContextAttributes: { antialias: true },
  });
  map.touchZoomRotate.disableRotation();
  return map;
}

/** Reads along with what the map asks for, and changes nothing of it. */
function noting(known: readonly string[], tell: MapStart["onForeignHosts"]) {
  const hosts = new Set(known);
  tell([...hosts]);
  return (url: string) => {
    const host = foreignHostOf(url, document.baseURI, location.origin);
    if (host !== undefined && !hosts.has(host)) tell([...hosts.add(host)].toSorted());
    return undefined;
  };
}

async function basemapFrom(styleUrl: string | undefined): Promise<Basemap | undefined> {
  if (!styleUrl) return shippedBasemap();
  if (/\.pmtiles(\?|$)/.test(styleUrl)) await learnPmtiles();
  const outcome = await configuredBasemap(styleUrl);
  return outcome.ok ? outcome.value : undefined;
}

async function learnPmtiles(): Promise<void> {
  if (knowsPmtiles) return;
  const { Protocol } = await import("pmtiles");
  addProtocol("pmtiles", new Protocol().tile);
  knowsPmtiles = true;
}

function hasWebGl(): boolean {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2");
  // Browsers allow few contexts at once: this one is given back.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
