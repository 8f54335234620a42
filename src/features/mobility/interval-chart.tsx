import "./interval-chart.css";

/** One figure with its interval; undefined where there is none. */
interface Mark {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Drawn as a dashed line on top: what hidden leaves may hold. */
  readonly most?: number | undefined;
}

interface ChartSeries {
  readonly name: string;
  /** Place in the order of marks: it sets the sign and the colour. */
  readonly kind: "first" | "second";
  readonly marks: readonly (Mark | undefined)[];
}

export interface IntervalChartProps {
  /** What is drawn, in words: read aloud in place of the picture. */
  readonly label: string;
  /** Said above the axis. */
  readonly unit: string;
  readonly slots: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly number: (value: number) => string;
}

const BOX = { width: 384, height: 220, left: 44, right: 8, top: 24, bottom: 26 } as const;
const STEPS = 4;
const SIGN = 2.5;
const CAP = 6;
/** Widest text under the axis, in px: fewer names are written where more would touch. */
const SLOT_WIDTH = 62;

/** The next number of the form 1, 2, 2.5 or 5 times a power of ten. */
function niceStep(most: number, steps: number): number {
  const rough = most / steps;
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Figures with their 90 % intervals, slot by slot, from zero: signs and whiskers; a table beside it says the same. */
export function IntervalChart({ label, unit, slots, series, number }: IntervalChartProps) {
  const marks = series.flatMap((each) => each.marks);
  const most = Math.max(0, ...marks.map((mark) => (mark ? Math.max(mark.high, mark.most ?? 0) : 0)));
  const step = niceStep(most, STEPS);
  const top = step * Math.max(1, Math.ceil(most / step));
  const inner = BOX.height - BOX.top - BOX.bottom;
  const y = (value: number) => BOX.top + inner * (1 - value / top);
  const slotWidth = (BOX.width - BOX.left - BOX.right) / Math.max(1, slots.length);
  const x = (slot: number, nth: number) =>
    BOX.left + slotWidth * (slot + 0.5) + (nth - (series.length - 1) / 2) * Math.min(18, slotWidth / 3);
  const every = Math.ceil(SLOT_WIDTH / slotWidth);
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step);
  return (
    <figure className="interval-chart">
      <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={label}>
        <text x={0} y={12}>
          {unit}
        </text>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              className="interval-chart-grid"
              x1={BOX.left}
              x2={BOX.width - BOX.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text x={BOX.left - 6} y={y(tick) + 4} textAnchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {slots.map((slot, at) =>
          (slots.length - 1 - at) % every === 0 ? (
            <text key={slot} x={BOX.left + slotWidth * (at + 0.5)} y={BOX.height - 8} textAnchor="middle">
              {slot}
            </text>
          ) : null,
        )}
        {series.map(({ kind, marks: own }, nth) => (
          <g key={kind} data-kind={kind}>
            {own.map((mark, at) =>
              mark ? <Figure key={slots[at]} mark={mark} x={x(at, nth)} y={y} kind={kind} /> : null,
            )}
          </g>
        ))}
      </svg>
      {series.length > 1 ? (
        <figcaption className="interval-chart-key">
          {series.map(({ kind, name }) => (
            <span key={kind}>
              <svg aria-hidden width={14} height={14} data-kind={kind}>
                <Sign kind={kind} x={7} y={7} />
              </svg>
              {name}
            </span>
          ))}
        </figcaption>
      ) : null}
    </figure>
  );
}

interface FigureProps {
  readonly mark: Mark;
  readonly x: number;
  readonly y: (value: number) => number;
  readonly kind: ChartSeries["kind"];
}

function Figure({ mark: { value, low, high, most }, x, y, kind }: FigureProps) {
  return (
    <>
      {most === undefined || most <= high ? null : (
        <line className="interval-chart-most" x1={x} x2={x} y1={y(high)} y2={y(most)} />
      )}
      <path
        className="interval-chart-whisker"
        d={`M${x - CAP} ${y(low)}h${2 * CAP}m${-CAP} 0V${y(high)}m${-CAP} 0h${2 * CAP}`}
      />
      <Sign kind={kind} x={x} y={y(value)} />
    </>
  );
}

/** A disc or a diamond: told apart without colour. */
function Sign({
  kind,
  x,
  y,
}: {
  readonly kind: ChartSeries["kind"];
  readonly x: number;
  readonly y: number;
}) {
  if (kind === "first") return <circle className="interval-chart-sign" cx={x} cy={y} r={SIGN} />;
  const reach = SIGN + 1;
  const d = `M${x} ${y - reach}l${reach} ${reach}l${-reach} ${reach}l${-reach} ${-reach}z`;
  return <path className="interval-chart-sign" d={d} />;
}
