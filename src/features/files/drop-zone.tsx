import { Button, FileButton, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useFilesWords } from "./use-files-words.ts";

const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.geojson,.json";

/** Where a file is dropped or chosen. */
export function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const say = useFilesWords();
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
      className="files-drop"
      data-over={isOver}
      onDragEnter={over(true)}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={drop}
    >
      <IconFileUpload aria-hidden size={40} stroke={1.4} />
      <Text>{say("drop")}</Text>
      <FileButton accept={ACCEPTED} onChange={(file) => file && onFile(file)}>
        {(props) => <Button {...props}>{say("choose")}</Button>}
      </FileButton>
      <Text size="xs" c="dimmed">
        {say("kinds")}
      </Text>
      <Text size="xs" c="dimmed" maw="38rem">
        {say("privacy")}
      </Text>
    </div>
  );
}
