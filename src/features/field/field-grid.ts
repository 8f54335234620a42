import type { Grid } from "../../exchange/mapping.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import type { CellName } from "../../map/use-cell-names.ts";

/** The organisation's grid: to snap a position to, to draw, and to name cells of. */
export interface FieldGrid {
  readonly snap: Grid;
  readonly drawn: MapGrid;
  readonly nameOf: CellName;
}
