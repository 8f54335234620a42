import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Member } from "../../data/me.ts";
import type { ReleasePolicy, Tier, Windows } from "../../data/windows.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { Empty } from "../../ui/empty.tsx";
import { useFormat } from "../../ui/format.ts";
import { useHeatWords } from "./use-heat-words.ts";

export interface NothingYetProps {
  readonly member: Member;
  readonly links: ScreenLinks;
  readonly published: Windows;
  /** Windows that wait to be published, where this role learns it. */
  readonly due: number;
}

/** No release yet: when the first map comes, why not before, and the one thing to do now. */
export function NothingYet({ member, links, published, due }: NothingYetProps) {
  const say = useHeatWords();
  return (
    <Empty title={say("emptyTitle")} action={<NextStep member={member} links={links} due={due} />}>
      {due > 0 ? (
        <p>{say("emptyDue", { count: due })}</p>
      ) : (
        <FirstMap published={published} today={member.organisation.today} />
      )}
      {due === 0 && !member.has.sector ? <p>{say("emptyNoSector")}</p> : null}
      {due === 0 && !member.has.record ? <p>{say("emptyNoRecord")}</p> : null}
    </Empty>
  );
}

function FirstMap({
  published: { policy, next },
  today,
}: Pick<NothingYetProps, "published"> & { readonly today: string }) {
  const say = useHeatWords();
  const format = useFormat();
  const when = next && {
    range: format.dayRange(next.starts_on, next.ends_on),
    day: format.day(next.due_on),
    lag: policy.lag_days,
  };
  const waits = next !== null && next.due_on <= today;
  if (!when) return <p>{say("emptyWhy", { weeks: policy.weeks })}</p>;
  return <p>{say(waits ? "emptyWaits" : "emptyNext", when)}</p>;
}

function NextStep({ member, links, due }: Omit<NothingYetProps, "published">): ReactNode {
  const say = useHeatWords();
  if (due > 0) return null;
  const toSectors = !member.has.sector && member.may.includes("team");
  const toFiles = !member.has.record && member.may.includes("files");
  if (toSectors)
    return (
      <Anchor component={Link} href={links.team}>
        {say("goSectors")}
      </Anchor>
    );
  return toFiles ? (
    <Anchor component={Link} href={links.files}>
      {say("goFiles")}
    </Anchor>
  ) : null;
}

export interface AllHiddenProps {
  readonly policy: ReleasePolicy;
  readonly tier: Tier;
  readonly recorders: number | null;
}

/** A lead's leaf needs three recorders (privacy.md): with fewer, no leaf can ever be shown. */
const LEAST_RECORDERS = 3;

/** The period is published and every leaf is hidden: why that is the honest answer. */
export function AllHidden({ policy, tier, recorders }: AllHiddenProps) {
  const say = useHeatWords();
  const { k0, d, visits, dates } = policy;
  const few = tier === "lead" && recorders !== null && recorders < LEAST_RECORDERS;
  return (
    <Empty title={say("hiddenTitle")}>
      <p>{say("hiddenWhy", { least: k0 + d, visits, dates })}</p>
      {few ? <p>{say("hiddenRecorders", { count: recorders })}</p> : null}
      <p>{say("hiddenDo")}</p>
    </Empty>
  );
}
