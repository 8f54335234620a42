import type { Outcome } from "../domain/outcome.ts";
import { type CallError, write } from "./call.ts";
import { type Decoded, type Decoder, day, list, maybe, oneOf, record } from "./decode.ts";
import { type Flows, researchFlows } from "./flows.ts";
import { BREAKDOWNS, type Breakdown } from "./heat.ts";
import { researchProfile } from "./profile.ts";
import { type ResearchTable, researchMethod, researchQuarter, researchTable } from "./research.ts";

const named = record({ quarter: maybe(day), breakdown: oneOf(BREAKDOWNS) });

/** One breakdown of one quarter, as it leaves. */
interface ExportedTable extends ResearchTable {
  /** First day of the quarter. */
  readonly quarter: string;
  readonly breakdown: Breakdown;
}

const table: Decoder<ExportedTable> = (input) => {
  const { quarter, breakdown } = named(input);
  return { ...researchTable(input), quarter: quarter ?? "", breakdown };
};

/** Flows of one quarter, as they leave; `kind` is undefined where none were accepted. */
interface ExportedFlows extends Flows {
  readonly quarter: string | undefined;
}

const flows: Decoder<ExportedFlows> = (input) => ({
  ...researchFlows(input),
  quarter: record({ quarter: maybe(day) })(input).quarter ?? undefined,
});

const exported = record({
  method: researchMethod,
  windows: list(researchQuarter),
  tables: list(table),
  flows: list(flows),
  profiles: list(researchProfile),
});

/** Released research values with how they were made. */
export type ExportedResearch = Decoded<typeof exported>;

/** What to take out: quarters by their first days. */
export interface ResearchQuestion {
  readonly quarters: readonly string[];
  readonly breakdowns: readonly Breakdown[];
  readonly flows: boolean;
}

/** Asks for released research values to put into a file (researcher; audited). `not_found`: no such quarter. */
export function exportResearch(question: ResearchQuestion): Promise<Outcome<ExportedResearch, CallError>> {
  return write("export_research", { ...question, form: "tables" }, exported);
}

/** Writes down that a picture of these quarters leaves, and answers which releases it shows (researcher). */
export function exportResearchFigure(
  quarters: readonly string[],
): Promise<Outcome<ExportedResearch, CallError>> {
  return write("export_research", { quarters, breakdowns: [], flows: false, form: "figure" }, exported);
}
