import { Alert, Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { openPhone } from "../../data/phone-desk.ts";
import { unsentCount } from "../../data/phone-leave.ts";
import { sendNow } from "../../data/phone-sender.ts";
import { accountOfSession, signOut } from "../../data/session.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { useFieldWords } from "./use-field-words.ts";

/** Before a sign-out that would leave records behind: they are sent, or given up by typing how many. */
export function LeaveDialog({ unsent, onClose }: { readonly unsent: number; readonly onClose: () => void }) {
  const say = useFieldWords();
  const sayUi = useUiWords();
  const [left, setLeft] = useState(unsent);
  const [typed, setTyped] = useState("");
  const [state, setState] = useState<"asked" | "sending" | "failed">("asked");
  const send = async () => {
    setState("sending");
    const waiting = await sendAll();
    if (waiting === 0) return signOut();
    setLeft(waiting);
    setState("failed");
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("leaveTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      <Stack gap="md">
        <Text>{say("leaveLead", { count: left })}</Text>
        {state === "failed" ? (
          <Alert color="gray" role="alert">
            {say("leaveFailed")}
          </Alert>
        ) : null}
        <Button size="md" loading={state === "sending"} onClick={() => void send()}>
          {say("leaveSend")}
        </Button>
        <TextInput
          size="md"
          label={say("leaveType")}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          size="md"
          variant="default"
          disabled={typed.trim() !== String(left)}
          onClick={() => void signOut(true)}
        >
          {say("leaveDiscard")}
        </Button>
      </Stack>
    </Modal>
  );
}

/** Tries to send everything; answers how many are left. */
async function sendAll(): Promise<number> {
  const account = accountOfSession();
  if (!account) return 0;
  await openPhone(account);
  await sendNow();
  return unsentCount(account);
}
