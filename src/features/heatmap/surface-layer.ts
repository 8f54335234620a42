import type { Layer } from "@deck.gl/core";
import { BitmapLayer } from "@deck.gl/layers";
import type { Surface } from "../../domain/smooth.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import type { SurfaceImage } from "./surface-image.ts";

/** A painted surface, laid on the tilted grid by its four corners (LAEA bends by 40 m over 60 km: a third of a pixel). */
export function surfaceLayer(grid: MapGrid, surface: Surface, image: SurfaceImage): Layer {
  const { westKm, southKm, stepKm, columns, rows } = surface;
  const corner = (eKm: number, nKm: number) =>
    grid.toLngLat((eKm - grid.offsetEKm) * 1000, (nKm - grid.offsetNKm) * 1000);
  const [east, north] = [westKm + columns * stepKm, southKm + rows * stepKm];
  return new BitmapLayer({
    id: "heat-surface",
    image: new ImageData(image.pixels, image.width, image.height),
    bounds: [corner(westKm, southKm), corner(westKm, north), corner(east, north), corner(east, southKm)],
    textureParameters: { minFilter: "linear", magFilter: "linear" },
    parameters: { depthCompare: "always", depthWriteEnabled: false },
  });
}
