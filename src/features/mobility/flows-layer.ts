import type { Layer } from "@deck.gl/core";
import { ArcLayer, ScatterplotLayer } from "@deck.gl/layers";
import { type HeatPalette, rgbOf } from "../../map/heat-palette.ts";
import { centreOf, type MapGrid } from "../../map/map-grid.ts";
import { arcWidth, type DistrictFlow, flowKey } from "./flow-rows.ts";

/** Arcs bulge to their left seen from the origin: there and back are two arcs. */
const TILT_DEGREES = 15;
const FADED = 60;

/**
 * Flows between districts as arcs from light (origin) to dark (where youths were met), and rings where both are one
 * district. Flows from outside the territory have no place on the map: the table tells them.
 */
export function flowLayers(
  grid: MapGrid,
  flows: readonly DistrictFlow[],
  picked: string | undefined,
  palette: HeatPalette,
): Layer[] {
  const drawn = flows.flatMap((flow) => {
    if (flow.origin === undefined) return [];
    const [from, to] = [middle(flow.origin), middle(flow.destination)];
    const alpha = picked === undefined || picked === flowKey(flow) ? 235 : FADED;
    return [{ ...flow, from, to, alpha }];
  });
  const [light, dark] = [rgbOf(palette.classes[1]), rgbOf(palette.classes[4])];
  const parameters = { depthCompare: "always", depthWriteEnabled: false } as const;
  return [
    new ScatterplotLayer({
      id: "mobility-stays",
      data: drawn.filter(({ origin, destination }) => origin === destination),
      getPosition: ({ to }) => to,
      getRadius: ({ value }) => 6 + arcWidth(value),
      radiusUnits: "pixels",
      filled: false,
      stroked: true,
      getLineColor: ({ alpha }) => [...dark, alpha],
      getLineWidth: ({ value }) => arcWidth(value) / 2,
      lineWidthUnits: "pixels",
      parameters,
    }),
    new ArcLayer({
      id: "mobility-flows",
      data: drawn.filter(({ origin, destination }) => origin !== destination),
      getSourcePosition: ({ from }) => from,
      getTargetPosition: ({ to }) => to,
      getSourceColor: ({ alpha }) => [...light, alpha],
      getTargetColor: ({ alpha }) => [...dark, alpha],
      getWidth: ({ value }) => arcWidth(value),
      getTilt: TILT_DEGREES,
      widthUnits: "pixels",
      parameters,
    }),
  ];

  function middle(square: DistrictFlow["destination"]): [number, number] {
    const { lng, lat } = centreOf(grid, { square, sizeKm: 8 });
    return [lng, lat];
  }
}
