import { Alert, Button, FileButton, Group, Text } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useStore } from "../../data/store.ts";
import { LongWork } from "../../ui/waiting.tsx";
import { joinProgress, leaveTable } from "./join-job.ts";
import type { JoinError } from "./join-protocol.ts";
import type { joinWordsFr } from "./join-words.fr.ts";
import { useJoinWords } from "./use-join-words.ts";

const ACCEPTED = ".csv,.tsv,.txt,.xlsx";

/** Where a table is dropped or chosen. */
export function ChooseTable({
  onFile,
  again,
}: {
  readonly onFile: (file: File) => void;
  readonly again: boolean;
}) {
  const say = useJoinWords();
  const [isOver, setIsOver] = useState(false);
  const over = (value: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setIsOver(value);
  };
  const drop = (event: DragEvent) => {
    over(false)(event);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a pointer's way only; the button does the same.
    <div
      className="mobility-drop"
      data-over={isOver}
      onDragEnter={over(true)}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={drop}
    >
      <FileButton accept={ACCEPTED} onChange={(file) => file && onFile(file)}>
        {(props) => (
          <Button
            {...props}
            variant={again ? "default" : "filled"}
            leftSection={<IconTable aria-hidden size={18} />}
          >
            {say(again ? "other" : "choose")}
          </Button>
        )}
      </FileButton>
      <p className="mobility-note">{say("stays")}</p>
    </div>
  );
}

/** A table being read, in per cent, and a way to stop. */
export function ReadingTable({ file }: { readonly file: string }) {
  const say = useJoinWords();
  const part = useStore(joinProgress);
  return (
    <LongWork
      label={say("reading", { file })}
      done={Math.floor(100 * part)}
      total={100}
      cancel={leaveTable}
      cancelLabel={say("cancel")}
    />
  );
}

/** Why a table cannot be used, and what to do. */
export function RefusedTable({ file, error }: { readonly file: string; readonly error: JoinError }) {
  const say = useJoinWords();
  return (
    <Alert color="gray" role="alert" title={file}>
      <Text size="sm">{say(errorWord(error))}</Text>
      <Group justify="flex-end" mt="xs">
        <Text size="xs" c="dimmed">
          {say("code", { code: error })}
        </Text>
      </Group>
    </Alert>
  );
}

type ErrorWord = Extract<keyof typeof joinWordsFr, `error_${string}`>;

/** Errors that have words of their own; the others share one sentence. */
const TOLD: Readonly<Partial<Record<JoinError, ErrorWord>>> = {
  file_empty: "error_file_empty",
  file_too_large: "error_file_too_large",
  file_damaged: "error_file_damaged",
  file_is_xls: "error_file_is_xls",
  not_a_table: "error_not_a_table",
  too_many_rows: "error_too_many_rows",
  too_many_columns: "error_too_many_columns",
  mixed_squares: "error_mixed_squares",
  no_areas: "error_no_areas",
  file_gone: "error_file_gone",
};

function errorWord(error: JoinError): ErrorWord {
  return TOLD[error] ?? "error_stopped";
}
