import type { AttackReport } from "../../data/attack-report.ts";
import type { Say } from "../../ui/words.ts";
import type { attackWordsFr } from "./attack-words.fr.ts";

/** Attacks of the protection model, by number. */
const NUMBERS = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
] as const;

/** What an attack does, in words; one that the model does not number keeps the suite's own name. */
export function attackName(
  say: Say<typeof attackWordsFr>,
  { id, name }: Pick<AttackReport["attacks"][number], "id" | "name">,
): string {
  const known = NUMBERS.find((number) => number === id);
  return known ? say(`name_${known}`) : name;
}

/** Figures of usefulness that have words. */
const FIGURES = ["caught", "cells", "shown", "distance"] as const;

/** What a figure of usefulness says, in words; undefined for one that has none. */
export function utilityName(
  say: Say<typeof attackWordsFr>,
  { id }: Pick<AttackReport["utility"][number], "id">,
): string | undefined {
  for (const figure of FIGURES) {
    for (const tier of ["educator", "lead"] as const) {
      if (id === `${figure}_${tier}`) return say(`utility_${figure}_${tier}`);
    }
  }
  return undefined;
}

/** Numbers of the model that a report does not have. */
export function missingAttacks({ attacks }: Pick<AttackReport, "attacks">): readonly number[] {
  return NUMBERS.filter((number) => !attacks.some(({ id }) => id === number));
}

/** A measure to three decimals. */
export function rounded(value: number): number {
  return Math.round(1000 * value) / 1000;
}
