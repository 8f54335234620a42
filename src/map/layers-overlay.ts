import type { Layer } from "@deck.gl/core";
import { MapLibreOverlay, type MapLibreOverlayProps } from "@deck.gl/maplibre";
import type { Map as MapLibreMap } from "maplibre-gl";
import { CalmFrames } from "./calm-frames.ts";
import { CELLS_TOP } from "./style/own-layers.ts";

/** A layer whose id begins so lies above the names: what must be read there before the place's name. */
const OVER_NAMES = "over-";

/** deck.gl's layers within a map: above the ground, under rivers, borders and names. */
export class LayersOverlay {
  readonly #frames = new CalmFrames();
  readonly #overlay: MapLibreOverlay;

  constructor(map: MapLibreMap) {
    // deck.gl hands what it does not know on to its animation loop, which takes its frames from here.
    const props = { interleaved: true, layers: [], animationFrameProvider: this.#frames };
    this.#overlay = new MapLibreOverlay(props as MapLibreOverlayProps);
    map.addControl(this.#overlay);
    for (const change of ["move", "resize", "styledata"] as const) map.on(change, () => this.#frames.wake());
  }

  setLayers(layers: readonly Layer[]): void {
    const placed = layers.map((layer) =>
      layer.id.startsWith(OVER_NAMES) ? layer : layer.clone({ beforeId: CELLS_TOP } as never),
    );
    this.#overlay.setProps({ layers: placed });
    this.#frames.wake();
  }
}
