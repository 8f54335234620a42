import type { Table } from "./header.ts";
import type { Mapping } from "./mapping.ts";
import { plainWords } from "./plain-words.ts";
import { placeRoleOf } from "./read-place.ts";
import type { ColumnRole } from "./roles.ts";

/**
 * Mano's exports (SocialGouv/mano, dashboard/src: one sheet, named *Observations*, *Rencontres*…): what generic
 * detection cannot know. Both write their own `id`, a UUID, which tells equal rows apart. *Rencontres* say who was
 * met and which team met them, and no place at all: the team's name stands in, and a person has to say which
 * cell it means before any row goes.
 */
export function withMano(table: Table, columns: Mapping["columns"]): Mapping["columns"] {
  const sheet = sheetOf(table);
  if (!sheet) return columns;
  const mano = new Map<string, ColumnRole>(Object.entries(columns));
  const named = (plain: string) => table.columns.find(({ name }) => plainWords(name) === plain)?.name;
  const id = named("id");
  if (id !== undefined && ![...mano.values()].includes("id")) mano.set(id, "id");
  const team = named("equipe");
  if (sheet === "encounters" && team !== undefined && placeRoleOf(Object.fromEntries(mano)) === null) {
    mano.set(team, "territory");
  }
  return Object.fromEntries(mano);
}

/** Whether rows are placed by the team's name, which says less than a place does. */
export function teamIsPlace(columns: Mapping["columns"]): boolean {
  return Object.entries(columns).some(
    ([name, role]) => role === "territory" && /^(equipe|team)\b/.test(plainWords(name)),
  );
}

function sheetOf({ columns }: Table): "observations" | "encounters" | undefined {
  const names = new Set(columns.map(({ name }) => plainWords(name)));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  if (has("territoire nom", "observe le")) return "observations";
  return has("personne suivie nom", "personne suivie id", "date") ? "encounters" : undefined;
}
