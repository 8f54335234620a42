import { FAINT, type Framed, figureText, framedSvg, INK, short } from "./export-frame.ts";

/** One figure with its interval; `most` is drawn dashed on top: what hidden leaves may hold. */
interface ChartMark {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly most?: number | undefined;
}

/** A chart of figures with their intervals, slot by slot, as the screen draws it. */
export interface ChartFigure extends Framed {
  /** Said above the axis. */
  readonly unit: string;
  readonly slots: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly kind: "first" | "second";
    readonly marks: readonly (ChartMark | undefined)[];
  }[];
  readonly number: (value: number) => string;
}

const BOX = { left: 110, right: 1160, top: 170, bottom: 740 } as const;
const COLOURS = { first: "#2a6298", second: "#905211" } as const;
const STEPS = 5;
/** Widest text under the axis: fewer names are written where more would touch. */
const SLOT_WIDTH = 130;

/** The chart as SVG, from zero, with whiskers of 90 %. */
export function chartSvg(figure: ChartFigure): string {
  const marks = figure.series.flatMap(({ marks: own }) => own.filter((mark) => mark !== undefined));
  const step = stepFor(Math.max(0, ...marks.map(({ high, most }) => Math.max(high, most ?? 0))));
  const top = step * STEPS;
  const y = (value: number) => BOX.bottom - ((BOX.bottom - BOX.top) * value) / top;
  const width = (BOX.right - BOX.left) / Math.max(1, figure.slots.length);
  const x = (slot: number, nth: number) =>
    BOX.left + width * (slot + 0.5) + (nth - (figure.series.length - 1) / 2) * Math.min(40, width / 3);
  return framedSvg(figure, [
    figureText(40, 146, figure.unit, { size: 17, fill: FAINT }),
    ...axis(step, y, figure.number),
    ...slotNames(figure.slots, width),
    ...figure.series.flatMap(({ kind, marks: own }, nth) =>
      own.flatMap((mark, at) => (mark ? markLines(mark, x(at, nth), y, kind) : [])),
    ),
    ...key(figure.series),
  ]);
}

/** The least step of 1, 2, 2.5 or 5 times a power of ten whose five make room for `most`. */
function stepFor(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most / STEPS));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power * STEPS >= most) ?? 10;
  return factor * power;
}

function axis(step: number, y: (value: number) => number, number: (value: number) => string): string[] {
  return Array.from({ length: STEPS + 1 }, (_, at) => at * step).flatMap((tick) => [
    `<line x1="${BOX.left}" x2="${BOX.right}" y1="${short(y(tick))}" y2="${short(y(tick))}" stroke="#d9d7d2"/>`,
    figureText(BOX.left - 12, y(tick) + 6, number(tick), { size: 16, anchor: "end" }),
  ]);
}

function slotNames(slots: readonly string[], width: number): string[] {
  const every = Math.ceil(SLOT_WIDTH / width);
  return slots.flatMap((slot, at) => {
    if ((slots.length - 1 - at) % every !== 0) return [];
    return [figureText(BOX.left + width * (at + 0.5), BOX.bottom + 30, slot, { size: 16, anchor: "middle" })];
  });
}

function markLines(
  { value, low, high, most }: ChartMark,
  x: number,
  y: (value: number) => number,
  kind: keyof typeof COLOURS,
): string[] {
  const ink = COLOURS[kind];
  const [left, bottom, upper] = [short(x - 7), short(y(low)), short(y(high))];
  const hidden =
    most === undefined || most <= high
      ? []
      : [
          `<line x1="${short(x)}" x2="${short(x)}" y1="${upper}" y2="${short(y(most))}" stroke="${ink}" stroke-dasharray="3 5" stroke-width="2"/>`,
        ];
  return [
    `<path data-low="${low}" data-high="${high}" d="M${left} ${bottom}h14m-7 0V${upper}m-7 0h14" fill="none" stroke="${ink}" stroke-width="2.5"/>`,
    ...hidden,
    sign(x, y(value), kind),
  ];
}

/** A disc or a hollow diamond: told apart without colour. */
function sign(x: number, y: number, kind: keyof typeof COLOURS): string {
  const ink = COLOURS[kind];
  if (kind === "first") return `<circle cx="${short(x)}" cy="${short(y)}" r="7" fill="${ink}"/>`;
  return `<path d="M${short(x)} ${short(y - 9)}l9 9l-9 9l-9 -9z" fill="#ffffff" stroke="${ink}" stroke-width="2.5"/>`;
}

function key(series: ChartFigure["series"]): string[] {
  if (series.length < 2) return [];
  return series.flatMap(({ name, kind }, nth) => {
    const left = BOX.left + 260 * nth;
    return [
      sign(left, BOX.bottom + 66, kind),
      figureText(left + 18, BOX.bottom + 72, name, { size: 17, fill: INK }),
    ];
  });
}
