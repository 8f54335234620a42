import { CELL_STATES, type CellState } from "../../domain/coverage.ts";
import type { Cell } from "../../domain/grid.ts";
import { SLOTS, type Slot } from "../../domain/slot.ts";
import type { UrlCodec } from "../../ui/url-state.ts";
import { unveiled, veiled } from "../../ui/veiled.ts";

/** Everything that changes what *Zones non atteintes* shows. */
export interface UnreachedAddress {
  readonly slot: Slot;
  /** Undefined: all of the team's. */
  readonly sector: string | undefined;
  readonly states: readonly CellState[];
  readonly cell: Cell | undefined;
  /** The person came here to open the working memory: its box is unfolded. */
  readonly memory: boolean;
}

const SLOT_WORDS: Readonly<Record<Slot, string>> = {
  morning: "matin",
  afternoon: "apres-midi",
  evening: "soir",
  night: "nuit",
};
const STATE_WORDS: Readonly<Record<CellState, string>> = {
  alert: "alerte",
  follow_up: "suivi",
  never: "jamais",
  overdue: "retard",
  visited: "visitee",
};

/** What is unreached: everything but what was visited in time. */
const UNREACHED: readonly CellState[] = CELL_STATES.filter((state) => state !== "visited");

/** `?creneau=nuit&secteur=ID&etats=jamais.retard&maille=3`; unknown words read as the defaults. The cell is veiled: ui/veiled.ts. */
export const unreachedAddress: UrlCodec<UnreachedAddress> = {
  read: (params) => {
    const words = params.get("etats")?.split(".");
    return {
      slot: SLOTS.find((slot) => SLOT_WORDS[slot] === params.get("creneau")) ?? "evening",
      sector: idOf(params.get("secteur")),
      states: words ? CELL_STATES.filter((state) => words.includes(STATE_WORDS[state])) : UNREACHED,
      cell: unveiled(params.get("maille")) as Cell | undefined,
      memory: params.get("memoire") === "1",
    };
  },
  write: ({ slot, sector, states, cell, memory }) => {
    const params = new URLSearchParams();
    if (slot !== "evening") params.set("creneau", SLOT_WORDS[slot]);
    if (sector) params.set("secteur", sector);
    if (!isUsual(states)) params.set("etats", states.map((state) => STATE_WORDS[state]).join("."));
    if (cell !== undefined) params.set("maille", veiled(cell));
    if (memory) params.set("memoire", "1");
    return params;
  },
};

function isUsual(states: readonly CellState[]): boolean {
  return states.length === UNREACHED.length && UNREACHED.every((state) => states.includes(state));
}

function idOf(word: string | null): string | undefined {
  return word !== null && /^[0-9a-f-]{36}$/.test(word) ? word : undefined;
}
