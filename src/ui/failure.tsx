import { Alert, Button, Group, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useUiWords } from "./use-ui-words.ts";
import type { uiWordsFr } from "./words.fr.ts";

/** Codes that have words here; those of `data/call.ts` are among them. */
export type FailureCode =
  | (keyof typeof uiWordsFr & `${string}_${string}`)
  | "unreachable"
  | "unreadable"
  | "conflict";

/** The words of a failure, without any box. */
export function useFailureWords(): (code: FailureCode) => string {
  const say = useUiWords();
  return (code) => say(code as "unreachable");
}

/** What happened, what was kept, what to do, and a code to quote; never a stack, never data. */
export function Failure({
  code,
  kept,
  retry,
}: {
  readonly code: FailureCode;
  /** What was kept, in words; nothing when nothing was at stake. */
  readonly kept?: ReactNode;
  readonly retry?: () => void;
}) {
  const say = useUiWords();
  const words = useFailureWords();
  return (
    <Alert icon={<IconInfoCircle />} color="gray" role="alert" p="md">
      <Text>{words(code)}</Text>
      {kept ? <Text mt="xs">{kept}</Text> : null}
      <Group mt="sm" justify="space-between">
        {retry ? (
          <Button variant="default" onClick={retry}>
            {say("retry")}
          </Button>
        ) : null}
        <Text size="xs" c="dimmed">
          {say("code", { code })}
        </Text>
      </Group>
    </Alert>
  );
}
