import { Anchor, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import { type AuditEvent, fetchAuditLog } from "../../data/audit.ts";
import type { CallError } from "../../data/call.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { fail, type Outcome, succeed } from "../../domain/outcome.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { actionWord, countWord } from "./log-actions.ts";
import { partLink } from "./parts.ts";
import { useLogWords } from "./use-log-words.ts";
import { useRetentionWords } from "./use-retention-words.ts";

/** Actions of the log that erase something. */
const ERASING = ["retention_applied", "row_erased", "batch_erased", "records_erased", "import_undone"];
const OF_EACH = 15;
const SHOWN = 20;

/** The newest rows of the log that erased something, newest first. */
async function fetchErased(signal: AbortSignal): Promise<Outcome<readonly AuditEvent[], CallError>> {
  const found: AuditEvent[] = [];
  for (const action of ERASING) {
    const outcome = await fetchAuditLog({ action, size: OF_EACH }, signal);
    if (!outcome.ok) return fail(outcome.error);
    found.push(...outcome.value.events);
  }
  return succeed(found.sort((a, b) => b.id - a.id).slice(0, SHOWN));
}

/** What was erased lately: by the night, by request, by undoing an import. */
export function ErasedList({ timeZone, base }: { readonly timeZone: string; readonly base: string }) {
  const say = useRetentionWords();
  const answer = useAnswer(["audit_log", "erased"], fetchErased);
  if (answer.kind === "waiting") return <Waiting />;
  if (answer.kind === "failed") return <Failure code={answer.error} retry={answer.retry} />;
  if (answer.value.length === 0) return <Text>{say("doneNone")}</Text>;
  return (
    <Stack gap="sm">
      <Table>
        <Table.Tbody>
          {answer.value.map((event) => (
            <Row key={event.id} event={event} timeZone={timeZone} />
          ))}
        </Table.Tbody>
      </Table>
      <Anchor component={Link} href={partLink(base, "log")}>
        {say("wholeLog")}
      </Anchor>
    </Stack>
  );
}

function Row({ event, timeZone }: { readonly event: AuditEvent; readonly timeZone: string }) {
  const say = useLogWords();
  const format = useFormat();
  const word = actionWord(event.action);
  const counts = Object.entries(event.counts).flatMap(([name, value]) => {
    const known = countWord(name);
    return known ? [say(known, { value: format.number(value) })] : [];
  });
  return (
    <Table.Tr>
      <Table.Td className="log-when">{format.moment(event.happened_at, timeZone)}</Table.Td>
      <Table.Td>
        {word ? say(word) : event.action}
        <Text size="xs" c="dimmed">
          {counts.join(" · ")}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
