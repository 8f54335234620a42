import type { Layer } from "@deck.gl/core";
import { LineLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { CellsGeometry } from "./cells-geometry.ts";
import type { Segments } from "./leaf-borders.ts";
import { type Pattern, PatternExtension } from "./pattern-extension.ts";

/** Red, green, blue, alpha, 0–255. */
export type Rgba = readonly [number, number, number, number];

export interface CellsLayerProps {
  readonly id: string;
  /** Keep the same object while squares do not change: only colours are then sent to the graphics card. */
  readonly geometry: CellsGeometry;
  /** Four bytes (red, green, blue, alpha) per leaf; a new array for new colours. */
  readonly colours: Uint8Array | Uint8ClampedArray;
  /** 0–1, over the colours' own alpha. */
  readonly opacity?: number;
  /** For deck.gl's own picking; the map's `onPickCell` needs none. */
  readonly pickable?: boolean;
  /** Fills with a pattern of the colours instead of solidly. */
  readonly pattern?: Pattern;
}

const dataOf = new WeakMap<CellsGeometry, object>();

/** Filled squares coloured by leaf. A function of its data: the same data draw the same picture. */
export function cellsLayer(props: CellsLayerProps): Layer {
  const { id, geometry, colours, opacity = 1, pickable = false, pattern } = props;
  return new SolidPolygonLayer({
    id,
    data: binaryOf(geometry) as never,
    _normalize: false,
    positionFormat: "XY",
    pickable,
    opacity,
    extensions: pattern ? [new PatternExtension({ pattern })] : [],
    parameters: { depthCompare: "always", depthWriteEnabled: false },
    getFillColor: (_: unknown, { index, target }: { index: number; target: number[] }) => {
      const at = 4 * (geometry.leafOfSquare[index] ?? 0);
      for (let part = 0; part < 4; part++) target[part] = colours[at + part] ?? 0;
      return target as [number, number, number, number];
    },
    updateTriggers: { getFillColor: colours },
  });
}

/** deck.gl compares data by identity, so one geometry must always give one data object. */
function binaryOf(geometry: CellsGeometry): object {
  const known = dataOf.get(geometry);
  if (known) return known;
  const made = {
    length: geometry.length,
    startIndices: geometry.startIndices,
    attributes: {
      getPolygon: { value: geometry.positions, size: 2 },
      indices: { value: geometry.triangles, size: 1 },
    },
  };
  dataOf.set(geometry, made);
  return made;
}

export interface BordersLayerProps {
  readonly id: string;
  readonly borders: Segments;
  readonly colour: Rgba;
  readonly widthPixels: number;
}

/** Borders of leaves or of a selection, of one colour. */
export function bordersLayer({ id, borders, colour, widthPixels }: BordersLayerProps): Layer {
  return new LineLayer({
    id,
    data: {
      length: borders.length,
      attributes: {
        getSourcePosition: { value: borders.from, size: 2 },
        getTargetPosition: { value: borders.to, size: 2 },
      },
    } as never,
    getColor: [...colour],
    getWidth: widthPixels,
    widthUnits: "pixels",
    parameters: { depthCompare: "always", depthWriteEnabled: false },
    pickable: false,
  });
}
