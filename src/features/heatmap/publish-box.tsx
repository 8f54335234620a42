import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { audienceOf, type PublishStep, publishNext } from "../../data/publishing.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { type PublishRun, usePublishing } from "../../data/use-publishing.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { LongWork, Waiting } from "../../ui/waiting.tsx";
import { useHeatWords } from "./use-heat-words.ts";

/** The lead's button: says how many windows wait, then exactly what will happen, then publishes them. */
export function PublishBox({ due }: { readonly due: number }) {
  const say = useHeatWords();
  const { run, publishAll, stop, dismiss } = usePublishing();
  const [isAsking, setIsAsking] = useState(false);
  useSayEnd(run, dismiss);
  if (run.kind === "running") {
    return (
      <LongWork
        label={say("publishDoing")}
        done={run.windows.length}
        total={run.windows.length + run.remaining}
        cancel={stop}
        cancelLabel={say("publishStop")}
      />
    );
  }
  if (run.kind === "ended" && run.error)
    return <Failure code={run.error} kept={say("publishKept")} retry={dismiss} />;
  if (due === 0) return null;
  return (
    <Stack gap="xs">
      <Text>{say("publishDue", { count: due })}</Text>
      <Button onClick={() => setIsAsking(true)}>{say("publish")}</Button>
      <Confirm
        isOpen={isAsking}
        due={due}
        onClose={() => setIsAsking(false)}
        onPublish={() => {
          setIsAsking(false);
          publishAll(due);
        }}
      />
    </Stack>
  );
}

/** Says once that a run has ended well, or was stopped. */
function useSayEnd(run: PublishRun, dismiss: () => void): void {
  const say = useHeatWords();
  const ended = run.kind === "ended" && !run.error ? run : undefined;
  useEffect(() => {
    if (!ended) return;
    const stopped = ended.remaining > 0 ? ` ${say("publishStopped")}` : "";
    toast(say("publishDone", { count: ended.windows.length }) + stopped);
    dismiss();
  }, [ended, say, dismiss]);
}

interface ConfirmProps {
  readonly isOpen: boolean;
  readonly due: number;
  readonly onClose: () => void;
  readonly onPublish: () => void;
}

/** Publishing cannot be undone, so it is said before what it does. */
function Confirm({ isOpen, due, onClose, onPublish }: ConfirmProps) {
  const say = useHeatWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={say("publishTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      <WhatWillHappen due={due} onClose={onClose} onPublish={onPublish} />
    </Modal>
  );
}

function WhatWillHappen({ due, onClose, onPublish }: Omit<ConfirmProps, "isOpen">) {
  const say = useHeatWords();
  const sayUi = useUiWords();
  // A dry run: it names the first window and publishes nothing.
  const first = useAnswer(["publish_status", "first"], () => publishNext(true));
  if (first.kind === "waiting") return <Waiting lines={3} />;
  if (first.kind === "failed") return <Failure code={first.error} retry={first.retry} />;
  return (
    <Stack gap="sm">
      <Text>{say("publishWill", { count: due })}</Text>
      <First step={first.value} />
      <Text>{say("publishForEver")}</Text>
      <Text>{say("publishAudit")}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {sayUi("cancel")}
        </Button>
        <Button data-autofocus onClick={onPublish}>
          {say("publishNow")}
        </Button>
      </Group>
    </Stack>
  );
}

function First({ step }: { readonly step: PublishStep }) {
  const say = useHeatWords();
  const format = useFormat();
  if (!step.published) return null;
  const { starts_on: from, ends_on: to } = step.published;
  return (
    <Text>
      {say("publishFirst", { tier: say(audienceOf(step.published)), range: format.dayRange(from, to) })}
    </Text>
  );
}
