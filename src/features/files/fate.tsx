import { Alert, Group, Stack, Text, Title } from "@mantine/core";
import { askImportFate, type RowFate } from "../../data/batches.ts";
import type { Member } from "../../data/me.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { loneDays } from "../../exchange/lone-days.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { recorderFact } from "./fate-facts.ts";
import type { Read } from "./import-state.ts";
import type { Look } from "./reader-protocol.ts";
import { useFilesWords, useSendWords } from "./use-files-words.ts";

interface FateProps {
  readonly member: Member;
  readonly read: Read;
  readonly summary: Look["summary"];
}

/** Asks what the server would do with the rows of a file that was looked at; nothing of them but counts is sent. */
export function useFate({ digest, look }: Read) {
  const counts = look.kind === "ready" ? look.value.summary.counts : [];
  return useAnswer(["import_fate", digest, counts], (signal) => askImportFate(counts, signal), {
    enabled: counts.length > 0,
  });
}

/** What will happen with the rows, before anything is sent: which maps they can reach, and whether anything shows. */
export function Fate({ member, read, summary }: FateProps) {
  const say = useSendWords();
  const sayFiles = useFilesWords();
  const fate = useFate(read);
  if (summary.accepted === 0) return null;
  return (
    <section aria-labelledby="sort">
      <Title order={3} id="sort" mb="sm">
        {say("fateTitle")}
      </Title>
      <Stack gap="md">
        <Text>
          {say("youthsIn", {
            rows: sayFiles("rows", { count: summary.accepted }),
            youths: sayFiles("youths", { count: summary.contacts }),
            cells: sayFiles("inCells", { count: summary.cells.length }),
          })}
        </Text>
        {fate.kind === "waiting" ? <Waiting lines={2} /> : null}
        {fate.kind === "failed" ? <Failure code={fate.error} retry={fate.retry} /> : null}
        {fate.kind === "ready" ? (
          <Group align="flex-start" gap="xl">
            <FateOf title={say("fateLead")} fate={fate.value} />
            <FateOf title={say("fateTeam")} fate={fate.value.educator} />
          </Group>
        ) : null}
        <LoneDays days={loneDays(summary.counts, member.organisation.today)} />
        <Recorders member={member} read={read} summary={summary} />
      </Stack>
    </section>
  );
}

const FATES = ["publishable", "next_window", "coverage_only", "future"] as const;

function FateOf({ title, fate }: { readonly title: string; readonly fate: RowFate }) {
  const say = useSendWords();
  return (
    <div className="files-fate">
      <Text fw={600}>{title}</Text>
      <ul>
        {FATES.filter((each) => fate[each] > 0).map((each) => (
          <li key={each}>
            {say(each, { count: fate[each] })}
            <Text size="xs" c="dimmed">
              {say(`${each}Help`)}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Days named before an ellipsis: enough to find the column's mistake. */
const DAYS_NAMED = 6;

/** Dates that look mistyped, before they are sent. */
function LoneDays({ days }: { readonly days: readonly string[] }) {
  const say = useSendWords();
  const format = useFormat();
  if (days.length === 0) return null;
  const named = days.slice(0, DAYS_NAMED).map((day) => format.day(day));
  const words = named.join(", ") + (days.length > DAYS_NAMED ? "…" : "");
  return (
    <Alert color="gray" role="status">
      <Text>{say("loneDays", { count: days.length, days: words })}</Text>
      <Text mt="xs">{say("loneDaysHelp")}</Text>
    </Alert>
  );
}

function Recorders({ member, read, summary }: FateProps) {
  const say = useSendWords();
  const fact = recorderFact(summary.recorders, member.recorders ?? 0);
  if (fact.kind === "enough") return null;
  if (fact.kind === "one") {
    return (
      <Alert color="gray">
        <Text>
          {say("oneRecorder")} {fact.counted > 0 ? say("recordersNow", { count: fact.counted }) : ""}
        </Text>
        <Text mt="xs">{say("oneRecorderDo")}</Text>
      </Alert>
    );
  }
  const columns = Object.entries(read.detected.mapping.columns);
  const column = columns.find(([, role]) => role === "recorder")?.[0] ?? "";
  return (
    <Alert color="gray">
      <Text>{say("proposed", { count: fact.recorders, column })}</Text>
      {fact.isEnough ? null : <Text mt="xs">{say("proposedFew")}</Text>}
    </Alert>
  );
}
