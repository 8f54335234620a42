import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { MapPalette } from "./palette.ts";

/** Features' layers go right under this one: above the ground, under rivers, borders and names. */
export const CELLS_TOP = "cells-top";

/** Sources that the map fills as it runs. */
export const OWN_SOURCES = ["grid", "selection", "cursor"] as const;
export type OwnSource = (typeof OWN_SOURCES)[number];

/** From this zoom on the 1 km grid is drawn: a cell is then some 40 px wide at Paris. */
export const GRID_ZOOM = 11;

const EMPTY: GeoJSONSourceSpecification = {
  type: "geojson",
  data: { type: "FeatureCollection", features: [] },
};

/**
 * Puts the grid, the selection and the cell cursor into any style, and the mark under which cells go. The map is flat:
 * a globe or hills that the style asks for are set aside, since cells lie on neither.
 */
export function withOwnLayers(style: StyleSpecification, palette: MapPalette): StyleSpecification {
  const mark: LayerSpecification = { id: CELLS_TOP, type: "background", layout: { visibility: "none" } };
  const known = style.layers.findIndex(({ id }) => id === CELLS_TOP);
  const firstName = style.layers.findIndex(({ type }) => type === "symbol");
  const at = [known, firstName, style.layers.length].find((index) => index >= 0) ?? 0;
  const above = style.layers.slice(known >= 0 ? at + 1 : at);
  // Outlines stay under names: a place must be read while it is selected.
  const symbol = above.findIndex(({ type }) => type === "symbol");
  const firstSymbol = symbol < 0 ? above.length : symbol;
  const { projection: _globe, terrain: _hills, sky: _sky, ...flat } = style;
  return {
    ...flat,
    sources: { ...style.sources, ...Object.fromEntries(OWN_SOURCES.map((source) => [source, EMPTY])) },
    layers: [
      ...style.layers.slice(0, at),
      mark,
      gridLines(palette),
      ...above.slice(0, firstSymbol),
      outline("selection", "casing", palette.casing, 5),
      outline("selection", "ink", palette.ink, 2.2),
      outline("cursor", "casing", palette.casing, 6),
      { ...outline("cursor", "ink", palette.ink, 3), layout: { "line-cap": "butt" } } as LayerSpecification,
      ...above.slice(firstSymbol),
    ],
  };
}

function gridLines({ grid }: MapPalette): LayerSpecification {
  return {
    id: "grid",
    type: "line",
    source: "grid",
    minzoom: GRID_ZOOM,
    paint: {
      "line-color": grid,
      "line-width": 0.8,
      "line-opacity": ["interpolate", ["linear"], ["zoom"], GRID_ZOOM, 0, GRID_ZOOM + 1, 1],
    },
  };
}

function outline(source: OwnSource, part: string, colour: string, width: number): LayerSpecification {
  return {
    id: `${source}-${part}`,
    type: "line",
    source,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-width": width },
  };
}
