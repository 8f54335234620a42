import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { LongWork, Waiting } from "../../ui/waiting.tsx";
import { type PublishActions, type Publishing, usePublishing } from "./publishing.ts";
import { useHeatWords } from "./use-heat-words.ts";

/** The lead's button: says how many windows wait, then exactly what will happen, then publishes them. */
export function PublishBox({ due }: { readonly due: number }) {
  const say = useHeatWords();
  const publishing = usePublishing();
  const { state, ask } = publishing;
  useDone(publishing);
  const running = state.kind === "running";
  if (due === 0 && state.kind === "idle") return null;
  return (
    <Stack gap="xs">
      {running ? null : <Text>{say("publishDue", { count: due })}</Text>}
      {running ? (
        <LongWork
          label={say("publishDoing")}
          done={state.done}
          total={state.total}
          cancel={publishing.stop}
          cancelLabel={say("publishStop")}
        />
      ) : (
        <Button onClick={() => void ask()}>{say("publish")}</Button>
      )}
      <Confirm publishing={publishing} due={due} />
    </Stack>
  );
}

function useDone({ state, reset }: PublishActions): void {
  const say = useHeatWords();
  const done = state.kind === "finished" ? state : undefined;
  useEffect(() => {
    if (!done) return;
    const stopped = done.stopped ? ` ${say("publishStopped")}` : "";
    toast(say("publishDone", { count: done.done }) + stopped);
    reset();
  }, [done, say, reset]);
}

function isOpen({ kind }: Publishing): boolean {
  return kind === "asking" || kind === "ready" || kind === "failed";
}

/** Publishing cannot be undone, so it is said before what it does. */
function Confirm({ publishing, due }: { readonly publishing: PublishActions; readonly due: number }) {
  const say = useHeatWords();
  const sayUi = useUiWords();
  const { state, reset, run } = publishing;
  return (
    <Modal
      opened={isOpen(state)}
      onClose={reset}
      title={say("publishTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      {state.kind === "asking" ? <Waiting lines={3} /> : null}
      {state.kind === "failed" ? <Failure code={state.error} kept={say("publishKept")} /> : null}
      {state.kind === "ready" ? (
        <Stack gap="sm">
          <Text>{say("publishWill", { count: due })}</Text>
          <First state={state} />
          <Text>{say("publishForEver")}</Text>
          <Text>{say("publishAudit")}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={reset}>
              {sayUi("cancel")}
            </Button>
            <Button data-autofocus onClick={() => void run(due)}>
              {say("publishNow")}
            </Button>
          </Group>
        </Stack>
      ) : null}
    </Modal>
  );
}

function First({ state }: { readonly state: Extract<Publishing, { kind: "ready" }> }) {
  const say = useHeatWords();
  const format = useFormat();
  if (!state.first) return null;
  const { tier, starts_on: from, ends_on: to } = state.first;
  return <Text>{say("publishFirst", { tier: say(tier), range: format.dayRange(from, to) })}</Text>;
}
