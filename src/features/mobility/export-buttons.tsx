import { PALETTES } from "../../map/heat-palette.ts";
import { useFormat } from "../../ui/format.ts";
import { type FigureLegendLine, figureSvg } from "./export-figure.ts";
import { figureLabels } from "./export-labels.ts";
import { figurePlaces } from "./export-places.ts";
import { SaveFigure } from "./export-save.tsx";
import { categoryInWords, unitInWords } from "./figures-in-words.ts";
import { useLegendEntries } from "./legend.tsx";
import type { PartProps } from "./parts.tsx";
import { useExportWords } from "./use-export-words.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

export interface FigureButtonsProps
  extends Pick<PartProps, "member" | "released" | "figures" | "model" | "grid"> {
  readonly title: string;
  /** A line more under the source. */
  readonly note?: string;
}

/** The map as it is, as a picture that explains itself; always on white paper, as pictures are pasted into reports. */
export function FigureButtons(props: FigureButtonsProps) {
  const { member, released, figures, model, grid, title, note } = props;
  const say = useExportWords();
  const mobility = useMobilityWords();
  const format = useFormat();
  const entries = useLegendEntries(figures, released, PALETTES.light);
  const { shown, compared } = released;
  const quarters = figures.measure === "change" && compared ? [compared, shown] : [shown];
  const { starts_on: from, ends_on: to } = shown.window;
  const { breakdown, category } = model.state;
  const draw = async (source: readonly string[]) =>
    figureSvg({
      title,
      subtitle: `${categoryInWords(mobility, breakdown, category)} · ${format.dayRange(from, to)}`,
      legendTitle: unitInWords(mobility, figures.measure, figures.counts, figures.column),
      legend: entries.map(({ words, colour, pattern }): FigureLegendLine => {
        return { label: words, fill: colour, pattern };
      }),
      places: figurePlaces(released, figures, PALETTES.light),
      labels: await figureLabels(grid, shown.index),
      source: note ? [...source, note] : source,
      scale: say("kmScale", { km: 8 }),
    });
  return (
    <SaveFigure
      member={member}
      quarters={quarters.map(({ window }) => window.starts_on)}
      disabled={figures.working}
      draw={draw}
    />
  );
}
