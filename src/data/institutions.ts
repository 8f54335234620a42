import { SETTINGS, type Setting } from "../domain/institution.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, day, flag, integer, list, maybe, oneOf, record, text } from "./decode.ts";

const own = record({
  /** Quarters that can be counted, newest first, by their first day. */
  quarters: list(record({ quarter: day, ends_on: day, corrected_until: day })),
  /** The account's own counts, while they can be corrected. */
  counts: list(
    record({ id: text, setting: oneOf(SETTINGS), departement: text, quarter: day, people: integer }),
  ),
});
export type OwnInstitutions = Decoded<typeof own>;

/** Youths met in a setting of a département in a quarter. */
export type InstitutionCount = OwnInstitutions["counts"][number];

const table = record({
  settings: list(oneOf(SETTINGS)),
  departements: list(text),
  /** Lower bounds of the classes, class 1 first. */
  bounds: list(integer),
  /** The next quarter to be published, and the first day on which it can be. */
  next: maybe(record({ quarter: day, due_on: day, is_due: flag })),
  quarters: list(record({ quarter: day, published_at: text, class: list(integer) })),
});

/** One shown setting of a département. */
export interface InstitutionLine {
  readonly setting: Setting;
  readonly departement: string;
  /** Index into the bounds, from 1. */
  readonly level: number;
}

/** Published quarters, with what is shown of them. */
export interface InstitutionTable {
  readonly bounds: readonly number[];
  readonly next: Decoded<typeof table>["next"];
  readonly quarters: readonly { readonly quarter: string; readonly lines: readonly InstitutionLine[] }[];
}

/** Asks for the quarters that can be counted and the account's own counts (educator, lead). */
export function fetchOwnInstitutions(signal?: AbortSignal): Promise<Outcome<OwnInstitutions, CallError>> {
  return read("own_institutional", {}, own, signal);
}

/** Keeps a count under an id made on the device; sending again changes nothing more. */
export function saveInstitution(
  count: InstitutionCount,
): Promise<Outcome<{ readonly id: string }, CallError>> {
  return write("save_institutional", { ...count }, record({ id: text }));
}

/** Takes a count back while it can be corrected. */
export function removeInstitution(id: string): Promise<Outcome<object, CallError>> {
  return write("remove_institutional", { id }, record({}));
}

/** Asks for the published quarters (lead): every setting of every département comes, those shown are kept. */
export async function fetchInstitutionTable(
  signal?: AbortSignal,
): Promise<Outcome<InstitutionTable, CallError>> {
  const outcome = await read("institutional_table", {}, table, signal);
  if (!outcome.ok) return outcome;
  const { settings, departements, bounds, next, quarters } = outcome.value;
  const names = settings.flatMap((setting) => departements.map((departement) => ({ setting, departement })));
  return {
    ok: true,
    value: {
      bounds,
      next,
      quarters: quarters.map((each) => ({
        quarter: each.quarter,
        lines: names
          .map((name, at) => ({ ...name, level: each.class[at] ?? 0 }))
          .filter(({ level }) => level > 0),
      })),
    },
  };
}
