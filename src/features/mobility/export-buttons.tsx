import { Button } from "@mantine/core";
import { useState } from "react";
import { exportResearchFigure } from "../../data/research-exports.ts";
import { PALETTES } from "../../map/heat-palette.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { saveAs } from "../../ui/save-as.ts";
import { toast } from "../../ui/toast.ts";
import { releasesInWords } from "./export-documents.ts";
import { type FigureLegendLine, figureSvg } from "./export-figure.ts";
import { FIGURE_FORMATS, type FigureFormat, figureFile } from "./export-image.ts";
import { figurePlaces } from "./export-places.ts";
import { categoryInWords, unitInWords } from "./figures-in-words.ts";
import { useLegendEntries } from "./legend.tsx";
import type { PartProps } from "./parts.tsx";
import { useExportWords } from "./use-export-words.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

export interface FigureButtonsProps extends Pick<PartProps, "member" | "released" | "figures" | "model"> {
  readonly title: string;
  /** A line more under the source. */
  readonly note?: string;
}

/** The map as it is, as a picture that explains itself; written down in the log before it is drawn. */
export function FigureButtons(props: FigureButtonsProps) {
  const say = useExportWords();
  const failure = useFailureWords();
  const [busy, setBusy] = useState<FigureFormat>();
  const draw = useFigureSvg(props);
  const { shown, compared } = props.released;
  const quarters = props.figures.measure === "change" && compared ? [compared, shown] : [shown];
  const save = async (format: FigureFormat) => {
    setBusy(format);
    const noted = await exportResearchFigure(quarters.map(({ window }) => window.starts_on));
    const file = noted.ok ? await figureFile(format, draw(noted.value.windows)) : undefined;
    setBusy(undefined);
    if (!noted.ok) return toast(failure(noted.error), "failed");
    if (!file) return toast(say("figureFailed"), "failed");
    saveAs(file, `${say("figureName", { quarter: shown.window.starts_on })}.${format}`);
    toast(say("figureDone"));
  };
  return FIGURE_FORMATS.map((format) => (
    <Button
      key={format}
      variant="default"
      loading={busy === format}
      disabled={props.figures.working}
      onClick={() => void save(format)}
    >
      {say(format)}
    </Button>
  ));
}

type Releases = Parameters<typeof releasesInWords>[0];

/** Always on white paper, whatever the theme: pictures are pasted into reports. */
function useFigureSvg({ member, released, figures, model, title, note }: FigureButtonsProps) {
  const say = useExportWords();
  const mobility = useMobilityWords();
  const format = useFormat();
  const entries = useLegendEntries(figures, released, PALETTES.light);
  const { organisation } = member;
  return (releases: Releases) => {
    const { starts_on: from, ends_on: to } = released.shown.window;
    const source = say("figureSource", {
      organisation: organisation.name,
      releases: releasesInWords(releases, { say, format }),
    });
    const legend = entries.map(({ words, colour, pattern }): FigureLegendLine => {
      return { label: words, fill: colour, pattern };
    });
    const { breakdown, category } = model.state;
    return figureSvg({
      title,
      subtitle: `${categoryInWords(mobility, breakdown, category)} · ${format.dayRange(from, to)}`,
      legendTitle: unitInWords(mobility, figures.measure, figures.counts, figures.column),
      legend,
      places: figurePlaces(released, figures, PALETTES.light),
      source: [
        ...(organisation.fictitious ? [`${say("fictitious")} ${source}`] : [source]),
        ...(note ? [note] : []),
      ],
      scale: say("kmScale", { km: 8 }),
    });
  };
}
