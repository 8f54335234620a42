import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { answerCodeRequests } from "../../data/code-request.ts";
import { confirmedFactor } from "../../data/second-factor.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { CodeField } from "./code-field.tsx";
import { useCode } from "./use-code.ts";
import { useSessionWords } from "./use-session-words.ts";

interface Asked {
  readonly factor: string;
  readonly answer: (given: boolean) => void;
}

/** Over any screen, when the last code is older than 12 hours: the refused call waits and then goes on. */
export function CodeDialog() {
  const say = useSessionWords();
  const sayUi = useUiWords();
  const [asked, setAsked] = useState<Asked>();
  useEffect(
    () =>
      answerCodeRequests(async () => {
        const found = await confirmedFactor();
        if (!found.ok || found.value === null) return false;
        const factor = found.value;
        return new Promise<boolean>((answer) => setAsked({ factor, answer }));
      }),
    [],
  );
  const close = (given: boolean) => {
    asked?.answer(given);
    setAsked(undefined);
  };
  return (
    <Modal
      opened={asked !== undefined}
      onClose={() => close(false)}
      title={say("codeTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      {asked ? <Ask factor={asked.factor} onClose={close} /> : null}
    </Modal>
  );
}

function Ask({ factor, onClose }: { readonly factor: string; readonly onClose: (given: boolean) => void }) {
  const say = useSessionWords();
  const sayUi = useUiWords();
  const code = useCode(factor, () => onClose(true));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog may stand over another form.
    event.stopPropagation();
    if (!code.busy) code.submit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>{say("codeAgain")}</Text>
        <CodeField value={code.value} onChange={code.type} />
        <div role="alert">
          {code.error ? (
            <Alert color="gray" p="sm">
              {say(code.error)}
            </Alert>
          ) : null}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose(false)}>
            {sayUi("cancel")}
          </Button>
          <Button type="submit" loading={code.busy}>
            {say("codeGive")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
