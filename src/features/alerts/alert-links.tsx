import { Button, Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import {
  type AlertLink,
  createAlertLink,
  fetchAlertLinks,
  type MadeLink,
  revokeAlertLink,
} from "../../data/alerts.ts";
import type { CallError } from "../../data/call.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { useAnswer, useRefresh } from "../../data/use-answer.ts";
import { CopiedText } from "../../ui/copied-text.tsx";
import { Failure, useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { partnerLink } from "./partner-link.ts";
import { useAlertsWords } from "./use-alerts-words.ts";

const DAYS = [30, 90, 365] as const;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Partners' links: made once, shown once, revoked at any time. */
export function AlertLinks({ member }: { readonly member: Member }) {
  const say = useAlertsWords();
  const refresh = useRefresh();
  const links = useAnswer(["alert-links"], fetchAlertLinks);
  const [days, setDays] = useState<number>(90);
  const [made, setMade] = useState<MadeLink>();
  const [error, setError] = useState<CallError>();
  const make = async () => {
    const outcome = await createAlertLink(days);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    setMade(outcome.value);
    await refresh("alert-links");
  };
  return (
    <details className="alert-links">
      <summary>{say("links")}</summary>
      <Stack gap="sm">
        <Text size="sm">{say("linksHelp")}</Text>
        {made ? (
          <NewLink made={made} member={member} onDone={() => setMade(undefined)} />
        ) : (
          <Group align="flex-end" gap="xs">
            <NativeSelect
              label={say("linkDays")}
              value={String(days)}
              data={DAYS.map((each) => ({ value: String(each), label: say(`days${each}`) }))}
              onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}
            />
            <Button variant="default" onClick={() => void make()}>
              {say("makeLink")}
            </Button>
          </Group>
        )}
        {error ? <Failure code={error} /> : null}
        {links.kind === "waiting" ? <Waiting lines={1} /> : null}
        {links.kind === "failed" ? <Failure code={links.error} retry={links.retry} /> : null}
        {links.kind === "ready" ? <LinkList links={links.value} member={member} /> : null}
      </Stack>
    </details>
  );
}

function NewLink({
  made,
  member,
  onDone,
}: {
  readonly made: MadeLink;
  readonly member: Member;
  readonly onDone: () => void;
}) {
  const say = useAlertsWords();
  const { token, number } = made;
  const link = partnerLink({ token, grid: gridOf(member.organisation) }, window.location.origin);
  return (
    <Stack gap="xs" className="alert-new-link">
      <Title order={3} size="h4">
        {say("linkMade", { number })}
      </Title>
      <Text size="sm">{say("linkOnce", { number })}</Text>
      <QrCode text={link} label={say("qr")} />
      <CopiedText label={say("link")} value={link} action={say("copyLink")} />
      {LOOPBACK.has(window.location.hostname) ? <Text size="sm">{say("loopback")}</Text> : null}
      <div>
        <Button onClick={onDone}>{say("linkDone")}</Button>
      </div>
    </Stack>
  );
}

function LinkList({ links, member }: { readonly links: readonly AlertLink[]; readonly member: Member }) {
  const say = useAlertsWords();
  if (links.length === 0) return <Text size="sm">{say("noLinks")}</Text>;
  return (
    <ul>
      {links.map((link) => (
        <LinkLine key={link.id} link={link} zone={member.organisation.time_zone} />
      ))}
    </ul>
  );
}

function LinkLine({ link, zone }: { readonly link: AlertLink; readonly zone: string }) {
  const say = useAlertsWords();
  const format = useFormat();
  const words = useFailureWords();
  const refresh = useRefresh();
  const { number } = link;
  const revoke = async () => {
    const outcome = await revokeAlertLink(link.id);
    const done = outcome.ok ? say("linkRevoked", { number }) : words(outcome.error);
    toast(done, outcome.ok ? "done" : "failed");
    await refresh("alert-links");
  };
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {say("linkLine", {
            number,
            alerts: say("linkAlerts", { count: link.alerts }),
            day: format.moment(link.expires_at, zone),
          })}
        </Text>
        {link.state === "open" ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={say("revokeOne", { number })}
            onClick={() => void revoke()}
          >
            {say("revoke")}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {say(link.state)}
          </Text>
        )}
      </Group>
    </li>
  );
}
