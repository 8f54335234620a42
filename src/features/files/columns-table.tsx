import { Select, Table, Text, Title } from "@mantine/core";
import type { Detected, DetectedColumn } from "../../exchange/mapping.ts";
import { COLUMN_ROLES } from "../../exchange/roles.ts";
import { settle } from "./import-job.ts";
import { rolesFor, withRole } from "./mapping-edit.ts";
import { useCodeWords, useFilesWords } from "./use-files-words.ts";

const SNAPPED: ReadonlySet<string> = new Set(["lat", "lon", "x", "y", "point"]);

/** Every column with some of its values and its role; those that stay on the device say why. */
export function ColumnsTable({ detected }: { readonly detected: Detected }) {
  const say = useFilesWords();
  return (
    <section aria-labelledby="colonnes">
      <Title order={3} id="colonnes">
        {say("columnsTitle")}
      </Title>
      <Text c="dimmed" size="xs" mb="sm">
        {say("columnsHelp")}
      </Text>

      <Table className="files-columns">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("column")}</Table.Th>
            <Table.Th>{say("samples")}</Table.Th>
            <Table.Th w="16rem">{say("role")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {detected.columns.map((column) => (
            <ColumnRow key={column.name} column={column} detected={detected} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function ColumnRow({ column, detected }: { readonly column: DetectedColumn; readonly detected: Detected }) {
  const say = useFilesWords();
  const words = useCodeWords();
  const { columns } = detected.mapping;
  const roles = rolesFor(column);
  return (
    <Table.Tr>
      <Table.Th scope="row" className="files-name">
        {column.name}
      </Table.Th>
      <Table.Td className="files-samples">{column.samples.join(" · ")}</Table.Td>
      <Table.Td>
        {roles.length === 0 ? null : (
          <Select
            aria-label={say("roleOf", { column: column.name })}
            data={[
              { value: "", label: words("role_none") },
              ...roles.map((role) => ({ value: role, label: words(`role_${role}`) })),
            ]}
            value={column.role ?? ""}
            allowDeselect={false}
            onChange={(value) => {
              const role = COLUMN_ROLES.find((each) => each === value) ?? null;
              void settle({ columns: withRole(columns, column.name, role) });
            }}
          />
        )}
        <ColumnNote column={column} />
      </Table.Td>
    </Table.Tr>
  );
}

function ColumnNote({ column }: { readonly column: DetectedColumn }) {
  const note = useColumnNote(column);
  return note ? (
    <Text size="xs" c="dimmed">
      {note}
    </Text>
  ) : null;
}

/** What becomes of a column's values, where it is not simply sent as it stands. */
function useColumnNote({ role, sensitive }: DetectedColumn): string | undefined {
  const say = useFilesWords();
  const words = useCodeWords();
  if (role === null) return say("staysName", { reason: words(`out_${sensitive ?? "not_needed"}`) });
  if (role === "recorder" || role === "territory" || role === "person") return say(`${role}Stays`);
  return SNAPPED.has(role) ? say("snapped") : undefined;
}
