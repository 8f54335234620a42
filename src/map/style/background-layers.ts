import type { LayerSpecification } from "maplibre-gl";
import type { BasemapKind } from "../../domain/basemap.ts";
import type { MapPalette } from "./palette.ts";

/** Layers over the cells and under the names, for the files that the manifest lists. */
export function lineLayers(kinds: ReadonlySet<BasemapKind>, palette: MapPalette): LayerSpecification[] {
  return [
    ...(kinds.has("rivers") ? [rivers(palette)] : []),
    ...(kinds.has("lines") ? [rails(palette)] : []),
    ...(kinds.has("arrondissements") ? [hairline("arrondissements", palette.commune)] : []),
    ...(kinds.has("communes") ? [hairline("communes", palette.commune), departments(palette)] : []),
  ];
}

function rivers({ water }: MapPalette): LayerSpecification {
  return {
    id: "rivers",
    type: "line",
    source: "rivers",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": water,
      // Level 1 is navigable (Seine, Marne, Oise), 4 the smallest.
      "line-width": [
        "interpolate",
        ["exponential", 1.5],
        ["zoom"],
        7,
        ["match", ["get", "level"], 1, 1.4, 2, 1, 0.4],
        11,
        ["match", ["get", "level"], 1, 4.5, 2, 3, 1],
        15,
        ["match", ["get", "level"], 1, 20, 2, 12, 4],
      ],
    },
  };
}

function rails({ rail }: MapPalette): LayerSpecification {
  return {
    id: "lines",
    type: "line",
    source: "lines",
    minzoom: 9.5,
    paint: {
      "line-color": rail,
      "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.5, 15, 1.6],
      "line-opacity": ["interpolate", ["linear"], ["zoom"], 9.5, 0, 11, 0.8],
    },
  };
}

function hairline(source: "arrondissements" | "communes", colour: string): LayerSpecification {
  return {
    id: source,
    type: "line",
    source,
    minzoom: source === "communes" ? 8.5 : 10,
    filter: ["in", ["get", "level"], ["literal", ["commune", "arrondissement"]]],
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.4, 14, 1.2],
    },
  };
}

function departments({ department }: MapPalette): LayerSpecification {
  return {
    id: "departments",
    type: "line",
    source: "communes",
    filter: ["in", ["get", "level"], ["literal", ["department", "outer"]]],
    layout: { "line-join": "round" },
    paint: {
      "line-color": department,
      "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.8, 14, 2.2],
    },
  };
}
