import { Button, Checkbox, Group } from "@mantine/core";
import { useState } from "react";
import { fetchFlowRequests } from "../../data/flows.ts";
import { BREAKDOWNS, type Breakdown } from "../../data/heat.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { exportResearch, type ResearchQuestion } from "../../data/research-exports.ts";
import { fetchResearchSeasons } from "../../data/research-series.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { saveAs } from "../../ui/save-as.ts";
import { toast } from "../../ui/toast.ts";
import { FigureButtons } from "./export-buttons.tsx";
import { exportFiles, zipOf } from "./export-package.ts";
import type { PartProps } from "./parts.tsx";
import { useExportWords } from "./use-export-words.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Released values as files with their method, and the map as a picture. */
export function ExportPart(props: PartProps) {
  const say = useExportWords();
  const mobility = useMobilityWords();
  return (
    <>
      <h2>{mobility("part_export")}</h2>
      <p className="mobility-note">{say("help")}</p>
      <Tables {...props} />
      <h3>{say("figure")}</h3>
      <p className="mobility-note">{say("figureHelp")}</p>
      <Group gap="xs">
        <FigureButtons {...props} title={figureTitle(props, mobility)} />
      </Group>
    </>
  );
}

function figureTitle({ figures }: PartProps, mobility: ReturnType<typeof useMobilityWords>): string {
  return figures.measure === "ratio" ? mobility("title") : mobility(`measure_${figures.measure}`);
}

function Tables({ member, released }: PartProps) {
  const say = useExportWords();
  const format = useFormat();
  const days = released.windows.map(({ starts_on }) => starts_on);
  const [quarters, setQuarters] = useState<readonly string[]>(days);
  const [breakdowns, setBreakdowns] = useState<readonly Breakdown[]>(["total"]);
  const [flows, setFlows] = useState(false);
  const hasFlows = useHasFlows(quarters);
  const chosen = days.filter((day) => quarters.includes(day));
  const question = { quarters: chosen, breakdowns, flows: flows && hasFlows };
  const isGood = chosen.length > 0 && (breakdowns.length > 0 || question.flows);
  return (
    <>
      <Checkbox.Group label={say("quarters")} value={[...quarters]} onChange={setQuarters}>
        <div className="mobility-choices">
          {released.windows.map(({ starts_on: from, ends_on: to }) => (
            <Checkbox key={from} value={from} label={format.shortRange(from, to)} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox.Group
        label={say("tables")}
        value={[...breakdowns]}
        onChange={(values) => setBreakdowns(BREAKDOWNS.filter((each) => values.includes(each)))}
      >
        <div className="mobility-choices">
          {BREAKDOWNS.map((breakdown) => (
            <Checkbox key={breakdown} value={breakdown} label={say(breakdown)} />
          ))}
        </div>
      </Checkbox.Group>
      {hasFlows ? (
        <Checkbox
          label={say("withFlows")}
          checked={flows}
          onChange={({ currentTarget }) => setFlows(currentTarget.checked)}
        />
      ) : null}
      <p className="mobility-note" role="status">
        {isGood ? "" : say("needTable")}
      </p>
      <Download member={member} question={isGood ? question : undefined} />
    </>
  );
}

/** Whether flows of one of the quarters were accepted: asking for a table that is not there would be an empty promise. */
function useHasFlows(quarters: readonly string[]): boolean {
  const requests = useAnswer(["flow_requests"], fetchFlowRequests);
  if (requests.kind !== "ready") return false;
  return requests.value.some(({ quarter, accepted }) => accepted === true && quarters.includes(quarter));
}

function Download({
  member,
  question,
}: {
  readonly member: Member;
  readonly question: ResearchQuestion | undefined;
}) {
  const say = useExportWords();
  const failure = useFailureWords();
  const pack = usePack(member);
  const [busy, setBusy] = useState(false);
  const download = async (asked: ResearchQuestion) => {
    setBusy(true);
    const packed = await pack(asked);
    setBusy(false);
    if (!packed.ok) return toast(failure(packed.error), "failed");
    const { zip, name, rows } = packed.value;
    saveAs(new Blob([zip.slice()], { type: "application/zip" }), name);
    toast(say("done", { name, count: rows }));
  };
  return (
    <div>
      <Button disabled={!question} loading={busy} onClick={() => question && void download(question)}>
        {say("download")}
      </Button>
    </div>
  );
}

/** Asks for the values (which writes the log), then for their leaves, and packs both with the method. */
function usePack({ organisation }: Member) {
  const say = useExportWords();
  const format = useFormat();
  return async (question: ResearchQuestion) => {
    const exported = await exportResearch(question);
    if (!exported.ok) return exported;
    const { windows, tables } = exported.value;
    const seasons = await fetchResearchSeasons([...new Set(windows.map((each) => each.season_id))]);
    if (!seasons.ok) return seasons;
    const context = { say, format, organisation };
    const files = exportFiles(exported.value, [...seasons.value.values()], gridOf(organisation), context);
    const range = { from: windows[0]?.starts_on ?? "", to: windows.at(-1)?.ends_on ?? "" };
    const rows = tables.reduce((sum, { leaves, byCategory }) => sum + leaves.length * byCategory.size, 0);
    return { ok: true, value: { zip: zipOf(files), name: `${say("zipName", range)}.zip`, rows } } as const;
  };
}
