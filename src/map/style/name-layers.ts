import type {
  DataDrivenPropertyValueSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from "maplibre-gl";
import type { BasemapKind } from "../../domain/basemap.ts";
import type { MapPalette } from "./palette.ts";

/**
 * Without a glyph server MapLibre draws text with the device's own fonts and reads the weight from the first
 * family's name: the first one names a weight and exists nowhere, the others are the interface's.
 */
const MEDIUM = ["Repere Medium", "Inter", "system-ui"];
const BOLD = ["Repere Semibold", "Inter", "system-ui"];

type TextSize = DataDrivenPropertyValueSpecification<number>;

/** Names and stations, above the cells, with a halo. */
export function nameLayers(kinds: ReadonlySet<BasemapKind>, palette: MapPalette): LayerSpecification[] {
  return [
    ...(kinds.has("stations") ? [stationDots(palette), stationNames(palette)] : []),
    ...(kinds.has("communes") ? [communeNames(palette)] : []),
    ...(kinds.has("names") ? [quarterNames(palette), townNames(palette), cityNames(palette)] : []),
  ];
}

function names(
  id: string,
  palette: MapPalette,
  filter: FilterSpecification,
  facts: { minzoom: number; size: TextSize; strong: boolean },
): SymbolLayerSpecification {
  return {
    id,
    type: "symbol",
    source: "names",
    minzoom: facts.minzoom,
    filter,
    layout: {
      "text-field": ["get", "name"],
      "text-font": facts.strong ? BOLD : MEDIUM,
      "text-size": facts.size,
      "text-max-width": 8,
      "text-padding": 6,
      "symbol-sort-key": ["get", "rank"],
    },
    paint: {
      "text-color": facts.strong ? palette.text : palette.softText,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.6,
      "text-halo-blur": 0.4,
    },
  };
}

/** Paris and the towns that people find their way by. */
function cityNames(palette: MapPalette): LayerSpecification {
  const size: TextSize = [
    "interpolate",
    ["linear"],
    ["zoom"],
    7,
    12,
    12,
    ["match", ["get", "rank"], 0, 19, 1, 16, 14],
  ];
  return names("names-city", palette, ["<", ["get", "rank"], 3], { minzoom: 5, size, strong: true });
}

function townNames(palette: MapPalette): LayerSpecification {
  const filter: FilterSpecification = ["all", [">=", ["get", "rank"], 4], ["<", ["get", "rank"], 900]];
  const size: TextSize = ["interpolate", ["linear"], ["zoom"], 9, 11, 14, 14];
  return names("names-town", palette, filter, { minzoom: 9, size, strong: false });
}

/** Arrondissements, and from zoom 13 quarters of Paris. */
function quarterNames(palette: MapPalette): LayerSpecification {
  const filter: FilterSpecification = [
    "any",
    ["==", ["get", "rank"], 3],
    ["all", [">=", ["get", "rank"], 900], [">=", ["zoom"], 13]],
  ];
  const size: TextSize = ["interpolate", ["linear"], ["zoom"], 11, 11, 14, 13];
  return names("names-quarter", palette, filter, { minzoom: 11, size, strong: false });
}

/** Communes too small for GeoNames; those that it knows collide with their own name and stay away. */
function communeNames(palette: MapPalette): LayerSpecification {
  const filter: FilterSpecification = ["==", ["geometry-type"], "Point"];
  const layer = names("names-commune", palette, filter, { minzoom: 11.5, size: 11, strong: false });
  return { ...layer, source: "communes" };
}

function stationDots({ station, casing }: MapPalette): LayerSpecification {
  return {
    id: "stations",
    type: "circle",
    source: "stations",
    minzoom: 11.5,
    paint: {
      "circle-color": station,
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 11.5, 1.2, 15, 3.5],
      "circle-stroke-color": casing,
      "circle-stroke-width": 0.8,
      "circle-opacity": ["interpolate", ["linear"], ["zoom"], 11.5, 0, 12, 1],
    },
  };
}

function stationNames(palette: MapPalette): LayerSpecification {
  return {
    id: "stations-names",
    type: "symbol",
    source: "stations",
    minzoom: 13,
    layout: {
      "text-field": ["get", "name"],
      "text-font": MEDIUM,
      "text-size": ["interpolate", ["linear"], ["zoom"], 13, 10.5, 16, 13],
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": 0.6,
      "text-max-width": 9,
      "text-padding": 4,
      "symbol-sort-key": ["get", "rank"],
    },
    paint: {
      "text-color": palette.softText,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.4,
    },
  };
}
