import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { enrolFactor, type FactorError, type NewFactor } from "../../data/second-factor.ts";
import { signOut } from "../../data/session.ts";
import { CopiedText } from "../../ui/copied-text.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { CodeField } from "./code-field.tsx";
import { Door, DoorForm } from "./door.tsx";
import { useCode } from "./use-code.ts";
import { useSessionWords } from "./use-session-words.ts";

/** The first sign-in of a lead, a dpo or an admin: an authenticator app is set up and confirmed. */
export function EnrolPage({ onDone }: { readonly onDone: () => void }) {
  const say = useSessionWords();
  const [factor, setFactor] = useState<NewFactor>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<FactorError>();
  const begin = async () => {
    setBusy(true);
    const outcome = await enrolFactor();
    setBusy(false);
    if (outcome.ok) setFactor(outcome.value);
    else setError(outcome.error);
  };
  return (
    <Door title={say("enrolTitle")} lead={say("enrolLead")}>
      {factor ? (
        <Confirm factor={factor} onDone={onDone} />
      ) : (
        <DoorForm
          action={say("enrolBegin")}
          busy={busy}
          error={error ? say(error) : undefined}
          onSubmit={() => void begin()}
        >
          <Text>{say("enrolWhich")}</Text>
        </DoorForm>
      )}
      <Button variant="subtle" onClick={() => void signOut()}>
        {say("signOut")}
      </Button>
    </Door>
  );
}

function Confirm({ factor, onDone }: { readonly factor: NewFactor; readonly onDone: () => void }) {
  const say = useSessionWords();
  const code = useCode(factor.id, onDone);
  return (
    <DoorForm
      action={say("enrolConfirm")}
      busy={code.busy}
      error={code.error ? say(code.error) : undefined}
      onSubmit={code.submit}
    >
      <List type="ordered" spacing="xs">
        <List.Item>{say("enrolStepOpen")}</List.Item>
        <List.Item>{say("enrolStepScan")}</List.Item>
        <List.Item>{say("enrolStepCode")}</List.Item>
      </List>
      <Group justify="center">
        <QrCode text={factor.uri} label={say("enrolQr")} />
      </Group>
      <CopiedText
        label={say("enrolSecret")}
        value={factor.secret}
        shown={factor.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}
        action={say("enrolCopy")}
      />
      <Stack gap={4}>
        <CodeField value={code.value} onChange={code.type} />
        <Text size="xs" c="dimmed">
          {say("enrolOnce")}
        </Text>
      </Stack>
    </DoorForm>
  );
}
