import type { Cell, SizeKm } from "../domain/grid.ts";

/** WGS 84, degrees. */
export interface LngLat {
  readonly lng: number;
  readonly lat: number;
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** What the map shows: its centre and the zoom level (Web Mercator, 512 px tiles). */
export interface MapPosition extends LngLat {
  readonly zoom: number;
}

/** A square of the grid named by its lower-left cell. */
export interface Square {
  readonly square: Cell;
  readonly sizeKm: SizeKm;
}

/** Pixels of the map that panels cover. */
export interface MapPadding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** `night` is *nuit*. */
export type MapTheme = "light" | "dark" | "night";

/** Everything that the map says, in the person's language. */
export interface MapWords {
  /** The map's accessible name, e.g. "Carte des rencontres". */
  readonly map: string;
  /** How to use the keyboard, read with the name. */
  readonly keyboardHelp: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  /** The button that shows where the background comes from. */
  readonly sources: string;
  /** That the map is lost, what was kept and what to do; and the button that starts it again. */
  readonly lost: string;
  readonly restart: string;
}

/** Why there is no map; the page shows the table instead. */
export type MapFailure = "no-webgl" | "style-unreachable";
