import { useUiWords } from "./use-ui-words.ts";

/** *Annuler l'action*, in the language in use. */
export function UndoLabel() {
  return <>{useUiWords()("undo")}</>;
}
