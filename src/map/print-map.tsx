import { useId } from "react";
import { type Cell, partsOf } from "../domain/grid.ts";
import { LABEL_MM, type PrintBackground, type PrintLine } from "./print-background.ts";
import { onPaper, type PaperPoint, type PrintFrame, scaleKm } from "./print-frame.ts";
import "./print-map.css";

export interface PrintMapProps {
  readonly frame: PrintFrame;
  readonly background: PrintBackground;
  /** Cells to go to, in order. */
  readonly stops: readonly Cell[];
  readonly start: Cell;
  readonly end: Cell;
  /** Letters of the marks of start and end: "D" and "A". */
  readonly marks: readonly [start: string, end: string];
  /** Read aloud, and the drawing's title. */
  readonly label: string;
}

/** Black on white; lines differ by width and dashes, never by colour. */
const LINES: Readonly<
  Record<PrintLine, { readonly width: number; readonly ink: string; readonly dash?: string }>
> = {
  rivers: { width: 1.1, ink: "#9a9a9a" },
  communes: { width: 0.25, ink: "#8a8a8a", dash: "1.6 0.8" },
  arrondissements: { width: 0.2, ink: "#9a9a9a", dash: "0.8 0.8" },
  lines: { width: 0.25, ink: "#b0b0b0" },
};

/** Where a cell's middle lies on paper. */
export function middleOnPaper(frame: PrintFrame, cell: Cell): PaperPoint {
  const { eKm, nKm } = partsOf(cell);
  return onPaper(frame, eKm + 0.5, nKm + 0.5);
}

/** A map for paper: the ground in greys, cells as squares, the way between them, and their numbers. */
export function PrintMap({ frame, background, stops, start, end, marks, label }: PrintMapProps) {
  const clip = useId();
  const way = [start, ...stops, end].map((cell) => middleOnPaper(frame, cell));
  const { widthMm, heightMm } = frame;
  return (
    <svg className="print-map" viewBox={`0 0 ${widthMm} ${heightMm}`} role="img" aria-label={label}>
      <title>{label}</title>
      <clipPath id={clip}>
        <rect width={widthMm} height={heightMm} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {background.paths.map(({ kind, d }) => (
          <path
            key={kind}
            d={d}
            fill="none"
            stroke={LINES[kind].ink}
            strokeWidth={LINES[kind].width}
            strokeDasharray={LINES[kind].dash}
            strokeLinejoin="round"
          />
        ))}
        {stops.map((cell) => (
          <Square key={cell} frame={frame} cell={cell} />
        ))}
        <polyline
          points={way.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
          className="print-map-way"
        />
        {background.labels.map(({ text, at: [x, y] }) => (
          <text key={`${text} ${x} ${y}`} x={x} y={y} fontSize={LABEL_MM} className="print-map-label">
            {text}
          </text>
        ))}
        <Marks
          frame={frame}
          stops={stops}
          ends={
            start === end
              ? [[start, marks[0]]]
              : [
                  [start, marks[0]],
                  [end, marks[1]],
                ]
          }
        />
      </g>
      <rect width={widthMm} height={heightMm} className="print-map-edge" />
      <Scale frame={frame} />
      <North frame={frame} />
    </svg>
  );
}

function Square({ frame, cell }: { readonly frame: PrintFrame; readonly cell: Cell }) {
  const { eKm, nKm } = partsOf(cell);
  const [x, y] = onPaper(frame, eKm, nKm + 1);
  return <rect x={x} y={y} width={frame.mmPerKm} height={frame.mmPerKm} className="print-map-cell" />;
}

function Marks({
  frame,
  stops,
  ends,
}: {
  readonly frame: PrintFrame;
  readonly stops: readonly Cell[];
  readonly ends: readonly (readonly [Cell, string])[];
}) {
  return (
    <>
      {ends.map(([cell, letter]) => {
        const [x, y] = middleOnPaper(frame, cell);
        return (
          <g key={letter} className="print-map-end">
            <rect x={x - 2.8} y={y - 2.8} width={5.6} height={5.6} />
            <text x={x} y={y}>
              {letter}
            </text>
          </g>
        );
      })}
      {stops.map((cell, at) => {
        const [x, y] = besides(
          middleOnPaper(frame, cell),
          ends.some(([end]) => end === cell),
        );
        return (
          <g key={cell} className="print-map-stop">
            <circle cx={x} cy={y} r={3.2} />
            <text x={x} y={y}>
              {at + 1}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A stop in the very cell of the start stands beside its mark. */
function besides([x, y]: PaperPoint, shared: boolean): PaperPoint {
  return shared ? [x + 6.4, y] : [x, y];
}

function Scale({ frame }: { readonly frame: PrintFrame }) {
  const km = scaleKm(frame);
  const [x, y, width] = [4, frame.heightMm - 4, km * frame.mmPerKm];
  return (
    <g className="print-map-scale">
      <rect x={x - 2} y={y - 5.2} width={width + 4} height={7.2} />
      <path d={`M${x} ${y - 1.4}V${y}H${x + width}V${y - 1.4}`} />
      <text x={x + width / 2} y={y - 1.8}>{`${km} km`}</text>
    </g>
  );
}

function North({ frame }: { readonly frame: PrintFrame }) {
  return (
    <g
      className="print-map-north"
      transform={`translate(${frame.widthMm - 7} 9) rotate(${frame.northDegrees.toFixed(1)})`}
    >
      <path d="M0 -6L2.4 4L0 2.2L-2.4 4Z" />
      <text y={7.4}>N</text>
    </g>
  );
}
