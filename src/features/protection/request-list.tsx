import { Alert, Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { type Batch, fetchBatches } from "../../data/batches.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { ColumnFacts } from "./column-facts.tsx";
import { type Asked, DecisionDialog } from "./decision-dialog.tsx";
import { type Decision, requestState, sortRequests } from "./requests.ts";
import { useProtectionWords } from "./use-protection-words.ts";

/** Imports with a recorder column: those that wait, then those decided. */
export function Requests({ timeZone }: { readonly timeZone: string }) {
  const say = useProtectionWords();
  const batches = useAnswer(["batches"], fetchBatches);
  const [asked, setAsked] = useState<Asked>();
  return (
    <section aria-labelledby="demandes">
      <Title order={2} id="demandes" mb="sm">
        {say("requests")}
      </Title>
      {batches.kind === "waiting" ? <Waiting lines={3} /> : null}
      {batches.kind === "failed" ? <Failure code={batches.error} retry={batches.retry} /> : null}
      {batches.kind === "ready" ? (
        <RequestParts batches={batches.value} timeZone={timeZone} onAsk={setAsked} />
      ) : null}
      <DecisionDialog asked={asked} onClose={() => setAsked(undefined)} />
    </section>
  );
}

interface PartProps {
  readonly batches: readonly Batch[];
  readonly timeZone: string;
  readonly onAsk: (asked: Asked) => void;
}

function RequestParts({ batches, timeZone, onAsk }: PartProps) {
  const say = useProtectionWords();
  const { waiting, others } = sortRequests(batches);
  if (batches.length === 0) return <Empty title={say("noneYetTitle")}>{say("noneYet")}</Empty>;
  return (
    <Stack gap="lg">
      <Alert color="petrol" title={say("what")}>
        <Stack gap="xs">
          <Text>{say("whatRule")}</Text>
          <Text>{say("whatRisk")}</Text>
          <Text>{say("whatAsk")}</Text>
        </Stack>
      </Alert>
      {waiting.length === 0 ? (
        <Text>{say("none")}</Text>
      ) : (
        <RequestTable title={say("pending")} batches={waiting} timeZone={timeZone} onAsk={onAsk} />
      )}
      {others.length > 0 ? (
        <RequestTable title={say("decided")} batches={others} timeZone={timeZone} onAsk={onAsk} />
      ) : null}
    </Stack>
  );
}

function RequestTable({ title, batches, timeZone, onAsk }: PartProps & { readonly title: string }) {
  const format = useFormat();
  const say = useProtectionWords();
  return (
    <div>
      <Title order={3} mb="xs">
        {title}
      </Title>
      <Table>
        <Table.Tbody>
          {batches.map((batch) => {
            const when = format.moment(batch.started_at, timeZone);
            return (
              <Table.Tr key={batch.id}>
                <Table.Td>
                  <Text fw={600}>{say("batch", { when })}</Text>
                  <ColumnFacts batch={batch} />
                </Table.Td>
                <Table.Td>
                  <RequestActions batch={batch} when={when} onAsk={onAsk} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function RequestActions({
  batch,
  when,
  onAsk,
}: {
  readonly batch: Batch;
  readonly when: string;
  readonly onAsk: (asked: Asked) => void;
}) {
  const say = useProtectionWords();
  const state = requestState(batch);
  const button = (decision: Decision, words: "approve" | "decline" | "revoke" | "approveLater") => (
    <Button
      variant={decision === "approve" ? "filled" : "default"}
      aria-label={say("actionFor", { action: say(words), when })}
      onClick={() => onAsk({ batch, decision })}
    >
      {say(words)}
    </Button>
  );
  switch (state.kind) {
    case "unfinished":
      return <Text size="xs">{say("unfinished")}</Text>;
    case "undone":
      return <Text size="xs">{say("undone")}</Text>;
    case "pending":
      return (
        <Group justify="flex-end" gap="xs">
          {button("decline", "decline")}
          {button("approve", "approve")}
        </Group>
      );
    case "decided":
      return (
        <Group justify="flex-end" gap="sm">
          <Text>{say(state.approved ? "approved" : "declined")}</Text>
          {state.approved ? button("revoke", "revoke") : button("approve", "approveLater")}
        </Group>
      );
  }
}
