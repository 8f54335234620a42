import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { join } from "../../data/session.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { useSessionWords } from "./use-session-words.ts";

/** An account that has a role uses an invitation made to replace it: another role, under the same identifier. */
export function UseInvitationDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const say = useSessionWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say("changeTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      <Change onClose={onClose} />
    </Modal>
  );
}

function Change({ onClose }: { readonly onClose: () => void }) {
  const say = useSessionWords();
  const sayUi = useUiWords();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<"missing" | "unusable_code">();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() === "") return setError("missing");
    setBusy(true);
    const joined = await join(code.trim());
    setBusy(false);
    // Another role: nothing that the old one was shown may stay in this page's memory.
    if (joined.ok) window.location.assign("/");
    else setError("unusable_code");
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <Text>{say("changeLead")}</Text>
        <TextInput
          label={say("code")}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <div role="alert">
          {error ? (
            <Alert color="gray" p="sm">
              {say(error)}
            </Alert>
          ) : null}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {sayUi("cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {say("bind")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
