import type { Layer } from "@deck.gl/core";
import { type ReactNode, useId, useRef } from "react";
import type { Cell } from "../domain/grid.ts";
import { LostMap } from "./lost-map.tsx";
import { MapControls } from "./map-controls.tsx";
import type { MapGrid } from "./map-grid.ts";
import type {
  Bounds,
  LngLat,
  MapFailure,
  MapPadding,
  MapPosition,
  MapTheme,
  MapWords,
  Square,
} from "./map-types.ts";
import type { Paint } from "./paint.ts";
import { useMapEngine } from "./use-map-engine.ts";
import { useMapEvents } from "./use-map-events.ts";
import { useMapShows } from "./use-map-shows.ts";
import "./map-view.css";

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
  /** A new box is brought into view (the first one only where `view` is left out); keep the same array to leave the map alone. */
  readonly focus?: Bounds | undefined;
  /** A new box is brought into view if it is not wholly in sight; the zoom stays. */
  readonly reveal?: Bounds | undefined;
  readonly padding?: MapPadding | undefined;
  /** Squares to outline, above everything. */
  readonly selection?: readonly Square[] | undefined;
  /** A click, or Enter on the cell cursor. */
  readonly onPickCell?: ((cell: Cell, at: LngLat) => void) | undefined;
  /** Pointer over the map; undefined when it leaves. */
  readonly onHoverCell?: ((cell: Cell | undefined) => void) | undefined;
  /** A click, or each cell that a drag enters (`starts`: its first): dragging then paints instead of moving the map. */
  readonly onPaintCell?: Paint | undefined;
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
  /** Hosts other than ours that the background asks, which learn where the team looks; again with each new one. */
  readonly onForeignHosts?: ((hosts: readonly string[]) => void) | undefined;
  /** Once, when the map and its layers have been drawn. */
  readonly onReady?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** The map: the basemap, the feature's layers, the cell cursor and the controls. */
export function MapView(props: MapViewProps) {
  const { words, announcement, children } = props;
  const holder = useRef<HTMLDivElement>(null);
  const help = useId();
  const { engine, isLost, restart } = useMapEngine(holder, props);
  useMapShows(engine, props);
  useMapEvents(engine, props, help);
  return (
    <div className="rp-map">
      <div ref={holder} className="rp-map-canvas" />
      <p id={help} className="rp-hidden">
        {words.keyboardHelp}
      </p>
      <p className="rp-hidden" aria-live="polite">
        {announcement}
      </p>
      {engine ? <MapControls engine={engine} words={words} /> : <div className="rp-map-wait" />}
      {isLost ? <LostMap words={words} restart={restart} /> : null}
      {children}
    </div>
  );
}
