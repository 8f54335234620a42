import type { PlaceWords } from "../../map/place-field.tsx";
import { useAlertsWords } from "./use-alerts-words.ts";

/** Words of the field that chooses an alert's place. */
export function usePlaceWords(): PlaceWords {
  const say = useAlertsWords();
  return {
    label: say("place"),
    placeholder: say("placeSearch"),
    none: say("placeNone"),
    nothing: say("placeNothing"),
    chosen: (name) => say("placeChosen", { name }),
  };
}
