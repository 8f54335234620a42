import { Alert, Button, Group, Code as Monospace, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Role } from "../../domain/role.ts";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { linkOf } from "./invitation-state.ts";
import { QrCode } from "./qr-code.tsx";
import { useTeamWords } from "./use-team-words.ts";

/** An invitation that has just been made. */
export interface Code {
  readonly code: string;
  readonly expires_at: string;
  readonly role: Role;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The code, its link and the link's QR code; shown once, until the admin says that it is passed on. */
export function InvitationCode({ code, onDone }: { readonly code: Code; readonly onDone: () => void }) {
  const say = useTeamWords();
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const link = linkOf(code.code, window.location.origin);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Alert color="petrol" p="lg">
      <Group align="flex-start" gap="xl">
        <QrCode text={link} label={say("qr")} />
        <Stack gap="sm" flex="1 1 18rem" miw={0}>
          <Title order={2} ref={heading} tabIndex={-1}>
            {say("codeTitle")} · {say(code.role)}
          </Title>
          <Text>{say("codeOnce")}</Text>
          <Text>{say("expires", { when: format.moment(code.expires_at) })}</Text>
          <Copied label={say("code")} value={code.code} action={say("copyCode")} />
          <Copied label={say("link")} value={link} action={say("copyLink")} />
          {LOOPBACK.has(window.location.hostname) ? <Text size="xs">{say("loopback")}</Text> : null}
          <div>
            <Button onClick={onDone}>{say("codeDone")}</Button>
          </div>
        </Stack>
      </Group>
    </Alert>
  );
}

function Copied({
  label,
  value,
  action,
}: {
  readonly label: string;
  readonly value: string;
  readonly action: string;
}) {
  const say = useTeamWords();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      toast(say("copied"));
    } catch {
      toast(say("copyRefused"), "failed");
    }
  };
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Group gap="xs">
        <Monospace fz="sm" className="team-code">
          {value}
        </Monospace>
        <Button variant="default" size="xs" onClick={() => void copy()}>
          {action}
        </Button>
      </Group>
    </div>
  );
}
