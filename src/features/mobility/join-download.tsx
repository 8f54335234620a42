import { Button } from "@mantine/core";
import { useState } from "react";
import { gridOf } from "../../data/me.ts";
import { exportResearch } from "../../data/research-exports.ts";
import { ratioCsv } from "../../exchange/export-ratio.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { saveAs } from "../../ui/save-as.ts";
import { toast } from "../../ui/toast.ts";
import { citation } from "./export-documents.ts";
import type { JoinRow } from "./join-figures.ts";
import type { JoinReady } from "./join-job.ts";
import type { PartProps } from "./parts.tsx";
import { useExportWords } from "./use-export-words.ts";
import { useJoinWords } from "./use-join-words.ts";

export interface JoinDownloadProps extends Pick<PartProps, "member" | "released" | "model"> {
  readonly joined: JoinReady;
  readonly rows: readonly JoinRow[];
}

/** The ratios as CSV. Released values leave with them, so the log is written first; the table's are never sent. */
export function JoinDownload({ member, released, model, joined, rows }: JoinDownloadProps) {
  const say = useJoinWords();
  const exportSay = useExportWords();
  const format = useFormat();
  const failure = useFailureWords();
  const [busy, setBusy] = useState(false);
  const { window } = released.shown;
  const { organisation } = member;
  const column = joined.choice.value.name;
  const download = async () => {
    setBusy(true);
    const { breakdown } = model.state;
    const question = { quarters: [window.starts_on], breakdowns: [breakdown], flows: false };
    const exported = await exportResearch(question);
    setBusy(false);
    if (!exported.ok) return toast(failure(exported.error), "failed");
    const facts = {
      source: citation(exported.value, { say: exportSay, format, organisation }),
      table: say("tableSource", { file: joined.file, column }),
      note: say("caution"),
      breakdown: `${breakdown}/${model.state.category}`,
    };
    const out = rows.map(({ id, squares, value, base: { base, covered }, figure }) => ({
      ...{ leaf: id, squares, value, base, covered },
      per1000: figure.kind === "shown" ? figure : undefined,
    }));
    const csv = ratioCsv(out, { release: window.id, column, grid: gridOf(organisation) }, facts);
    saveAs(
      new Blob([csv], { type: "text/csv;charset=utf-8" }),
      `${say("csvName", { quarter: window.starts_on })}.csv`,
    );
    toast(say("done"));
  };
  return (
    <Button variant="default" loading={busy} onClick={() => void download()}>
      {say("download")}
    </Button>
  );
}
