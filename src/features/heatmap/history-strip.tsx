import type { LeafHistory } from "../../data/heat.ts";
import type { PublishedWindow, ReleasePolicy } from "../../data/windows.ts";
import { PALETTES } from "../../map/heat-palette.ts";
import { useFormat } from "../../ui/format.ts";
import { useTheme } from "../../ui/theme-choice.ts";
import { useHeatWords } from "./use-heat-words.ts";
import { classInWords } from "./values-in-words.ts";

export interface HistoryStripProps {
  readonly history: LeafHistory;
  readonly policy: ReleasePolicy;
  readonly windows: readonly PublishedWindow[];
}

/** A bar per window, as tall as its class, with the class in words; the last window stands right. */
export function HistoryStrip({ history, policy, windows }: HistoryStripProps) {
  const say = useHeatWords();
  const format = useFormat();
  const [theme] = useTheme();
  const palette = PALETTES[theme];
  const most = Math.max(1, policy.classes.length);
  return (
    <section className="history" aria-label={say("history")}>
      <h3>{say("history")}</h3>
      <ol className="history-bars">
        {history.windows.map(({ startsOn, heatClass }) => {
          const ends = windows.find((each) => each.starts_on === startsOn)?.ends_on;
          const range = ends ? format.shortRange(startsOn, ends) : format.shortDay(startsOn);
          const value = classInWords(say, format, policy.classes, heatClass);
          const words = say("historyItem", { range, value });
          const height = heatClass === 0 ? 100 : Math.round((100 * heatClass) / most);
          const colour = heatClass === 0 ? palette.hatch : palette.classes[heatClass - 1];
          return (
            <li key={startsOn} title={words}>
              <span
                aria-hidden
                className="history-bar"
                data-hidden={heatClass === 0}
                style={{ height: `${height}%`, color: colour }}
              />
              <span className="rp-hidden">{words}</span>
            </li>
          );
        })}
      </ol>
      <Ends history={history} windows={windows} />
      <p className="leaf-panel-note">{say("historyHelp")}</p>
      <Last {...{ history, policy, windows }} />
    </section>
  );
}

function Ends({ history }: Pick<HistoryStripProps, "history" | "windows">) {
  const format = useFormat();
  const [first] = history.windows;
  const last = history.windows.at(-1);
  if (!first || !last || first === last) return null;
  return (
    <p className="history-ends" aria-hidden>
      <span>{format.shortDay(first.startsOn)}</span>
      <span>{format.shortDay(last.startsOn)}</span>
    </p>
  );
}

/** The newest windows as text: a bar strip alone is not read by everyone. */
function Last({ history, policy, windows }: HistoryStripProps) {
  const say = useHeatWords();
  const format = useFormat();
  return (
    <ul className="history-list">
      {history.windows
        .slice(-4)
        .toReversed()
        .map(({ startsOn, heatClass }) => {
          const ends = windows.find((each) => each.starts_on === startsOn)?.ends_on;
          const range = ends ? format.shortRange(startsOn, ends) : format.shortDay(startsOn);
          return (
            <li key={startsOn} aria-hidden>
              {say("historyItem", { range, value: classInWords(say, format, policy.classes, heatClass) })}
            </li>
          );
        })}
    </ul>
  );
}
