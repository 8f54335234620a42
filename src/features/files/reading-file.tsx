import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useStore } from "../../data/store.ts";
import type { Progress } from "../../exchange/pace.ts";
import { LongWork } from "../../ui/waiting.tsx";
import { CutFields } from "./cut-fields.tsx";
import { leaveFile, readProgress } from "./import-job.ts";
import type { Chosen } from "./import-state.ts";
import type { ReadError } from "./reader-protocol.ts";
import { useCodeWords, useFilesWords } from "./use-files-words.ts";

/** A file being read, with its progress in per cent and a way to stop. */
export function ReadingFile({ chosen }: { readonly chosen: Chosen }) {
  const say = useFilesWords();
  const progress = useStore(readProgress);
  const stage = progress ? ` · ${say(`stage_${progress.stage}`)}` : "";
  return (
    <LongWork
      label={say("reading", { file: chosen.file.name }) + stage}
      done={percentOf(progress)}
      total={100}
      cancel={leaveFile}
    />
  );
}

/** Per cent of a stage. */
export function percentOf(progress: Progress | undefined): number {
  return progress && progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
}

/** Codes that another encoding, delimiter or sheet may mend. */
const MENDABLE: ReadonlySet<ReadError> = new Set<ReadError>([
  "not_a_table",
  "bad_mapping",
  "too_many_columns",
]);

/** A file that cannot be used: why, and what to do. */
export function RefusedFileView({ chosen, error }: { readonly chosen: Chosen; readonly error: ReadError }) {
  const say = useFilesWords();
  const words = useCodeWords();
  return (
    <Alert color="gray" role="alert" title={chosen.file.name}>
      <Stack gap="md">
        <Text>{words(`file_${error}`)}</Text>
        {MENDABLE.has(error) ? <CutFields choices={chosen.choices} kind={undefined} /> : null}
        <Group justify="space-between">
          <Button onClick={leaveFile}>{say("other")}</Button>
          <Text size="xs" c="dimmed">
            {say("code", { code: error })}
          </Text>
        </Group>
      </Stack>
    </Alert>
  );
}
