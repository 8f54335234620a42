import { useMemo } from "react";
import type { Member } from "../../data/me.ts";
import { fetchSectors } from "../../data/sectors.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { boundsOf, type MapGrid } from "../../map/map-grid.ts";
import type { Bounds } from "../../map/map-types.ts";

/** Before the first release the map looks at the sectors, for those who may read them. */
export function useHome(member: Member, grid: MapGrid, wanted: boolean): Bounds | undefined {
  const enabled = wanted && member.role === "lead" && member.has.sector;
  const sectors = useAnswer(["sectors"], fetchSectors, { enabled });
  const all = sectors.kind === "ready" ? sectors.value : undefined;
  return useMemo(() => {
    const cells = all?.flatMap((sector) => sector.cells) ?? [];
    return boundsOf(
      grid,
      cells.map((square) => ({ square, sizeKm: 1 })),
    );
  }, [all, grid]);
}
