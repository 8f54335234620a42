import { useMemo } from "react";
import type { Member } from "../../data/me.ts";
import { fetchSectors } from "../../data/sectors.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { DEFAULT_GRID } from "../../domain/grid.ts";
import { boundsOf, type MapGrid, regionOf } from "../../map/map-grid.ts";
import type { Bounds } from "../../map/map-types.ts";

/** Before the first release the map looks at the sectors, for those who may read them, else at the grid's region. */
export function useHome(member: Member, grid: MapGrid, wanted: boolean): Bounds | undefined {
  const enabled = wanted && member.role === "lead" && member.has.sector;
  const sectors = useAnswer(["sectors"], fetchSectors, { enabled });
  const all = sectors.kind === "ready" ? sectors.value : undefined;
  const { proj4, srid } = member.organisation.grid;
  return useMemo(() => {
    if (!wanted) return undefined;
    const cells = all?.flatMap((sector) => sector.cells) ?? [];
    const sectorBox = boundsOf(
      grid,
      cells.map((square) => ({ square, sizeKm: 1 })),
    );
    return sectorBox ?? (srid === DEFAULT_GRID.srid ? undefined : regionOf(proj4));
  }, [all, grid, proj4, srid, wanted]);
}
