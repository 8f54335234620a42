import { WINDOW_STATES } from "../../data/window-calendar.ts";
import { useFormat } from "../../ui/format.ts";
import type { Line, Lines } from "./calendar-lines.ts";
import { useCalendarWords } from "./use-calendar-words.ts";
import { useLineName } from "./use-line-name.ts";
import "./calendar.css";

/** Windows as blocks in time, a line for each audience; the table below says the same to who does not see it. */
export function CalendarDrawing({ from, to, lines }: Lines) {
  const say = useCalendarWords();
  const format = useFormat();
  return (
    <figure className="calendar" aria-label={say("drawing")}>
      <div className="calendar-lines" aria-hidden>
        {lines.map((line) => (
          <DrawnLine key={line.key} line={line} />
        ))}
      </div>
      <div className="calendar-ends" aria-hidden>
        <span>{format.shortDay(from)}</span>
        <span>{format.shortDay(to)}</span>
      </div>
      <figcaption className="calendar-key">
        {WINDOW_STATES.map((state) => (
          <span key={state}>
            <span className="calendar-swatch" data-state={state} />
            {say(state)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function DrawnLine({ line }: { readonly line: Line }) {
  const say = useCalendarWords();
  const format = useFormat();
  const who = useLineName()(line);
  return (
    <>
      <span className="calendar-name">{who}</span>
      <span className="calendar-track">
        {line.blocks.map(({ window, from, width }) => (
          <span
            key={window.starts_on}
            className="calendar-block"
            data-state={window.state}
            style={{ insetInlineStart: `${from}%`, width: `${width}%` }}
            title={say("window", {
              who,
              range: format.shortRange(window.starts_on, window.ends_on),
              state: say(window.state),
            })}
          />
        ))}
      </span>
    </>
  );
}
