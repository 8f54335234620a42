import type { MapPosition } from "./map-types.ts";

/** Île-de-France, where nothing else says where to look. */
export const DEFAULT_POSITION: MapPosition = { lng: 2.4, lat: 48.85, zoom: 9.3 };

/** Cells are 1 km wide; nearer than this nothing new could be seen. */
export const NEAREST_ZOOM = 15;
export const FARTHEST_ZOOM = 4;

/** Nearer than this to where the map already looks, a position given from outside does not move it. */
export function isSamePlace(one: MapPosition, other: MapPosition): boolean {
  // Positions in an address are rounded to 0.01° and 0.1 zoom steps.
  const near = Math.abs(one.lng - other.lng) < 0.0055 && Math.abs(one.lat - other.lat) < 0.0055;
  return near && Math.abs(one.zoom - other.zoom) < 0.055;
}
