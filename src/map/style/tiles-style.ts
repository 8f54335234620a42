import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { MapPalette } from "./palette.ts";

/**
 * A style for one PMTiles file in the Protomaps basemap schema (water, roads, boundaries, places), in our
 * palette, without glyphs or sprites. `url` is the file's absolute address.
 */
export function tilesStyle(url: string, palette: MapPalette): StyleSpecification {
  return {
    version: 8,
    sources: { tiles: { type: "vector", url: `pmtiles://${url}`, attribution: "© OpenStreetMap" } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": palette.ground } },
      tiles("water", "fill", { "fill-color": palette.water }, ["==", ["geometry-type"], "Polygon"]),
      tiles("roads", "line", { "line-color": palette.rail, "line-width": 0.8 }),
      tiles("boundaries", "line", { "line-color": palette.department, "line-width": 1 }),
      {
        id: "places",
        type: "symbol",
        source: "tiles",
        "source-layer": "places",
        layout: {
          "text-field": ["coalesce", ["get", "name:fr"], ["get", "name"]],
          "text-font": ["Repere Medium", "Inter", "system-ui"],
          "text-size": 13,
        },
        paint: { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 1.6 },
      },
    ],
  };
}

function tiles(name: string, type: "fill" | "line", paint: object, filter?: unknown): LayerSpecification {
  const layer = { id: name, type, source: "tiles", "source-layer": name, paint };
  return (filter === undefined ? layer : { ...layer, filter }) as LayerSpecification;
}
