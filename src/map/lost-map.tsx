import type { MapWords } from "./map-types.ts";

/** In the map's place when it is lost: what happened, and a button that starts it again. */
export function LostMap({ words, restart }: { readonly words: MapWords; readonly restart: () => void }) {
  return (
    <div className="rp-map-lost" role="alert">
      <p>{words.lost}</p>
      <button type="button" onClick={restart}>
        {words.restart}
      </button>
    </div>
  );
}
