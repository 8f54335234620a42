import { Button, Group, Table, Text } from "@mantine/core";
import { useState } from "react";
import { type FlowRequest, fetchFlowRequests } from "../../data/flows.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { type AskedFlows, FlowDecision } from "./flow-decision.tsx";
import { Section } from "./section.tsx";
import { useFlowWords } from "./use-flow-words.ts";
import { Wide } from "./wide.tsx";

/** Tables of flows that a researcher asked for: those that wait, and what was decided. */
export function FlowRequests({ timeZone }: { readonly timeZone: string }) {
  const say = useFlowWords();
  const requests = useAnswer(["flow_requests"], fetchFlowRequests);
  const [asked, setAsked] = useState<AskedFlows>();
  return (
    <Section id="flux" title={say("title")} help={say("help")}>
      {requests.kind === "waiting" ? <Waiting lines={3} /> : null}
      {requests.kind === "failed" ? <Failure code={requests.error} retry={requests.retry} /> : null}
      {requests.kind === "ready" && requests.value.length === 0 ? (
        <Empty title={say("noneTitle")}>{say("none")}</Empty>
      ) : null}
      {requests.kind === "ready" && requests.value.length > 0 ? (
        <Wide>
          <RequestTable requests={requests.value} timeZone={timeZone} onAsk={setAsked} />
        </Wide>
      ) : null}
      <FlowDecision asked={asked} onClose={() => setAsked(undefined)} />
    </Section>
  );
}

interface TableProps {
  readonly requests: readonly FlowRequest[];
  readonly timeZone: string;
  readonly onAsk: (asked: AskedFlows) => void;
}

function RequestTable({ requests, timeZone, onAsk }: TableProps) {
  const say = useFlowWords();
  const format = useFormat();
  const amount = (value: number) => format.number(Math.round(1000 * value) / 1000);
  const titles = ["quarter", "origin", "asked", "cost", "left", "decision"] as const;
  return (
    <Table>
      <Table.Caption className="rp-hidden">{say("caption")}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {titles.map((title) => (
            <Table.Th key={title}>{say(title)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {requests.map((request) => (
          <Table.Tr key={request.id}>
            <Table.Th scope="row" fw={400}>
              {format.shortRange(request.quarter, request.ends_on)}
            </Table.Th>
            <Table.Td>{say(`origin_${request.origin ?? "profile"}`)}</Table.Td>
            <Table.Td>{format.moment(request.requested_at, timeZone)}</Table.Td>
            <Table.Td>{amount(request.epsilon)}</Table.Td>
            <Table.Td>{amount(request.budget_left)}</Table.Td>
            <Table.Td>
              <Decision request={request} timeZone={timeZone} onAsk={onAsk} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Decision({
  request,
  timeZone,
  onAsk,
}: Omit<TableProps, "requests"> & { readonly request: FlowRequest }) {
  const say = useFlowWords();
  const format = useFormat();
  const { accepted, decided_at } = request;
  if (accepted !== null) {
    const day = format.moment(decided_at ?? "", timeZone);
    return <Text>{say(accepted ? "accepted" : "declined", { day })}</Text>;
  }
  const range = format.dayRange(request.quarter, request.ends_on);
  const button = (accept: boolean) => (
    <Button
      variant={accept ? "filled" : "default"}
      aria-label={say("actionFor", { action: say(accept ? "accept" : "decline"), range })}
      onClick={() => onAsk({ request, accept })}
    >
      {say(accept ? "accept" : "decline")}
    </Button>
  );
  return (
    <Group gap="xs" wrap="nowrap">
      {button(false)}
      {button(true)}
    </Group>
  );
}
