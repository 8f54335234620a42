import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { decideFlows, type FlowRequest } from "../../data/flows.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { useFlowWords } from "./use-flow-words.ts";

/** A decision about flows that waits for its last word. */
export interface AskedFlows {
  readonly request: FlowRequest;
  readonly accept: boolean;
}

/** Says exactly what a decision makes and costs, then does it. */
export function FlowDecision({
  asked,
  onClose,
}: {
  readonly asked: AskedFlows | undefined;
  readonly onClose: () => void;
}) {
  const say = useFlowWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={asked !== undefined}
      onClose={onClose}
      title={asked ? say(asked.accept ? "acceptTitle" : "declineTitle") : ""}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      {asked ? <Decide key={asked.request.id} {...asked} onClose={onClose} /> : null}
    </Modal>
  );
}

function Decide({ request, accept, onClose }: AskedFlows & { readonly onClose: () => void }) {
  const say = useFlowWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const decide = async () => {
    setBusy(true);
    const outcome = await decideFlows(request.id, accept);
    setBusy(false);
    await refresh("flow_requests", "policy");
    if (!outcome.ok) return setError(outcome.error);
    toast(say(accept ? "acceptedToast" : "declinedToast"));
    onClose();
  };
  return (
    <Stack gap="sm">
      {accept ? <Acceptance request={request} /> : <Text>{say("declineWill")}</Text>}
      <Text>{say("logged")}</Text>
      {error === "conflict" ? (
        <Alert color="gray" role="alert">
          {say("tooDear")}
        </Alert>
      ) : null}
      {error && error !== "conflict" ? <Failure code={error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {say("keep")}
        </Button>
        <Button onClick={() => void decide()} loading={busy}>
          {say(accept ? "accept" : "decline")}
        </Button>
      </Group>
    </Stack>
  );
}

function Acceptance({ request }: { readonly request: FlowRequest }) {
  const say = useFlowWords();
  const format = useFormat();
  const amount = (value: number) => format.number(Math.round(1000 * value) / 1000);
  const { epsilon, budget_left: left } = request;
  return (
    <>
      <Text>
        {say("acceptWill", {
          range: format.dayRange(request.quarter, request.ends_on),
          origin: say(`origin_${request.origin ?? "profile"}`),
          epsilon: amount(epsilon),
          left: amount(Math.max(0, left - epsilon)),
        })}
      </Text>
      <Text>{say("acceptOnce")}</Text>
      {left < epsilon ? <Text fw={600}>{say("tooDear")}</Text> : null}
    </>
  );
}
