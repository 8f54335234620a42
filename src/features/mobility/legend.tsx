import { memo } from "react";
import { type HeatPalette, PALETTES } from "../../map/heat-palette.ts";
import { useFormat } from "../../ui/format.ts";
import { MapLegend } from "../../ui/legend.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { useTheme } from "../../ui/theme-choice.ts";
import { numberInWords, unitInWords } from "./figures-in-words.ts";
import { arcWidth } from "./flow-rows.ts";
import type { Part } from "./mobility-address.ts";
import type { Figures } from "./use-figures.ts";
import type { Released } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

export interface LegendProps {
  readonly released: Released;
  readonly figures: Figures;
  readonly part: Part;
  /** What the table shown cost. */
  readonly epsilon: number;
}

export interface LegendEntry {
  readonly colour: string;
  readonly words: string;
  readonly pattern?: "diagonal" | "dots";
}

/** Fixed classes with their unit, what is hidden, and one line on the noise. Drawn anew only when what it explains changes. */
export const Legend = memo(DrawnLegend);

function DrawnLegend({ released, figures, part, epsilon: cost }: LegendProps) {
  const say = useMobilityWords();
  const format = useFormat();
  const [theme] = useTheme();
  const entries = useLegendEntries(figures, released, PALETTES[theme]);
  const epsilon = numberInWords(format, Math.round(cost * 100) / 100);
  return (
    <MapLegend name={say("legend")} swatches={part === "flows" ? null : entries.map(swatchOf)}>
      {part === "flows" ? (
        <FlowEntries palette={PALETTES[theme]} shades={shadesOf(say, theme)} />
      ) : (
        <>
          <p className="legend-title">{unitInWords(say, figures.measure, figures.counts, figures.column)}</p>
          <ul className="legend-list">
            {entries.map((entry) => (
              <li key={entry.words}>
                {swatchOf(entry)}
                {entry.words}
              </li>
            ))}
          </ul>
        </>
      )}
      {part === "move" ? <p className="legend-note">{say("legendMove", shadesOf(say, theme))}</p> : null}
      {part === "rings" ? <p className="legend-note">{say("legendRings")}</p> : null}
      <p className="legend-note">{say("legendNote", { epsilon })}</p>
    </MapLegend>
  );
}

function swatchOf({ words, ...swatch }: LegendEntry) {
  return <Swatch key={words} {...swatch} />;
}

/** The shades of the two ends of a way, in words. */
type Shades = Readonly<Record<"from" | "to", string>>;

/** Scales run from light to dark on a light map, from dark to light on the others. */
function shadesOf(say: ReturnType<typeof useMobilityWords>, theme: keyof typeof PALETTES): Shades {
  const [light, dark] = [say("shadeLight"), say("shadeDark")];
  return theme === "light" ? { from: light, to: dark } : { from: dark, to: light };
}

const ARCS = [20, 60, 150] as const;

/** Widths of arcs, and what their two ends are. */
function FlowEntries({ palette, shades }: { readonly palette: HeatPalette; readonly shades: Shades }) {
  const say = useMobilityWords();
  return (
    <>
      <p className="legend-title">{say("legendFlows", shades)}</p>
      <ul className="legend-list">
        {ARCS.map((count) => (
          <li key={count}>
            <svg aria-hidden width={32} height={16}>
              <defs>
                <linearGradient id={`arc-${count}`}>
                  <stop offset="0" stopColor={palette.classes[1]} />
                  <stop offset="1" stopColor={palette.classes[4]} />
                </linearGradient>
              </defs>
              <rect
                y={8 - arcWidth(count) / 2}
                width={32}
                height={arcWidth(count)}
                fill={`url(#arc-${count})`}
              />
            </svg>
            {say("legendArc", { count })}
          </li>
        ))}
        <li>
          <svg aria-hidden width={32} height={16}>
            <circle cx={16} cy={8} r={6} fill="none" stroke={palette.classes[4]} strokeWidth={2} />
          </svg>
          {say("legendStays")}
        </li>
      </ul>
    </>
  );
}

/** Lines of the legend, in a palette's colours. */
export function useLegendEntries(
  { measure, breaks, figures }: Figures,
  { mechanism }: Released,
  palette: HeatPalette,
): LegendEntry[] {
  const say = useMobilityWords();
  const format = useFormat();
  const hidden: LegendEntry = {
    colour: palette.hatch,
    pattern: "diagonal",
    words: say("legendHidden", { least: mechanism.hiddenBelow }),
  };
  const dotted = (words: string): LegendEntry => ({ colour: palette.hatch, pattern: "dots", words });
  const baseless = figures.some(({ kind }) => kind === "no_base") ? [dotted(say("noBase"))] : [];
  if (breaks) return [...classes(breaks), ...baseless, hidden];
  const kind = measure === "hot" ? "hot" : "change";
  const steps = palette.changes.map((colour, at) => ({ colour, words: say(`${kind}_${at as 0}`) }));
  return [...steps, dotted(say(kind === "hot" ? "hot_unsure" : "change_side")), hidden];

  function classes(from: readonly number[]): LegendEntry[] {
    return palette.classes.map((colour, at) => {
      const range = { from: words(from[at - 1]), to: words(from[at]) };
      const key = at === 0 ? "legendBelow" : at === from.length ? "legendOpen" : "legendRange";
      return { colour, words: say(key, range) };
    });
  }

  function words(value: number | undefined): string {
    return value === undefined ? "" : format.number(value);
  }
}
