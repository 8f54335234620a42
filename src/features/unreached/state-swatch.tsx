import type { CellState } from "../../domain/coverage.ts";
import { STATE_PALETTES, STATE_PATTERNS } from "../../map/state-palette.ts";
import { Swatch } from "../../ui/swatch.tsx";
import { useMapTheme } from "../../ui/use-map-words.ts";

/** A state as the map draws it. */
export function StateSwatch({ state }: { readonly state: CellState }) {
  const colour = STATE_PALETTES[useMapTheme()][state];
  const pattern = STATE_PATTERNS[state];
  return pattern === "solid" ? <Swatch colour={colour} soft /> : <Swatch colour={colour} pattern={pattern} />;
}
