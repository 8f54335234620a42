import { Alert, Anchor, Button, Group, List, Modal, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { audienceOf, type JustPublished, type PublishStatus } from "../../data/publishing.ts";
import { type Publishing, type PublishRun, usePublishing } from "../../data/use-publishing.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { LongWork, Waiting } from "../../ui/waiting.tsx";
import { useSendWords } from "./use-files-words.ts";

/** Publier: how many windows wait, what publishing does, and how far it is. */
export function PublishCard({
  hasRecord,
  links,
}: {
  readonly hasRecord: boolean;
  readonly links: ScreenLinks;
}) {
  const say = useSendWords();
  const publishing = usePublishing();
  const { status, run } = publishing;
  return (
    <section aria-labelledby="publier">
      <Title order={2} id="publier" mb="sm">
        {say("publishTitle")}
      </Title>
      {status.kind === "waiting" ? <Waiting lines={1} /> : null}
      {status.kind === "failed" ? <Failure code={status.error} retry={status.retry} /> : null}
      {status.kind === "ready" && run.kind === "idle" ? (
        <Due status={status.value} publishing={publishing} hasRecord={hasRecord} />
      ) : null}
      <Run run={run} publishing={publishing} links={links} />
    </section>
  );
}

function Due({
  status,
  publishing,
  hasRecord,
}: {
  readonly status: PublishStatus;
  readonly publishing: Publishing;
  readonly hasRecord: boolean;
}) {
  const say = useSendWords();
  const format = useFormat();
  const [isAsking, setIsAsking] = useState(false);
  const { due, next_due_on: next, published } = status;
  const when = next && due === 0 ? say("publishNext", { day: format.day(next) }) : "";
  const none = hasRecord ? `${say("publishNone")} ${when}` : say("publishNoRecord");
  return (
    <Stack gap="sm">
      <Text>{due > 0 ? say("publishDue", { count: due }) : none}</Text>
      {published > 0 ? (
        <Text size="xs" c="dimmed">
          {say("publishCount", { count: published })}
        </Text>
      ) : null}
      {due > 0 ? (
        <div>
          <Button onClick={() => setIsAsking(true)}>{say("publish")}</Button>
        </div>
      ) : null}
      <PublishDialog
        due={due}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onPublish={() => {
          setIsAsking(false);
          publishing.publishAll(due);
        }}
      />
    </Stack>
  );
}

/** Publishing cannot be undone, so it is said before what it does. */
function PublishDialog({
  due,
  isOpen,
  onClose,
  onPublish,
}: {
  readonly due: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPublish: () => void;
}) {
  const say = useSendWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={say("publishTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      <Stack gap="sm">
        <Text>{say("publishWill", { count: due })}</Text>
        <Text>{say("publishForEver")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {say("publishNotYet")}
          </Button>
          <Button onClick={onPublish}>{say("publishNow")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Run({
  run,
  publishing,
  links,
}: {
  readonly run: PublishRun;
  readonly publishing: Publishing;
  readonly links: ScreenLinks;
}) {
  const say = useSendWords();
  if (run.kind === "idle") return null;
  const done = run.windows.length;
  if (run.kind === "running") {
    return (
      <LongWork label={say("publishing")} done={done} total={done + run.remaining} cancel={publishing.stop} />
    );
  }
  const isHidden = run.windows.some(({ layer, shown }) => layer === "encounters" && shown === 0);
  return (
    <Stack gap="sm">
      {run.error ? <Failure code={run.error} kept={say("publishStopped")} /> : null}
      <Alert color="petrol" role="status" title={say("publishedWindows", { count: done })}>
        <List size="sm">
          {run.windows.map((window) => (
            <List.Item key={`${audienceOf(window)}-${window.team_id}-${window.starts_on}`}>
              <WindowLine window={window} />
            </List.Item>
          ))}
        </List>
        {isHidden ? <Text mt="sm">{say("shownZero")}</Text> : null}
        {!run.error && run.remaining > 0 ? <Text mt="sm">{say("publishStopped")}</Text> : null}
        <Group mt="sm">
          <Anchor component={Link} underline="always" href={links.map}>
            {say("seeMap")}
          </Anchor>
          <Button variant="default" onClick={publishing.dismiss}>
            {say("dismiss")}
          </Button>
        </Group>
      </Alert>
    </Stack>
  );
}

function WindowLine({ window }: { readonly window: JustPublished }) {
  const say = useSendWords();
  const format = useFormat();
  const { starts_on, ends_on, shown } = window;
  return (
    <>
      {say("windowLine", {
        tier: say(`tier_${audienceOf(window)}`),
        range: format.shortRange(starts_on, ends_on),
        shown: shown === null ? say("shownNot") : say("shown", { count: shown }),
      })}
    </>
  );
}
