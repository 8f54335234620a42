import type { SiteState } from "../../domain/site.ts";
import type { SitesSay } from "./use-sites-words.ts";

/** A state in words; *left* is also how many openings are left. */
export function stateInWords(say: SitesSay, state: SiteState): string {
  return state === "left" ? say("leftState") : say(state);
}
