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

const dataOf = new WeakMap<CellsGeometry | Segments, object>();

/** Filled squares coloured by leaf. A function of its data: the same data draw the same picture. */
export function cellsLayer(props: CellsLayerProps): Layer {
  const { id, geometry, colours, opacity = 1, pickable = false, pattern } = props;
  return new SolidPolygonLayer({
    id,
    data: binaryOf(geometry, polygonsOf) as never,
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
    updateTriggers: { getFillColor: numberOf(colours) },
  });
}

const numbers = new WeakMap<object, number>();
let given = 0;

/** deck.gl compares a trigger that is an array element by element, as if it were an object: a number names it. */
function numberOf(colours: object): number {
  const known = numbers.get(colours);
  if (known !== undefined) return known;
  given += 1;
  numbers.set(colours, given);
  return given;
}

/** deck.gl compares data by identity: one geometry gives one data object, and is sent to the graphics card once. */
function binaryOf<Key extends CellsGeometry | Segments>(key: Key, make: (key: Key) => object): object {
  const known = dataOf.get(key);
  if (known) return known;
  const made = make(key);
  dataOf.set(key, made);
  return made;
}

function polygonsOf({ length, startIndices, positions, triangles }: CellsGeometry): object {
  const attributes = {
    getPolygon: { value: positions, size: 2 },
    indices: { value: triangles, size: 1 },
  };
  return { length, startIndices, attributes };
}

function linesOf({ length, from, to }: Segments): object {
  const attributes = {
    getSourcePosition: { value: from, size: 2 },
    getTargetPosition: { value: to, size: 2 },
  };
  return { length, attributes };
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
    data: binaryOf(borders, linesOf) as never,
    getColor: [...colour],
    getWidth: widthPixels,
    widthUnits: "pixels",
    parameters: { depthCompare: "always", depthWriteEnabled: false },
    pickable: false,
  });
}
