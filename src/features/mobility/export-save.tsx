import { Button } from "@mantine/core";
import { useState } from "react";
import type { Member } from "../../data/me.ts";
import { exportResearchFigure } from "../../data/research-exports.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { saveAs } from "../../ui/save-as.ts";
import { toast } from "../../ui/toast.ts";
import { releasesInWords } from "./export-documents.ts";
import { FIGURE_FORMATS, type FigureFormat, figureFile } from "./export-image.ts";
import { useExportWords } from "./use-export-words.ts";

export interface SaveFigureProps {
  readonly member: Member;
  /** First days of the quarters that the picture shows. */
  readonly quarters: readonly string[];
  readonly disabled?: boolean;
  /** The picture, given the lines that say where it comes from. */
  readonly draw: (source: readonly string[]) => string | Promise<string>;
}

/** A picture as SVG or PNG: the server writes down which releases leave before anything is drawn. */
export function SaveFigure({ member, quarters, disabled = false, draw }: SaveFigureProps) {
  const say = useExportWords();
  const format = useFormat();
  const failure = useFailureWords();
  const [busy, setBusy] = useState<FigureFormat>();
  const { organisation } = member;
  const save = async (kind: FigureFormat) => {
    setBusy(kind);
    const noted = await exportResearchFigure(quarters);
    if (!noted.ok) {
      setBusy(undefined);
      return toast(failure(noted.error), "failed");
    }
    const releases = releasesInWords(noted.value.windows, { say, format });
    const source = say("figureSource", { organisation: organisation.name, releases });
    const svg = await draw([organisation.fictitious ? `${say("fictitious")} ${source}` : source]);
    const file = await figureFile(kind, svg);
    setBusy(undefined);
    if (!file) return toast(say("figureFailed"), "failed");
    saveAs(file, `${say("figureName", { quarter: quarters.at(-1) ?? "" })}.${kind}`);
    toast(say("figureDone"));
  };
  return FIGURE_FORMATS.map((kind) => (
    <Button
      key={kind}
      variant="default"
      loading={busy === kind}
      disabled={disabled || busy !== undefined}
      onClick={() => void save(kind)}
    >
      {say(kind)}
    </Button>
  ));
}
