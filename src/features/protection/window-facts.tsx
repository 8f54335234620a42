import { Table, Text, Title } from "@mantine/core";
import { audienceOf, fetchPublishStatus, type PublishStatus } from "../../data/publishing.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useProtectionWords } from "./use-protection-words.ts";

/** How many windows wait and are out, and when: no value of any of them. */
export function WindowFacts({ timeZone }: { readonly timeZone: string }) {
  const say = useProtectionWords();
  const status = useAnswer(["publish_status"], fetchPublishStatus);
  return (
    <section aria-labelledby="fenetres">
      <Title order={2} id="fenetres">
        {say("windows")}
      </Title>
      <Text c="dimmed" size="xs" mb="sm">
        {say("windowsHelp")}
      </Text>
      {status.kind === "waiting" ? <Waiting lines={2} /> : null}
      {status.kind === "failed" ? <Failure code={status.error} retry={status.retry} /> : null}
      {status.kind === "ready" ? <Facts status={status.value} timeZone={timeZone} /> : null}
    </section>
  );
}

function Facts({ status, timeZone }: { readonly status: PublishStatus; readonly timeZone: string }) {
  const say = useProtectionWords();
  const format = useFormat();
  const { due, published, next_due_on: next, last } = status;
  const lines = [
    ["windowsDue", format.number(due)],
    ["windowsPublished", format.number(published)],
    ["windowsNext", next ? format.day(next) : say("noNext")],
    [
      "windowsLast",
      last
        ? say("windowsLastLine", {
            tier: say(`tier_${audienceOf(last)}`),
            range: format.shortRange(last.starts_on, last.ends_on),
            when: format.moment(last.published_at, timeZone),
          })
        : say("nothing"),
    ],
  ] as const;
  return (
    <Table maw="44rem">
      <Table.Tbody>
        {lines.map(([key, value]) => (
          <Table.Tr key={key}>
            <Table.Th scope="row">{say(key)}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
