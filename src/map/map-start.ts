import { addProtocol, Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { type Basemap, configuredBasemap, shippedBasemap } from "./basemap.ts";
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

/** Starts a map in a container and waits until its style is drawn. */
export async function startMap(
  container: HTMLElement,
  { at, theme, styleUrl }: { at: MapPosition; theme: MapTheme; styleUrl: string | undefined },
  signal: AbortSignal,
): Promise<Outcome<StartedMap, MapFailure>> {
  const basemap = await basemapFrom(styleUrl);
  if (!basemap) return fail("style-unreachable");
  if (signal.aborted || !hasWebGl()) return fail("no-webgl");
  try {
    const map = makeMap(container, at, basemap, theme);
    signal.addEventListener("abort", () => map.remove(), { once: true });
    await new Promise<void>((resolve) => map.once("load", () => resolve()));
    return succeed({ map, basemap });
  } catch {
    return fail("no-webgl");
  }
}

function makeMap(container: HTMLElement, at: MapPosition, basemap: Basemap, theme: MapTheme): MapLibreMap {
  const map = new MapLibreMap({
    container,
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
