import type { Layer } from "@deck.gl/core";
import { LineLayer, ScatterplotLayer } from "@deck.gl/layers";
import { type Centre, reachKm } from "../../domain/statistics/centre-of-mass.ts";
import { type HeatPalette, type Rgb, rgbOf } from "../../map/heat-palette.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import type { Move } from "./move-figures.ts";

interface Drawn {
  readonly at: [number, number];
  readonly reach: number;
  readonly colour: Rgb;
}

/** Both centres, each with the circle that holds the true one with 90 %, and the line between them. */
export function moveLayers(grid: MapGrid, { before, after }: Move, palette: HeatPalette): Layer[] {
  const [from, to] = [lngLat(before), lngLat(after)];
  const [light, dark] = [rgbOf(palette.classes[1]), rgbOf(palette.classes[4])];
  const line = rgbOf(palette.selected);
  const parameters = { depthCompare: "always", depthWriteEnabled: false } as const;
  const centres: readonly Drawn[] = [
    { at: from, reach: reachKm(before), colour: light },
    { at: to, reach: reachKm(after), colour: dark },
  ];
  return [
    new ScatterplotLayer<Drawn>({
      id: "over-mobility-reach",
      data: [...centres],
      getPosition: ({ at }) => at,
      getRadius: ({ reach }) => reach * 1000,
      getFillColor: ({ colour }) => [...colour, 70],
      stroked: true,
      getLineColor: ({ colour }) => [...colour, 255],
      getLineWidth: 2,
      lineWidthUnits: "pixels",
      parameters,
    }),
    new LineLayer({
      id: "over-mobility-move",
      data: [{ from, to }],
      getSourcePosition: (each) => each.from,
      getTargetPosition: (each) => each.to,
      getColor: [...line, 255],
      getWidth: 3,
      widthUnits: "pixels",
      parameters,
    }),
    new ScatterplotLayer<Drawn>({
      id: "over-mobility-centres",
      data: [...centres],
      getPosition: ({ at }) => at,
      getRadius: 7,
      radiusUnits: "pixels",
      getFillColor: ({ colour }) => [...colour, 255],
      stroked: true,
      getLineColor: [...line, 255],
      getLineWidth: 2,
      lineWidthUnits: "pixels",
      parameters,
    }),
  ];

  function lngLat({ eKm, nKm }: Centre): [number, number] {
    return grid.toLngLat((eKm - grid.offsetEKm) * 1000, (nKm - grid.offsetNKm) * 1000);
  }
}
