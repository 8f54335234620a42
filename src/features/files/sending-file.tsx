import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { CALL_ERRORS, type CallError } from "../../data/call.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { ROW_ERRORS } from "../../exchange/errors.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { LongWork } from "../../ui/waiting.tsx";
import { leaveFile } from "./import-job.ts";
import { resumeImport, stopImport } from "./import-send.ts";
import type { Chosen, Read, Sent } from "./import-state.ts";
import type { ReadError } from "./reader-protocol.ts";
import { useCodeWords, useFilesWords, useSendWords } from "./use-files-words.ts";

/** Rows refused by the server that are named one by one. */
const NAMED = 20;

/** An import under way. */
export function SendingFile({
  chosen,
  sent,
  stops,
}: {
  readonly chosen: Chosen;
  readonly sent: Sent;
  readonly stops: boolean;
}) {
  const say = useSendWords();
  return (
    <Stack gap="sm">
      <LongWork label={say("sending", { file: chosen.file.name })} done={sent.done} total={sent.total} />
      <Text size="xs" c="dimmed">
        {say("sameIds")}
      </Text>
      <div>
        <Button variant="default" onClick={stopImport} disabled={stops}>
          {say(stops ? "stopping" : "stop")}
        </Button>
      </div>
    </Stack>
  );
}

/** An import that stopped, by the person's wish or by a failure: what is kept, and how to go on. */
export function StoppedFile({
  sent,
  error,
}: {
  readonly sent: Sent;
  readonly error: CallError | ReadError | undefined;
}) {
  const say = useSendWords();
  const sayFiles = useFilesWords();
  const refresh = useRefresh();
  const why = useWhy(error);
  const resume = () => resumeImport(() => refresh("batches", "publish_status", "coverage", "me"));
  return (
    <Alert color="gray" role="alert" title={say("stoppedTitle")}>
      <Stack gap="sm">
        {why ? <Text>{why}</Text> : null}
        <Text>{say("stopped", { done: sent.done, total: sent.total })}</Text>
        <Group>
          {error === "conflict" ? null : <Button onClick={() => void resume()}>{say("resume")}</Button>}
          <Button variant="default" onClick={leaveFile}>
            {say("another")}
          </Button>
          {error ? (
            <Text size="xs" c="dimmed">
              {sayFiles("code", { code: error })}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </Alert>
  );
}

function useWhy(error: CallError | ReadError | undefined): string | undefined {
  const say = useSendWords();
  const codes = useCodeWords();
  const failures = useFailureWords();
  if (error === undefined) return undefined;
  if (error === "conflict") return say("conflict");
  const call = CALL_ERRORS.find((each) => each === error);
  return call ? failures(call) : codes(`file_${error as ReadError}`);
}

/** What an import brought. */
export function SentFile({ sent, read }: { readonly sent: Sent; readonly read: Read }) {
  const say = useSendWords();
  const hasRecorder = Object.values(read.detected.mapping.columns).includes("recorder");
  const lines = [
    say("accepted", { count: sent.accepted }),
    ...(sent.repeated > 0 ? [say("repeated", { count: sent.repeated })] : []),
    ...(sent.rejected > 0 ? [say("rejected", { count: sent.rejected })] : []),
    ...(sent.refused.length > 0 ? [say("refused", { count: sent.refused.length })] : []),
  ];
  return (
    <Alert color="petrol" role="status" title={say("doneTitle")}>
      <Stack gap="sm">
        <List>
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        <Refused sent={sent} />
        <Text>{say(hasRecorder && sent.accepted > 0 ? "doneRecorder" : "doneNext")}</Text>
        <div>
          <Button onClick={leaveFile}>{say("another")}</Button>
        </div>
      </Stack>
    </Alert>
  );
}

function Refused({ sent: { refused } }: { readonly sent: Sent }) {
  const say = useSendWords();
  const codes = useCodeWords();
  if (refused.length === 0) return null;
  return (
    <List size="xs">
      {refused.slice(0, NAMED).map(({ line, code }) => {
        const known = ROW_ERRORS.find((each) => each === code) ?? "bad_value";
        return (
          <List.Item key={line}>{say("refusedLine", { line, reason: codes(`row_${known}`) })}</List.Item>
        );
      })}
    </List>
  );
}
