import { Anchor, Button, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import type { AuditEvent } from "../../data/audit.ts";
import { useFormat } from "../../ui/format.ts";
import { actionWord, countWord } from "./log-actions.ts";
import { partLink } from "./parts.ts";
import { useAccountName } from "./use-account-name.ts";
import { useLogWords } from "./use-log-words.ts";
import { Wide } from "./wide.tsx";

interface TableProps {
  readonly events: readonly AuditEvent[];
  readonly timeZone: string;
  readonly base: string;
  readonly onSubject: (subject: string) => void;
}

/** Imports whose rows are still there can be erased from here. */
const IMPORTS = ["import_started", "import_finished"];

/** Rows of the log in words. */
export function LogTable({ events, timeZone, base, onSubject }: TableProps) {
  const say = useLogWords();
  const format = useFormat();
  return (
    <Wide>
      <Table className="log-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("when")}</Table.Th>
            <Table.Th>{say("what")}</Table.Th>
            <Table.Th>{say("who")}</Table.Th>
            <Table.Th>{say("about")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Td className="log-when">{format.moment(event.happened_at, timeZone)}</Table.Td>
              <Table.Td>
                <What event={event} />
              </Table.Td>
              <Table.Td className="log-who">
                <Who event={event} />
              </Table.Td>
              <Table.Td>
                <About event={event} base={base} onSubject={onSubject} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function What({ event }: { readonly event: AuditEvent }) {
  const say = useLogWords();
  const format = useFormat();
  const word = actionWord(event.action);
  const counts = Object.entries(event.counts).flatMap(([name, value]) => {
    const known = countWord(name);
    return known ? [say(known, { value: format.number(value) })] : [];
  });
  return (
    <>
      <Text>{word ? say(word) : say("other", { action: event.action })}</Text>
      {counts.length > 0 ? (
        <Text size="xs" c="dimmed">
          {counts.join(" · ")}
        </Text>
      ) : null}
    </>
  );
}

function Who({ event }: { readonly event: AuditEvent }) {
  const say = useLogWords();
  const { nameOf } = useAccountName();
  const { member, actor_role: role, via } = event;
  const name = member && role ? nameOf(member, role) : say("system");
  return <Text>{via === "command_line" ? `${name}, ${say("command")}` : name}</Text>;
}

function About({
  event,
  base,
  onSubject,
}: Omit<TableProps, "events" | "timeZone"> & { readonly event: AuditEvent }) {
  const say = useLogWords();
  const { subject, action } = event;
  if (subject === null) return null;
  return (
    <Stack gap={4} align="flex-start">
      <Button
        variant="subtle"
        size="compact-sm"
        px={0}
        aria-label={say("onlyThis", { id: subject })}
        title={subject}
        onClick={() => onSubject(subject)}
      >
        {subject.slice(0, 8)}…
      </Button>
      {IMPORTS.includes(action) ? (
        <Anchor component={Link} href={`${partLink(base, "retention")}?import=${subject}`} size="xs">
          {say("erase")}
        </Anchor>
      ) : null}
    </Stack>
  );
}
