import { Button, Group, Progress, Skeleton, Stack, Text } from "@mantine/core";
import { useUiWords } from "./use-ui-words.ts";

/** Grey lines for waits under a second; read aloud as *loading*. */
export function Waiting({ lines = 4 }: { readonly lines?: number }) {
  const say = useUiWords();
  return (
    <Stack p="md" gap="sm" role="status" aria-label={say("loading")}>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key, line) => (
        <Skeleton key={key} height={line === 0 ? 28 : 18} width={line === 0 ? "60%" : "100%"} />
      ))}
    </Stack>
  );
}

/** Progress with a number, for longer work; with a way to stop it. */
export function LongWork({
  label,
  done,
  total,
  cancel,
  cancelLabel,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly cancel?: () => void;
  /** Left out: *cancel*. */
  readonly cancelLabel?: string;
}) {
  const say = useUiWords();
  const percent = total === 0 ? 0 : (100 * done) / total;
  return (
    <Stack gap="xs" role="status">
      <Group justify="space-between">
        <Text>{label}</Text>
        <Text>{say("progress", { done, total })}</Text>
      </Group>
      <Progress value={percent} aria-label={label} />
      {cancel ? (
        <div>
          <Button variant="default" onClick={cancel}>
            {cancelLabel ?? say("cancel")}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}
