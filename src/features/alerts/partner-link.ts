import type { GridDefinition } from "../../domain/grid.ts";
import { DEFAULT_GRID_PROJ4 } from "../../map/map-grid.ts";

/** Where a partner's form stands; the token follows in the fragment, which no server and no log sees. */
export const PARTNER_PATH = "/alerte";

/** The default grid: INSPIRE's. */
const DEFAULT_GRID: PartnerGrid = { srid: 3035, offsetEKm: 0, offsetNKm: 0, proj4: DEFAULT_GRID_PROJ4 };

/** A grid with the PROJ string of its coordinate system. */
type PartnerGrid = GridDefinition & { readonly proj4: string };

/** What a partner's link carries: a token, and the grid on which the form finds cells. */
export interface PartnerLink {
  readonly token: string;
  readonly grid: PartnerGrid;
}

/** The link of a token. The grid stands in it where it is not INSPIRE's: the form cannot ask for it. */
export function partnerLink({ token, grid }: PartnerLink, origin: string): string {
  const parts = new URLSearchParams({ jeton: token });
  const { srid, offsetEKm, offsetNKm, proj4 } = grid;
  if (srid !== DEFAULT_GRID.srid || offsetEKm !== 0 || offsetNKm !== 0)
    parts.set("grille", JSON.stringify([srid, offsetEKm, offsetNKm, proj4]));
  return `${origin}${PARTNER_PATH}#${parts}`;
}

/** Reads a link's fragment; undefined where it is not one of ours. */
export function readPartnerLink(fragment: string): PartnerLink | undefined {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const token = parts.get("jeton") ?? "";
  if (!/^[0-9a-f]{64}$/.test(token)) return undefined;
  const given = parts.get("grille");
  if (given === null) return { token, grid: DEFAULT_GRID };
  const grid = gridIn(given);
  return grid && { token, grid };
}

function gridIn(given: string): PartnerGrid | undefined {
  try {
    const [srid, offsetEKm, offsetNKm, proj4]: unknown[] = JSON.parse(given) as unknown[];
    const isWhole = [srid, offsetEKm, offsetNKm].every((value) => Number.isInteger(value));
    if (!isWhole || typeof proj4 !== "string" || !/^\+proj=[\w\s+=.,-]{1,400}$/.test(proj4)) return undefined;
    return { srid, offsetEKm, offsetNKm, proj4 } as PartnerGrid;
  } catch {
    return undefined;
  }
}
