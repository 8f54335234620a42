import { useEffect, useState } from "react";
import type { Gazetteer } from "../domain/place-name.ts";
import { loadGazetteer } from "./gazetteer.ts";

let loading: Promise<void> | undefined;
let loaded: Gazetteer | undefined;

/**
 * What squares and places are named after, or undefined until it is there. It is read once for the whole page: some
 * thousands of names, whose reading would else hold up the tap that shows a field to look for one.
 */
export function useGazetteer(): Gazetteer | undefined {
  const [gazetteer, setGazetteer] = useState(loaded);
  useEffect(() => {
    let stays = true;
    loading ??= loadGazetteer().then((found) => {
      loaded = found;
      // Nothing could be read (no network, no worker yet): whoever asks next tries again.
      if (found.stations.length + found.places.length === 0) loading = undefined;
    });
    void loading.then(() => {
      if (stays) setGazetteer(loaded);
    });
    return () => {
      stays = false;
    };
  }, []);
  return gazetteer;
}
