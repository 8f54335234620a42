import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { approveRecorderColumn, type Batch, declineRecorderColumn } from "../../data/batches.ts";
import type { CallError } from "../../data/call.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { ColumnFacts } from "./column-facts.tsx";
import type { Decision } from "./requests.ts";
import { useProtectionWords } from "./use-protection-words.ts";

/** A decision about a batch that waits for its last word. */
export interface Asked {
  readonly batch: Batch;
  readonly decision: Decision;
}

/** Says exactly what a decision does, then does it. */
export function DecisionDialog({
  asked,
  onClose,
}: {
  readonly asked: Asked | undefined;
  readonly onClose: () => void;
}) {
  const say = useProtectionWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={asked !== undefined}
      onClose={onClose}
      title={asked ? say(`${asked.decision}Title`) : ""}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      {asked ? <Decide key={asked.batch.id + asked.decision} {...asked} onClose={onClose} /> : null}
    </Modal>
  );
}

function Decide({ batch, decision, onClose }: Asked & { readonly onClose: () => void }) {
  const say = useProtectionWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const approve = decision === "approve";
  const decide = async () => {
    setBusy(true);
    const seen = { values: batch.recorder_values ?? 0, rows: batch.accepted };
    const outcome = await (approve ? approveRecorderColumn(batch.id, seen) : declineRecorderColumn(batch.id));
    setBusy(false);
    await refresh("batches", "publish_status");
    if (!outcome.ok && outcome.error !== "already_done") return setError(outcome.error);
    toast(say(approve ? "approvedToast" : "declinedToast"));
    onClose();
  };
  return (
    <Stack gap="sm">
      <ColumnFacts batch={batch} />
      <Text>{say(`${decision}Will`)}</Text>
      <Text>{say("approvePublished")}</Text>
      {approve ? <Text>{say("approveBack")}</Text> : null}
      <Text>{say("approveLogged")}</Text>
      {error === "conflict" ? (
        <Alert color="gray" role="alert">
          {say("changed")}
        </Alert>
      ) : null}
      {error && error !== "conflict" ? <Failure code={error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {say("keep")}
        </Button>
        <Button onClick={() => void decide()} loading={busy}>
          {say(decision)}
        </Button>
      </Group>
    </Stack>
  );
}
