import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { linkOf } from "../../domain/invitation-link.ts";
import type { Role } from "../../domain/role.ts";
import { CopiedText } from "../../ui/copied-text.tsx";
import { useFormat } from "../../ui/format.ts";
import { QrCode } from "../../ui/qr-code.tsx";
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
          <CopiedText label={say("code")} value={code.code} action={say("copyCode")} />
          <CopiedText label={say("link")} value={link} action={say("copyLink")} />
          {LOOPBACK.has(window.location.hostname) ? <Text size="xs">{say("loopback")}</Text> : null}
          <div>
            <Button onClick={onDone}>{say("codeDone")}</Button>
          </div>
        </Stack>
      </Group>
    </Alert>
  );
}
