import type { Layer } from "@deck.gl/core";
import type { ReactNode } from "react";
import type { Cell } from "../domain/grid.ts";
import type { MapGrid } from "./map-grid.ts";
import type { Bounds, LngLat, MapFailure, MapPadding, MapPosition, MapTheme, MapWords } from "./map-types.ts";

export interface MapViewProps {
  /** deck.gl layers of the feature, bottom first; rivers, boundaries and names stay above them. */
  readonly layers: readonly Layer[];
  readonly theme: MapTheme;
  readonly words: MapWords;
  readonly grid: MapGrid;
  /** Where to look; a new position moves the map. Left out: Île-de-France, or `focus`. */
  readonly view?: MapPosition | undefined;
  /** After a move by the person. */
  readonly onViewChange?: ((view: MapPosition) => void) | undefined;
  /** A new box is brought into view; keep the same array to leave the map alone. */
  readonly focus?: Bounds | undefined;
  readonly padding?: MapPadding | undefined;
  /** A click, or Enter on the cell cursor. */
  readonly onPickCell?: ((cell: Cell, at: LngLat) => void) | undefined;
  /** Pointer over the map; undefined when it leaves. */
  readonly onHoverCell?: ((cell: Cell | undefined) => void) | undefined;
  /** The cell cursor of the keyboard, drawn as an outline. */
  readonly cursorCell?: Cell | undefined;
  /** Arrow keys on the focused map. */
  readonly onCursorCell?: ((cell: Cell) => void) | undefined;
  /** Read aloud when it changes: the cursor's cell in words. */
  readonly announcement?: string | undefined;
  /** A MapLibre style, or a PMTiles file, instead of the basemap that ships (`/config.json` `style`). */
  readonly styleUrl?: string | undefined;
  /** No map can be shown: show the table instead. */
  readonly onUnavailable?: ((failure: MapFailure) => void) | undefined;
  /** Once, when the map and its layers have been drawn. */
  readonly onReady?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** The map: the basemap, the feature's layers, the cell cursor and the controls. */
export function MapView(_props: MapViewProps) {
  return <div className="rp-map" />;
}
