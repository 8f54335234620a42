import { useMemo } from "react";
import { type CellCoverage, COVERAGE_STATES } from "../../data/coverage.ts";
import type { Answer } from "../../data/use-answer.ts";
import { type Cell, partsOf } from "../../domain/grid.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import type { CoverageView } from "./coverage-view.ts";
import { type HeatSay, useHeatWords } from "./use-heat-words.ts";

/** More days than any visit in memory: cells never visited sort last. */
const NO_VISIT = 9999;

/** Coverage of the slot as a table, with how many cells stand in each state. */
export function CoverageTable({
  coverage,
  nameOf,
}: {
  readonly coverage: Answer<CoverageView> | undefined;
  readonly nameOf: (cell: Cell) => string;
}) {
  const say = useHeatWords();
  const columns = useColumns(nameOf);
  if (!coverage || coverage.kind === "waiting") return <Waiting />;
  if (coverage.kind === "failed") return <Failure code={coverage.error} retry={coverage.retry} />;
  const { cells } = coverage.value;
  if (cells.length === 0) return <p className="heat-body">{say("coverageNone")}</p>;
  const counts = COVERAGE_STATES.map((state) =>
    say("coverageCount", { state: say(state), count: cells.filter((cell) => cell.state === state).length }),
  );
  return (
    <div className="heat-body" aria-busy={coverage.refreshing}>
      <p className="heat-total">{counts.join(" · ")}</p>
      <DataTable
        caption={say("coverageCaption")}
        columns={columns}
        rows={cells}
        rowKey={({ cell }) => cell}
        start={{ key: "days", down: true }}
      />
    </div>
  );
}

function useColumns(nameOf: (cell: Cell) => string): readonly Column<CellCoverage>[] {
  const say = useHeatWords();
  return useMemo(
    () => [
      {
        key: "name",
        title: say("colName"),
        value: ({ cell }) => nameOf(cell),
        show: ({ cell }) => (
          <>
            {nameOf(cell)} <span className="heat-code">{shortCode(cell)}</span>
          </>
        ),
        copy: ({ cell }) => `${nameOf(cell)} [1km${shortCode(cell).replace(" ", "")}]`,
      },
      { key: "state", title: say("colState"), value: ({ state }) => say(state) },
      {
        key: "days",
        title: say("colDays"),
        numeric: true,
        value: ({ days }) => days ?? NO_VISIT,
        show: ({ days }) => daysInWords(say, days),
        copy: ({ days }) => (days === null ? "" : String(days)),
      },
    ],
    [say, nameOf],
  );
}

/** Several cells are named after one place: the corner tells them apart. */
function shortCode(cell: Cell): string {
  const { eKm, nKm } = partsOf(cell);
  return `N${nKm} E${eKm}`;
}

/** "il y a 12 jours", or that there was none. */
export function daysInWords(say: HeatSay, days: number | null): string {
  return days === null ? say("noVisit") : say("coverageDays", { count: days });
}
