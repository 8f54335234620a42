import { Stack } from "@mantine/core";
import { type ComponentType, lazy, Suspense } from "react";
import { useLocation } from "wouter";
import { fetchBatches } from "../../data/batches.ts";
import { fetchFlowRequests } from "../../data/flows.ts";
import type { Member } from "../../data/me.ts";
import { fetchPublishStatus } from "../../data/publishing.ts";
import { useAnswer, useArrived } from "../../data/use-answer.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { PageScreen } from "../../ui/page-screen.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { FlowRequests } from "./flow-requests.tsx";
import { PartTabs } from "./part-tabs.tsx";
import { type Part, partAt } from "./parts.ts";
import { Requests } from "./request-list.tsx";
import { RolesGranted } from "./roles-granted.tsx";
import { useProtectionWords } from "./use-protection-words.ts";
import { WindowFacts } from "./window-facts.tsx";
import "./protection.css";

interface PartProps {
  readonly member: Member;
  /** Address of the screen. */
  readonly base: string;
}

/** Parts that are fetched when they are opened. */
const PARTS: Readonly<Record<Exclude<Part, "requests">, ComponentType<PartProps>>> = {
  calendar: lazy(async () => ({ default: (await import("./calendar-part.tsx")).CalendarPart })),
  policy: lazy(async () => ({ default: (await import("./policy-part.tsx")).PolicyPart })),
  attacks: lazy(async () => ({ default: (await import("./attacks-part.tsx")).AttacksPart })),
  annex: lazy(async () => ({ default: (await import("./annex-part.tsx")).AnnexPart })),
  budget: lazy(async () => ({ default: (await import("./budget-part.tsx")).BudgetPart })),
  retention: lazy(async () => ({ default: (await import("./retention-part.tsx")).RetentionPart })),
  log: lazy(async () => ({ default: (await import("./log-part.tsx")).LogPart })),
};

/** Protection: everything that the person who answers for it decides, checks and signs. */
export function ProtectionScreen({
  member,
  links,
}: {
  readonly member: Member;
  readonly links: ScreenLinks;
}) {
  const say = useProtectionWords();
  const [path] = useLocation();
  const at = partAt(links.protection, path);
  const Part = at === "requests" ? RequestsPart : PARTS[at];
  return (
    <PageScreen title={say("title")} lead={say("lead")}>
      <PartTabs base={links.protection} at={at} />
      <Suspense key={at} fallback={<Waiting />}>
        <Part member={member} base={links.protection} />
      </Suspense>
    </PageScreen>
  );
}

/** Recorder columns and tables of flows that wait for the dpo's word, windows in numbers, roles granted. */
function RequestsPart({ member }: PartProps) {
  const { time_zone: timeZone } = member.organisation;
  const hasArrived = useArrived(
    useAnswer(["batches"], fetchBatches),
    useAnswer(["flow_requests"], fetchFlowRequests),
    useAnswer(["publish_status"], fetchPublishStatus),
  );
  // Two lists of buttons that cannot be taken back: neither may push the other while somebody reads.
  if (!hasArrived) return <Waiting lines={8} />;
  return (
    <Stack gap="xl">
      <Requests timeZone={timeZone} />
      <FlowRequests timeZone={timeZone} />
      <WindowFacts timeZone={timeZone} />
      <RolesGranted />
    </Stack>
  );
}
