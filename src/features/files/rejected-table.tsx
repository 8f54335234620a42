import { Button, Table, Text, Title } from "@mantine/core";
import { ROW_ERRORS, type RowError } from "../../exchange/errors.ts";
import { useFormat } from "../../ui/format.ts";
import { saveAs } from "../../ui/save-as.ts";
import { rejectedFile } from "./import-job.ts";
import type { RejectedRows } from "./reader-protocol.ts";
import { useCodeWords, useFilesWords } from "./use-files-words.ts";

/** Rows that are not sent: how many by reason, the first ones by line and column, and all of them as a file. */
export function RejectedTable({ rejected }: { readonly rejected: RejectedRows }) {
  const say = useFilesWords();
  const words = useCodeWords();
  const format = useFormat();
  if (rejected.total === 0) return null;
  const reasons = ROW_ERRORS.filter((code) => rejected.byCode[code] !== undefined);
  return (
    <section aria-labelledby="ecartees">
      <Title order={3} id="ecartees">
        {say("rejectedTitle", { count: rejected.total })}
      </Title>
      <Text c="dimmed" size="xs">
        {say("rejectedHelp")}
      </Text>
      <ul className="files-reasons">
        {reasons.map((code) => (
          <li key={code}>
            {format.number(rejected.byCode[code] ?? 0)} : {words(`row_${code}`)}
          </li>
        ))}
      </ul>
      <Download />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe, scrollable-region-focusable). */}
      <section className="files-rejected" aria-label={say("rejectedTable")} tabIndex={0}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("line")}</Table.Th>
              <Table.Th>{say("column")}</Table.Th>
              <Table.Th>{say("rejectedReason")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rejected.first.map(({ line, column, code }) => (
              <Table.Tr key={line}>
                <Table.Th scope="row">{line}</Table.Th>
                <Table.Td>{column ?? "–"}</Table.Td>
                <Table.Td>{words(`row_${code}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {rejected.total > rejected.first.length ? (
        <Text size="xs" c="dimmed">
          {say("rejectedShown", { count: rejected.first.length })}
        </Text>
      ) : null}
    </section>
  );
}

function Download() {
  const say = useFilesWords();
  const words = useCodeWords();
  const download = async () => {
    const reasons = Object.fromEntries(ROW_ERRORS.map((code) => [code, words(`row_${code}`)]));
    const file = await rejectedFile({
      header: [say("line"), say("column"), say("rejectedReason")],
      reasons: reasons as Record<RowError, string>,
    });
    if (file) saveAs(file, say("rejectedName"));
  };
  return (
    <Button variant="default" size="xs" mb="sm" onClick={() => void download()}>
      {say("rejectedDownload")}
    </Button>
  );
}
