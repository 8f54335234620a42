import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from "maplibre-gl";
import type { Cell } from "../domain/grid.ts";
import { cellAt, type MapGrid } from "./map-grid.ts";

/** Told of each cell that a drag enters, the first one with `starts`. */
export type Paint = (cell: Cell, starts: boolean) => void;

/**
 * Lets a drag of the pointer or of one finger paint cells instead of moving the map; two fingers still zoom. A click
 * is a drag that stays in its cell. Nothing is painted before the pointer moves on or leaves the map's surface, so
 * that a second finger can still make it a zoom. Returns how to stop.
 */
export function paintByDrag(map: MapLibreMap, grid: MapGrid, paint: Paint): () => void {
  let stroke: { readonly first: Cell; last: Cell; hasBegun: boolean } | undefined;
  const begin = (event: MapMouseEvent | MapTouchEvent) => {
    const cell = isOnePointer(event) ? cellAt(grid, event.lngLat) : undefined;
    stroke = cell === undefined ? undefined : { first: cell, last: cell, hasBegun: false };
  };
  const move = ({ lngLat }: MapMouseEvent | MapTouchEvent) => {
    const cell = cellAt(grid, lngLat);
    if (!stroke || cell === undefined || cell === stroke.last) return;
    if (!stroke.hasBegun) paint(stroke.first, true);
    stroke.hasBegun = true;
    stroke.last = cell;
    paint(cell, false);
  };
  const end = () => {
    if (stroke && !stroke.hasBegun) paint(stroke.first, true);
    stroke = undefined;
  };
  const subscriptions = [
    map.on("mousedown", begin),
    map.on("touchstart", begin),
    map.on("mousemove", move),
    map.on("touchmove", move),
    map.on("touchend", end),
  ];
  map.dragPan.disable();
  window.addEventListener("mouseup", end);
  return () => {
    window.removeEventListener("mouseup", end);
    for (const subscription of subscriptions) subscription.unsubscribe();
    map.dragPan.enable();
  };
}

function isOnePointer({ originalEvent }: MapMouseEvent | MapTouchEvent): boolean {
  return "touches" in originalEvent ? originalEvent.touches.length === 1 : originalEvent.button === 0;
}
