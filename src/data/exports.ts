import type { Cell } from "../domain/grid.ts";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { SLOTS } from "../domain/slot.ts";
import { type CallError, write } from "./call.ts";
import {
  type Decoded,
  DecodeError,
  type Decoder,
  day,
  integer,
  list,
  maybe,
  oneOf,
  record,
  text,
} from "./decode.ts";
import { type Heat, type HeatQuestion, heat } from "./heat.ts";
import { fetchLeaves, type Leaves } from "./leaves.ts";
import { policy, type ReleasePolicy } from "./windows.ts";

const cell: Decoder<Cell> = (input) => integer(input) as Cell;

const columns = record({
  rounds: record({
    date: list(day),
    slot: list(oneOf(SLOTS)),
    team: list(text),
    mode: list(text),
    minutes: list(maybe(integer)),
    cells: list(integer),
  }),
  visits: record({
    date: list(day),
    slot: list(oneOf(SLOTS)),
    team: list(text),
    cell: list(cell),
    minutes: list(maybe(integer)),
  }),
});

/** Columns → rows. */
const visitsExport = (input: unknown) => {
  const { rounds, visits } = columns(input);
  return { rounds: rowsOf(rounds), visits: rowsOf(visits) };
};

/** Rounds that were done and the cells they visited, for a file. */
export type ExportedVisits = ReturnType<typeof visitsExport>;

function rowsOf<Columns extends Readonly<Record<string, readonly unknown[]>>>(given: Columns) {
  type Row = { readonly [Key in keyof Columns]: Columns[Key][number] };
  const names = Object.keys(given);
  const length = given[names[0] ?? ""]?.length ?? 0;
  if (names.some((name) => given[name]?.length !== length)) throw new DecodeError("columns differ in length");
  return Array.from(
    { length },
    (_, at) => Object.fromEntries(names.map((name) => [name, given[name]?.[at]])) as Row,
  );
}

/** Asks for the rounds and visits of a period (lead; asks for a code of the second factor; audited). */
export function exportVisits(period: {
  readonly from: string;
  readonly to: string;
}): Promise<Outcome<ExportedVisits, CallError>> {
  return write("export_visits", { from_day: period.from, to_day: period.to }, visitsExport);
}

const told = record({ policy, published_at: maybe(text) });

/** Released values with the partition and the rules they follow. */
export interface ExportedRelease {
  readonly heat: Heat;
  readonly leaves: Leaves;
  readonly policy: ReleasePolicy;
  readonly publishedAt: Decoded<typeof told>["published_at"];
}

/** Asks for released values to put into a file (lead; audited). `not_found` where nothing of it is published. */
export async function exportRelease(question: HeatQuestion): Promise<Outcome<ExportedRelease, CallError>> {
  const { tier, breakdown, category, from, to } = question;
  const args = { tier, breakdown, category, from_window: from, to_window: to };
  const values = await write("export_release", args, (input) => ({ heat: heat(input), told: told(input) }));
  if (!values.ok) return values;
  const { seasonId } = values.value.heat;
  if (seasonId === undefined) return fail("not_found");
  const leaves = await fetchLeaves(seasonId);
  if (!leaves.ok) return leaves;
  const { policy: rules, published_at: publishedAt } = values.value.told;
  return succeed({ heat: values.value.heat, leaves: leaves.value, policy: rules, publishedAt });
}
