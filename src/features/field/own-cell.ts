import type { Cell } from "../../domain/grid.ts";
import { fail, type Outcome, succeed } from "../../domain/outcome.ts";
import { cellFinder } from "../../exchange/cell-finder.ts";
import type { CrsDefinition } from "../../exchange/crs.ts";
import { LONG_LAT } from "../../exchange/grid-truth.ts";
import type { Grid } from "../../exchange/mapping.ts";

export type OwnCellError = "position_denied" | "position_missing" | "position_outside";

const WORLD: CrsDefinition = { srid: 4326, name: "WGS 84", proj4: LONG_LAT, area: [-180, -90, 180, 90] };
const LIMIT_MS = 15_000;
/** `PERMISSION_DENIED` of the Geolocation API. */
const DENIED = 1;

/**
 * The cell in which this device is. Its position is asked for once, snapped to the grid here, and forgotten: nothing
 * but the cell leaves this function (privacy.md; tests/unit/field/own-cell.test.ts).
 */
export function ownCell(
  grid: Grid,
  geolocation: Pick<Geolocation, "getCurrentPosition"> | undefined,
): Promise<Outcome<Cell, OwnCellError>> {
  if (!geolocation) return Promise.resolve(fail("position_missing"));
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords }) => {
        const cell = cellFinder(WORLD, grid)({ x: coords.longitude, y: coords.latitude });
        resolve(typeof cell === "number" ? succeed(cell) : fail("position_outside"));
      },
      ({ code }) => resolve(fail(code === DENIED ? "position_denied" : "position_missing")),
      { enableHighAccuracy: true, timeout: LIMIT_MS, maximumAge: 0 },
    );
  });
}
