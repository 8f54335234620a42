import { Table, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Organisation } from "../../data/me.ts";
import type { DetectedColumn, PreviewRow, Summary } from "../../exchange/mapping.ts";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useCodeWords, useFilesWords } from "./use-files-words.ts";

/** With the map, fetched once a file can be placed. */
const PreviewMap = lazy(async () => ({ default: (await import("./preview-map.tsx")).PreviewMap }));

interface PreviewProps {
  readonly organisation: Organisation;
  readonly columns: readonly DetectedColumn[];
  readonly rows: readonly PreviewRow[];
  readonly cells: Summary["cells"];
}

/** The first rows beside what is sent of them, and the file's cells on the map. */
export function Preview({ organisation, columns, rows, cells }: PreviewProps) {
  const say = useFilesWords();
  return (
    <section aria-labelledby="apercu">
      <Title order={3} id="apercu" mb="sm">
        {say("previewTitle")}
      </Title>
      {cells.length > 0 ? (
        <Suspense fallback={<MapComing />}>
          <PreviewMap organisation={organisation} cells={cells} />
        </Suspense>
      ) : null}
      <FirstRows columns={columns} rows={rows} />
    </section>
  );
}

/** As high as the map: what stands below is where it will stay. */
function MapComing() {
  return (
    <div className="files-map files-map-frame">
      <Waiting lines={2} />
    </div>
  );
}

function FirstRows({ columns, rows }: Pick<PreviewProps, "columns" | "rows">) {
  const say = useFilesWords();
  // The columns with a role: the others go nowhere and would push what matters off a phone.
  const used = columns.map(({ role }, at) => ({ role, at })).filter(({ role }) => role !== null);
  return (
    <Table.ScrollContainer
      minWidth={480}
      type="native"
      tabIndex={0}
      role="group"
      aria-label={say("previewRows")}
    >
      <Table>
        <Table.Caption className="rp-hidden">{say("previewRows")}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("line")}</Table.Th>
            <Table.Th>{say("becomes")}</Table.Th>
            {used.map(({ at }) => (
              <Table.Th key={at}>{columns[at]?.name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.line}>
              <Table.Th scope="row">{row.line}</Table.Th>
              <Table.Td>
                <Becomes row={row} />
              </Table.Td>
              {used.map(({ at }) => (
                <Table.Td key={at} className="files-cell">
                  {row.cells[at]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Becomes({ row: { row, fault } }: { readonly row: PreviewRow }) {
  const say = useFilesWords();
  const words = useCodeWords();
  const format = useFormat();
  if (fault) return <Text size="xs">{say("becomesFault", { reason: words(`row_${fault.code}`) })}</Text>;
  if (!row) return null;
  const { cell, service_date: day, slot, count } = row;
  return (
    <Text size="xs">
      {say("becomesRow", {
        cell,
        day: format.shortDay(day),
        slot: say(slot).replace(/ \(.*/, ""),
        youths: say("youths", { count }),
      })}
    </Text>
  );
}
