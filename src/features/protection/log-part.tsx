import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { fetchAuditLog } from "../../data/audit.ts";
import type { Member } from "../../data/me.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { type LogSearch, logAddress } from "./log-address.ts";
import { LogFilters } from "./log-filters.tsx";
import { LogTable } from "./log-table.tsx";
import { Section } from "./section.tsx";
import { useLogWords } from "./use-log-words.ts";

const PAGE = 50;

/** The audit log: searched by action, account, identifier and days; page by page. */
export function LogPart({ member, base }: { readonly member: Member; readonly base: string }) {
  const say = useLogWords();
  const [search, go] = useUrlState(logAddress);
  return (
    <Section id="journal" title={say("title")} help={say("help")}>
      <Stack gap="lg">
        <LogFilters search={search} onChange={go} />
        <Pages
          key={JSON.stringify(search)}
          search={search}
          timeZone={member.organisation.time_zone}
          base={base}
          onSubject={(subject) => go({ subject }, "push")}
        />
      </Stack>
    </Section>
  );
}

interface PagesProps {
  readonly search: LogSearch;
  readonly timeZone: string;
  readonly base: string;
  readonly onSubject: (subject: string) => void;
}

function Pages({ search, timeZone, base, onSubject }: PagesProps) {
  const say = useLogWords();
  const [before, setBefore] = useState<number>();
  const answer = useAnswer(
    ["audit_log", search, before],
    (signal) => fetchAuditLog({ ...search, before, size: PAGE }, signal),
    { freshMs: 0 },
  );
  if (answer.kind === "waiting") return <Waiting lines={8} />;
  if (answer.kind === "failed") return <Failure code={answer.error} retry={answer.retry} />;
  const { events, next } = answer.value;
  return (
    <Stack gap="sm">
      {events.length === 0 ? (
        <Text>{say("none")}</Text>
      ) : (
        <LogTable events={events} timeZone={timeZone} base={base} onSubject={onSubject} />
      )}
      <Group>
        {before === undefined ? null : (
          <Button variant="default" onClick={() => setBefore(undefined)}>
            {say("newest")}
          </Button>
        )}
        {next === null ? null : (
          <Button variant="default" onClick={() => setBefore(next)}>
            {say("older")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
