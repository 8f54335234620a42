import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import {
  fetchInstitutionTable,
  type InstitutionLine,
  type InstitutionTable,
} from "../../data/institutions.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { DEPARTEMENTS } from "../../domain/institution.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useInstitutionWords, useSayQuarter } from "./use-institution-words.ts";

/** What is published of contacts in institutions, for leads: classes, a quarter at a time. */
export function PublishedInstitutions() {
  const say = useInstitutionWords();
  const answer = useAnswer(["institutional_table"], fetchInstitutionTable);
  return (
    <section aria-label={say("table")}>
      <h2>{say("table")}</h2>
      <p>{say("tableHelp")}</p>
      {answer.kind === "waiting" ? <Waiting /> : null}
      {answer.kind === "failed" ? <Failure code={answer.error} retry={answer.retry} /> : null}
      {answer.kind === "ready" ? <Quarters table={answer.value} /> : null}
    </section>
  );
}

function Quarters({ table }: { readonly table: InstitutionTable }) {
  const say = useInstitutionWords();
  const sayQuarter = useSayQuarter();
  const [chosen, setChosen] = useState<string>();
  const shown = table.quarters.find(({ quarter }) => quarter === chosen) ?? table.quarters[0];
  return (
    <>
      <Next table={table} />
      {shown ? (
        <>
          <NativeSelect
            size="md"
            label={say("quarter")}
            value={shown.quarter}
            data={table.quarters.map(({ quarter }) => ({ value: quarter, label: sayQuarter(quarter) }))}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
          <Lines lines={shown.lines} bounds={table.bounds} />
        </>
      ) : (
        <p>{say("tableNone")}</p>
      )}
    </>
  );
}

function Next({ table: { next } }: { readonly table: InstitutionTable }) {
  const say = useInstitutionWords();
  const sayQuarter = useSayQuarter();
  const format = useFormat();
  if (!next) return null;
  return (
    <p>
      {say(next.is_due ? "tableDue" : "tableNext", {
        quarter: sayQuarter(next.quarter),
        day: format.day(next.due_on),
      })}
    </p>
  );
}

function Lines({
  lines,
  bounds,
}: {
  readonly lines: readonly InstitutionLine[];
  readonly bounds: readonly number[];
}) {
  const say = useInstitutionWords();
  if (lines.length === 0) return <p>{say("tableHidden")}</p>;
  const range = ({ level }: InstitutionLine) => {
    const from = bounds[level - 1] ?? 0;
    const above = bounds[level];
    return above === undefined ? say("rangeOpen", { from }) : say("range", { from, to: above - 1 });
  };
  const nameOf = ({ departement }: InstitutionLine) =>
    `${DEPARTEMENTS.get(departement) ?? departement} (${departement})`;
  const columns: readonly Column<InstitutionLine>[] = [
    { key: "departement", title: say("departement"), value: nameOf },
    { key: "setting", title: say("setting"), value: ({ setting }) => say(setting) },
    {
      key: "class",
      title: say("class"),
      value: ({ level }) => level,
      show: range,
      copy: range,
      numeric: true,
    },
  ];
  return (
    <DataTable
      caption={say("table")}
      columns={columns}
      rows={lines}
      rowKey={({ departement, setting }) => `${departement} ${setting}`}
      start={{ key: "departement", down: false }}
    />
  );
}
