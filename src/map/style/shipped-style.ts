import type { SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { BasemapManifest } from "../../domain/basemap.ts";
import { lineLayers } from "./background-layers.ts";
import { nameLayers } from "./name-layers.ts";
import { CELLS_TOP } from "./own-layers.ts";
import type { MapPalette } from "./palette.ts";

/**
 * The basemap that ships, as a function of what the manifest lists and of a palette. It has no `glyphs` and
 * no `sprite`: names are drawn with the device's fonts, and no request leaves the origin.
 * `folder` is the absolute address of the manifest's folder, with a slash at its end.
 */
export function shippedStyle(
  manifest: BasemapManifest | undefined,
  palette: MapPalette,
  folder: string,
): StyleSpecification {
  // Areas are for choosing sectors: a map that listed them would load them for nothing.
  const layers = manifest?.layers.filter(({ kind }) => kind !== "areas") ?? [];
  const kinds = new Set(layers.map(({ kind }) => kind));
  const sources: Record<string, SourceSpecification> = {};
  for (const { kind, file, attribution, licence } of layers) {
    const credit = `${attribution} (${licence})`;
    sources[kind] = { type: "geojson", data: `${folder}${file}`, attribution: credit, maxzoom: 14 };
  }
  return {
    version: 8,
    sources,
    layers: [
      { id: "ground", type: "background", paint: { "background-color": palette.ground } },
      { id: CELLS_TOP, type: "background", layout: { visibility: "none" } },
      ...lineLayers(kinds, palette),
      ...nameLayers(kinds, palette),
    ],
  };
}
