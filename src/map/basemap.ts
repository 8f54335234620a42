import type { StyleSpecification } from "maplibre-gl";
import { type BasemapManifest, readManifest } from "../domain/basemap.ts";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { foreignHosts } from "./foreign-hosts.ts";
import { withOwnLayers } from "./style/own-layers.ts";
import type { MapPalette } from "./style/palette.ts";
import { shippedStyle } from "./style/shipped-style.ts";
import { tilesStyle } from "./style/tiles-style.ts";

/** A background that can be drawn in any palette. */
export interface Basemap {
  readonly styleIn: (palette: MapPalette) => StyleSpecification;
  /** Hosts other than ours that the style asks. */
  readonly hosts: readonly string[];
}

/** Address of the folder of the basemap that ships, with a slash at its end. */
export function basemapFolder(): string {
  return new URL("/basemap/", document.baseURI).href;
}

/** Loads the manifest of the basemap that ships; undefined where there is none: the bare grid then. */
export async function loadManifest(): Promise<BasemapManifest | undefined> {
  return readManifest(await jsonAt(`${basemapFolder()}manifest.json`));
}

/** The basemap that ships, with whatever `npm run basemap` added. */
export async function shippedBasemap(): Promise<Basemap> {
  const manifest = await loadManifest();
  const styleIn = (palette: MapPalette) =>
    withOwnLayers(shippedStyle(manifest, palette, basemapFolder()), palette);
  return { styleIn, hosts: [] };
}

/** A basemap from a MapLibre style, or from a PMTiles file when the address ends so. */
export async function configuredBasemap(styleUrl: string): Promise<Outcome<Basemap, "style-unreachable">> {
  const url = new URL(styleUrl.replace(/^pmtiles:\/\//, ""), document.baseURI).href;
  if (new URL(url).pathname.endsWith(".pmtiles")) {
    const styleIn = (palette: MapPalette) => withOwnLayers(tilesStyle(url, palette), palette);
    return succeed({
      styleIn,
      hosts: foreignHosts({ version: 8, sources: {}, layers: [] }, url, location.origin),
    });
  }
  const style = await jsonAt(url);
  if (!isStyle(style)) return fail("style-unreachable");
  const styleIn = (palette: MapPalette) => withOwnLayers(style, palette);
  return succeed({ styleIn, hosts: foreignHosts(style, url, location.origin) });
}

/** Parsed JSON at an address, or undefined when it cannot be had. */
export async function jsonAt(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

function isStyle(value: unknown): value is StyleSpecification {
  if (typeof value !== "object" || value === null) return false;
  return "version" in value && value.version === 8 && "layers" in value && Array.isArray(value.layers);
}
