import { Group } from "@mantine/core";
import { type ChartFigure, chartSvg } from "./export-chart.ts";
import { SaveFigure } from "./export-save.tsx";
import { categoryInWords } from "./figures-in-words.ts";
import type { PartProps } from "./parts.tsx";
import { useMobilityWords } from "./use-mobility-words.ts";

export interface ChartButtonsProps extends Pick<PartProps, "member" | "model"> {
  readonly title: string;
  /** What it is a chart of: a place, a period. */
  readonly about: string;
  /** First days of the quarters in it. */
  readonly quarters: readonly string[];
  readonly chart: Pick<ChartFigure, "unit" | "slots" | "series" | "number">;
}

/** A chart as a picture with its source and releases. */
export function ChartButtons({ member, model, title, about, quarters, chart }: ChartButtonsProps) {
  const say = useMobilityWords();
  const { breakdown, category } = model.state;
  const subtitle = `${categoryInWords(say, breakdown, category)} · ${about}`;
  return (
    <Group gap="xs">
      <SaveFigure
        member={member}
        quarters={quarters}
        draw={(source) => chartSvg({ ...chart, title, subtitle, source })}
      />
    </Group>
  );
}
