import type { ReleasePolicy } from "../../data/windows.ts";
import type { Slot } from "../../domain/slot.ts";
import { type HeatPalette, PALETTES } from "../../map/heat-palette.ts";
import { STATE_PALETTES } from "../../map/state-palette.ts";
import { useFormat } from "../../ui/format.ts";
import { MapLegend } from "../../ui/legend.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { useTheme } from "../../ui/theme-choice.ts";
import { useMapTheme } from "../../ui/use-map-words.ts";
import { ProtectionNote } from "./protection-note.tsx";
import { surfaceBreaks } from "./surface-image.ts";
import { useHeatWords } from "./use-heat-words.ts";
import { classInWords } from "./values-in-words.ts";

/** What the map shows now, and thus what the legend explains. */
export type LegendKind = "classes" | "surface" | "change" | "coverage";

export interface LegendProps {
  readonly kind: LegendKind;
  readonly policy: ReleasePolicy;
  readonly windows: number;
  readonly slot: Slot | undefined;
}

/** Fixed classes, what is not published, and one line on protection. */
export function Legend(props: LegendProps) {
  const { kind, policy, windows } = props;
  const say = useHeatWords();
  const [theme] = useTheme();
  const entries = useEntries(props, PALETTES[theme]);
  return (
    <MapLegend name={say("legend")} swatches={entries.map(swatchOf)}>
      <p className="legend-title">{useTitle(props)}</p>
      {kind === "classes" && windows > 1 ? (
        <p className="legend-note">{say("legendMean", { count: windows })}</p>
      ) : null}
      <ul className="legend-list">
        {entries.map((entry) => (
          <li key={entry.words}>
            {swatchOf(entry)}
            {entry.words}
          </li>
        ))}
      </ul>
      {kind === "coverage" ? (
        <p className="legend-note">{say("coverageHelp")}</p>
      ) : (
        <p className="legend-note">
          {say("protection")} <ProtectionNote policy={policy} />
        </p>
      )}
    </MapLegend>
  );
}

interface Entry {
  readonly colour: string;
  readonly pattern?: "diagonal" | "dots";
  readonly soft?: boolean;
  readonly words: string;
}

function swatchOf({ words, ...swatch }: Entry) {
  return <Swatch key={words} {...swatch} />;
}

function useTitle({ kind, policy, slot }: LegendProps): string {
  const say = useHeatWords();
  switch (kind) {
    case "classes":
      return say("legendTitle", { weeks: policy.weeks });
    case "surface":
      return say("legendSurface");
    case "change":
      return say("legendChange");
    case "coverage":
      return say("legendCoverage", { slot: slot ? say(slot).toLowerCase() : "" });
  }
}

function useEntries({ kind, policy }: LegendProps, palette: HeatPalette): Entry[] {
  const say = useHeatWords();
  const format = useFormat();
  const states = STATE_PALETTES[useMapTheme()];
  const hidden: Entry = { colour: palette.hatch, pattern: "diagonal", words: say("hidden") };
  switch (kind) {
    case "classes":
      return [
        ...policy.classes.map(({ class: each }) => ({
          colour: palette.classes[each - 1] ?? palette.hidden,
          words: classInWords(say, format, policy.classes, each as 1),
        })),
        hidden,
      ];
    case "surface":
      return [...surfaceEntries(), hidden];
    case "change":
      return [...changeEntries(), hidden];
    case "coverage":
      return [
        { colour: states.never, pattern: "dots", words: say("never") },
        { colour: states.overdue, pattern: "diagonal", words: say("overdue") },
        { colour: states.visited, soft: true, words: say("visited") },
      ];
  }

  function surfaceEntries(): Entry[] {
    const breaks = surfaceBreaks(policy.classes);
    return breaks.map((from, at) => {
      const to = breaks[at + 1];
      const range = { from: format.number(from), to: to === undefined ? "" : format.number(to) };
      const words = at === 0 ? "classBelow" : to === undefined ? "classOpen" : "classRange";
      return { colour: palette.classes[at] ?? palette.hidden, words: say(words, range) };
    });
  }

  function changeEntries(): Entry[] {
    const steps = (["downTwo", "downOne", "same", "upOne", "upTwo"] as const).map((word, at) => ({
      colour: palette.changes[at] ?? palette.hidden,
      words: say(word),
    }));
    return [
      ...steps,
      { colour: palette.changes[0], pattern: "dots", words: say("onlyBefore") },
      { colour: palette.changes[4], pattern: "dots", words: say("onlyAfter") },
    ];
  }
}
