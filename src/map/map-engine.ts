import type { Layer } from "@deck.gl/core";
import type { GeoJSONSource, Map as MapLibreMap, StyleSpecification } from "maplibre-gl";
import type { Cell } from "../domain/grid.ts";
import { gridLines, outlineOf } from "./grid-lines.ts";
import { LayersOverlay } from "./layers-overlay.ts";
import { boundsOf, cellAt, centreOf, type MapGrid } from "./map-grid.ts";
import type { StartedMap } from "./map-start.ts";
import type { Bounds, LngLat, MapPadding, MapPosition, MapTheme, Square } from "./map-types.ts";
import { type Paint, paintByDrag } from "./paint.ts";
import { GRID_ZOOM, OWN_SOURCES, type OwnSource } from "./style/own-layers.ts";
import { PALETTES } from "./style/palette.ts";

const MOTION_MS = 180;
/** Marks a move by button or key; gestures carry the browser's own event. Moves by the page carry neither. */
const BY_PERSON = { byPerson: true } as const;
const NO_PADDING: MapPadding = { top: 24, right: 24, bottom: 24, left: 24 };

/** Whom to tell what the person does; `MapViewProps` has these. */
export interface PointerListeners {
  readonly onPickCell?: ((cell: Cell, at: LngLat) => void) | undefined;
  readonly onHoverCell?: ((cell: Cell | undefined) => void) | undefined;
  readonly onPaintCell?: Paint | undefined;
  readonly onViewChange?: ((view: MapPosition) => void) | undefined;
}

/** A map that runs: what the component tells it to show, in words of the grid. */
export class MapEngine {
  readonly #map: MapLibreMap;
  readonly #started: StartedMap;
  readonly #grid: MapGrid;
  readonly #overlay: LayersOverlay;

  constructor(started: StartedMap, grid: MapGrid) {
    this.#map = started.map;
    this.#started = started;
    this.#grid = grid;
    this.#overlay = new LayersOverlay(started.map);
    this.#map.on("moveend", () => this.#drawGrid());
    this.#drawGrid();
  }

  get canvas(): HTMLCanvasElement {
    return this.#map.getCanvas();
  }

  setLayers(layers: readonly Layer[]): void {
    this.#overlay.setLayers(layers);
  }

  /** Redraws in another palette; what the own sources hold stays. */
  setTheme(theme: MapTheme): void {
    this.#map.setStyle(this.#started.basemap.styleIn(PALETTES[theme]), { transformStyle: keepOwnSources });
  }

  setOutline(source: Exclude<OwnSource, "grid">, squares: readonly Square[]): void {
    this.#fill(source, outlineOf(this.#grid, squares));
  }

  position(): MapPosition {
    const { lng, lat } = this.#map.getCenter();
    return { lng, lat, zoom: this.#map.getZoom() };
  }

  moveTo({ lng, lat, zoom }: MapPosition): void {
    this.#map.easeTo({ center: [lng, lat], zoom, duration: MOTION_MS });
  }

  fit([west, south, east, north]: Bounds, padding: MapPadding = NO_PADDING): void {
    this.#map.fitBounds([west, south, east, north], {
      padding: { ...padding },
      duration: MOTION_MS,
      maxZoom: 13,
    });
  }

  /** Moves only when the box is not wholly in sight. */
  reveal(bounds: Bounds): void {
    if (this.#map.isMoving()) {
      this.#map.once("moveend", () => this.reveal(bounds));
      return;
    }
    const [west, south, east, north] = bounds;
    const seen = this.#map.getBounds();
    if (seen.contains([west, south]) && seen.contains([east, north])) return;
    this.#map.easeTo({ center: [(west + east) / 2, (south + north) / 2], duration: MOTION_MS });
  }

  revealCell(cell: Cell): void {
    const bounds = boundsOf(this.#grid, [{ square: cell, sizeKm: 1 }]);
    if (bounds) this.reveal(bounds);
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: MOTION_MS }, BY_PERSON);
  }

  panBy(right: number, down: number): void {
    this.#map.panBy([right * 120, down * 120], { duration: MOTION_MS }, BY_PERSON);
  }

  centreCell(): Cell | undefined {
    return cellAt(this.#grid, this.#map.getCenter());
  }

  centreOfCell(cell: Cell): LngLat {
    return centreOf(this.#grid, { square: cell, sizeKm: 1 });
  }

  /** Whom the background comes from. */
  credits(): readonly string[] {
    const ids = Object.keys(this.#map.getStyle().sources);
    const credits = ids
      .map((id) => this.#map.getSource(id)?.attribution)
      .filter((each) => each !== undefined);
    return [...new Set(credits)];
  }

  /** Once everything asked for so far has been drawn. */
  onceDrawn(tell: () => void): void {
    this.#map.once("idle", tell);
  }

  /** Listens to pointer and moves; returns how to stop. */
  onPointer(listeners: { readonly current: PointerListeners }): () => void {
    let hovered: Cell | undefined;
    const hover = (cell: Cell | undefined) => {
      if (cell === hovered) return;
      hovered = cell;
      listeners.current.onHoverCell?.(cell);
    };
    const click = ({ lngLat }: { lngLat: LngLat }) => {
      const cell = listeners.current.onPaintCell ? undefined : cellAt(this.#grid, lngLat);
      if (cell !== undefined) listeners.current.onPickCell?.(cell, lngLat);
    };
    const subscriptions = [
      this.#map.on("click", click),
      this.#map.on("mousemove", ({ lngLat }) => hover(cellAt(this.#grid, lngLat))),
      this.#map.on("mouseout", () => hover(undefined)),
      this.#map.on("moveend", (event) => {
        if (isPersons(event)) listeners.current.onViewChange?.(this.position());
      }),
    ];
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  }

  /** Dragging paints instead of moving the map; returns how to stop. */
  onPaint(listeners: { readonly current: PointerListeners }): () => void {
    return paintByDrag(this.#map, this.#grid, (cell, starts) =>
      listeners.current.onPaintCell?.(cell, starts),
    );
  }

  #drawGrid(): void {
    if (this.#map.getZoom() < GRID_ZOOM) return;
    const seen = this.#map.getBounds();
    const box: Bounds = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    this.#fill("grid", gridLines(this.#grid, box));
  }

  #fill(source: OwnSource, data: ReturnType<typeof outlineOf>): void {
    (this.#map.getSource(source) as GeoJSONSource | undefined)?.setData(data);
  }
}

function isPersons(event: object): boolean {
  return "byPerson" in event || ("originalEvent" in event && event.originalEvent !== undefined);
}

function keepOwnSources(
  before: StyleSpecification | undefined,
  next: StyleSpecification,
): StyleSpecification {
  const kept = OWN_SOURCES.flatMap((name) => {
    const source = before?.sources[name];
    return source ? [[name, source] as const] : [];
  });
  return { ...next, sources: { ...next.sources, ...Object.fromEntries(kept) } };
}
