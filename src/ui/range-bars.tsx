import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import "./range-bars.css";

/** One step of the range, drawn as a bar. */
interface RangeBar {
  readonly key: string;
  /** 0–1. */
  readonly height: number;
  /** Read aloud, and shown under the pointer. */
  readonly label: string;
  /** Something ends before this bar: a line is drawn. */
  readonly breakBefore: boolean;
}

interface BarSpan {
  readonly first: number;
  readonly last: number;
}

export interface RangeBarsProps {
  readonly bars: readonly RangeBar[];
  readonly span: BarSpan;
  /** A second range, outlined. */
  readonly other?: BarSpan | undefined;
  /** An end was moved to a bar. */
  readonly onEnd: (end: "first" | "last", to: number) => void;
  /** One bar was chosen alone. */
  readonly onOnly: (at: number) => void;
  /** What the whole is: read aloud before the ends' own names. */
  readonly label: string;
  readonly endLabels: readonly [first: string, last: string];
}

/** A histogram whose range is chosen by clicking and dragging, or by moving either end with the keyboard. */
export function RangeBars(props: RangeBarsProps) {
  const { bars, span, other, onEnd, onOnly, label, endLabels } = props;
  const track = useRef<HTMLDivElement>(null);
  const at = ({ clientX }: PointerEvent) => indexAt(track.current, clientX, bars.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid of bars in every browser.
    <div className="range-bars" role="group" aria-label={label}>
      <div
        ref={track}
        className="range-bars-track"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          onOnly(at(event));
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId))
            onEnd(at(event) < span.first ? "first" : "last", at(event));
        }}
      >
        {bars.map((bar, index) => (
          <div key={bar.key} className={classOf(index, bar, span, other)} title={bar.label}>
            <div className="range-bars-bar" style={{ height: `${Math.round(100 * bar.height)}%` }} />
          </div>
        ))}
      </div>
      {(["first", "last"] as const).map((end, which) => (
        <End
          key={end}
          label={endLabels[which] ?? ""}
          at={span[end]}
          place={(span[end] + which) / Math.max(1, bars.length)}
          most={bars.length - 1}
          text={bars[span[end]]?.label ?? ""}
          indexAt={at}
          onTo={(to) => onEnd(end, to)}
        />
      ))}
    </div>
  );
}

interface EndProps {
  readonly label: string;
  readonly at: number;
  /** 0–1 along the track. */
  readonly place: number;
  readonly most: number;
  readonly text: string;
  readonly indexAt: (event: PointerEvent) => number;
  readonly onTo: (to: number) => void;
}

function End({ label, at, place, most, text, indexAt: indexOf, onTo }: EndProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, at, most);
    if (to === undefined) return;
    event.preventDefault();
    onTo(to);
  };
  return (
    <div
      className="range-bars-end"
      style={{ left: `${100 * place}%` }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={at}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onTo(indexOf(event));
      }}
    />
  );
}

/** Where a key moves an end, or undefined for a key that is not of a slider. */
export function keyTarget(key: string, at: number, most: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - 4,
    PageUp: at + 4,
    Home: 0,
    End: most,
  };
  const to = targets[key];
  return to === undefined ? undefined : Math.min(most, Math.max(0, to));
}

function indexAt(track: HTMLDivElement | null, x: number, count: number): number {
  if (!track) return 0;
  const box = track.getBoundingClientRect();
  const part = (x - box.left) / Math.max(1, box.width);
  return Math.min(count - 1, Math.max(0, Math.floor(part * count)));
}

function classOf(index: number, bar: RangeBar, span: BarSpan, other: BarSpan | undefined): string {
  const isIn = (range: BarSpan | undefined) => range && index >= range.first && index <= range.last;
  return [
    "range-bars-step",
    isIn(span) ? "range-bars-in" : "",
    isIn(other) ? "range-bars-other" : "",
    bar.breakBefore ? "range-bars-break" : "",
  ].join(" ");
}
