import type { LeftOutReason } from "../../exchange/errors.ts";
import type { DetectedColumn, Mapping } from "../../exchange/mapping.ts";
import { COLUMN_ROLES, type ColumnRole } from "../../exchange/roles.ts";

const PLACES: readonly ColumnRole[] = ["lat", "lon", "x", "y", "point", "cell", "territory"];

/**
 * Roles that a column may be given. One that looks like a person's name, number or address can only tell recorders
 * apart (its values stay here, an ordinal goes), name a territory or mark repeats (both are settled here); coordinates can only be snapped; a birth date can be nothing.
 */
export function rolesFor(column: Pick<DetectedColumn, "sensitive">): readonly ColumnRole[] {
  const { sensitive } = column;
  if (sensitive === null || sensitive === "not_needed") return COLUMN_ROLES;
  if (sensitive === "birth_date") return [];
  return sensitive === "coordinates" ? PLACES : SENSITIVE_ROLES[sensitive];
}

const SENSITIVE_ROLES: Readonly<
  Record<Exclude<LeftOutReason, "not_needed" | "birth_date" | "coordinates">, readonly ColumnRole[]>
> = {
  name: ["recorder", "territory", "person"],
  phone: ["recorder"],
  email: ["recorder"],
  team: ["recorder", "territory"],
  free_text: ["recorder", "point", "territory"],
};

/** Columns after one is given a role, or none; a role is one column's, so the one that had it loses it. */
export function withRole(
  columns: Mapping["columns"],
  name: string,
  role: ColumnRole | null,
): Mapping["columns"] {
  const others = Object.entries(columns).filter(([column, held]) => column !== name && held !== role);
  return Object.fromEntries(role === null ? others : [...others, [name, role]]);
}
