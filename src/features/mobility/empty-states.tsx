import { Button } from "@mantine/core";
import type { ResearchWindows } from "../../data/research.ts";
import { Empty } from "../../ui/empty.tsx";
import { useFormat } from "../../ui/format.ts";
import type { Lack } from "./use-figures.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** No quarter is published: what will be here, and when. */
export function NothingYet({ published }: { readonly published: ResearchWindows }) {
  const say = useMobilityWords();
  const format = useFormat();
  const { next } = published;
  return (
    <Empty title={say("emptyTitle")}>
      <p>{say("emptyWhat")}</p>
      {next ? (
        <p>
          {say("emptyNext", {
            range: format.dayRange(next.starts_on, next.ends_on),
            day: format.day(next.due_on),
          })}
        </p>
      ) : (
        <p>{say("emptyNoRecord")}</p>
      )}
    </Empty>
  );
}

/** Every leaf is hidden: why that is no zero, and what to try. */
export function AllHidden({ released }: { readonly released: Released }) {
  const say = useMobilityWords();
  return (
    <Empty title={say("allHiddenTitle")}>{say("allHidden", { least: released.mechanism.hiddenBelow })}</Empty>
  );
}

/** A comparison lacks its second quarter, or the two cannot be compared leaf by leaf. */
export function Lacking({
  lack,
  model,
  released,
}: {
  readonly lack: Lack;
  readonly model: MobilityModel;
  readonly released: Released;
}) {
  const say = useMobilityWords();
  if (lack === "foreign_season") return <p className="mobility-note">{say("foreignSeason")}</p>;
  if (released.windows.length < 2) return <p className="mobility-note">{say("oneQuarter")}</p>;
  const { before } = released;
  return (
    <div>
      <p className="mobility-note">{say("needOther")}</p>
      {before ? (
        <Button variant="default" onClick={() => model.change({ other: before.starts_on })}>
          {say("compareBefore")}
        </Button>
      ) : null}
    </div>
  );
}
