import { Button, Group, Modal, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { type Batch, fetchBatches, undoBatch } from "../../data/batches.ts";
import type { Organisation } from "../../data/me.ts";
import { useAnswer, useRefresh } from "../../data/use-answer.ts";
import { Failure, useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useSendWords } from "./use-files-words.ts";

/** The account's own imports, newest first; each can be undone. */
export function History({ organisation }: { readonly organisation: Organisation }) {
  const say = useSendWords();
  const batches = useAnswer(["batches"], fetchBatches);
  const [asked, setAsked] = useState<Batch>();
  return (
    <section aria-labelledby="imports">
      <Title order={2} id="imports" mb="sm">
        {say("historyTitle")}
      </Title>
      {batches.kind === "waiting" ? <Waiting lines={2} /> : null}
      {batches.kind === "failed" ? <Failure code={batches.error} retry={batches.retry} /> : null}
      {batches.kind === "ready" && batches.value.length === 0 ? <Text>{say("historyNone")}</Text> : null}
      {batches.kind === "ready" && batches.value.length > 0 ? (
        <Batches batches={batches.value} timeZone={organisation.time_zone} onUndo={setAsked} />
      ) : null}
      <UndoDialog batch={asked} onClose={() => setAsked(undefined)} />
    </section>
  );
}

function Batches({
  batches,
  timeZone,
  onUndo,
}: {
  readonly batches: readonly Batch[];
  readonly timeZone: string;
  readonly onUndo: (batch: Batch) => void;
}) {
  const say = useSendWords();
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="group" aria-labelledby="imports">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("when")}</Table.Th>
            <Table.Th>{say("state")}</Table.Th>
            <Table.Th ta="right">{say("received")}</Table.Th>
            <Table.Th>{say("recorderColumn")}</Table.Th>
            <Table.Th>
              <span className="rp-hidden">{say("undo")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {batches.map((batch) => {
            const when = format.moment(batch.started_at, timeZone);
            return (
              <Table.Tr key={batch.id}>
                <Table.Th scope="row">{when}</Table.Th>
                <Table.Td>{say(batchState(batch))}</Table.Td>
                <Table.Td ta="right">{format.number(batch.accepted)}</Table.Td>
                <Table.Td>{say(columnState(batch))}</Table.Td>
                <Table.Td ta="right">
                  {batch.undone_at ? null : (
                    <Button
                      variant="default"
                      size="xs"
                      aria-label={say("undoOne", { when })}
                      onClick={() => onUndo(batch)}
                    >
                      {say("undo")}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function batchState({ undone_at, finished_at }: Batch): "undone" | "finished" | "inProgress" {
  if (undone_at) return "undone";
  return finished_at ? "finished" : "inProgress";
}

function columnState(batch: Batch): "noColumn" | "undecided" | "approved" | "declined" {
  if (!batch.has_recorder_column) return "noColumn";
  if (batch.recorder_approved === null) return "undecided";
  return batch.recorder_approved ? "approved" : "declined";
}

/** Undoing erases records, so it is said before what it does. */
function UndoDialog({ batch, onClose }: { readonly batch: Batch | undefined; readonly onClose: () => void }) {
  const say = useSendWords();
  const sayUi = useUiWords();
  const words = useFailureWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const undo = async (id: string) => {
    setBusy(true);
    const outcome = await undoBatch(id);
    setBusy(false);
    onClose();
    if (outcome.ok) toast(say("undoneToast", outcome.value));
    else toast(words(outcome.error), "failed");
    await refresh("batches", "publish_status", "coverage", "me");
  };
  return (
    <Modal
      opened={batch !== undefined}
      onClose={onClose}
      title={say("undoTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      {batch ? (
        <Stack gap="sm">
          <Text>{say("undoWill", { count: batch.accepted })}</Text>
          <Text>
            {say("undoPublished")} {say("undoAgain")}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {say("undoKeep")}
            </Button>
            <Button onClick={() => void undo(batch.id)} loading={busy}>
              {say("undo")}
            </Button>
          </Group>
        </Stack>
      ) : null}
    </Modal>
  );
}
