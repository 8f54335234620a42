import { type Cell, partsOf, type SizeKm } from "../../domain/grid.ts";
import { BODY, FAINT, type Framed, figureText, framedSvg, INK, short, wrapped } from "./export-frame.ts";
import { type FigureLabel, spreadLabels } from "./export-labels.ts";

/** How a place is filled: `#rrggbb`, or a pattern (diagonal: not published; dots: not to be told). */
interface Fill {
  readonly fill: string;
  readonly pattern: "diagonal" | "dots" | undefined;
}

/** A leaf or district as it is filled. */
export interface FigurePlace extends Fill {
  readonly squares: readonly { readonly square: Cell; readonly sizeKm: SizeKm }[];
}

/** A flow between two points of the grid (km); `weight` 0–1 is its width. */
export interface FigureArc {
  readonly from: readonly [eKm: number, nKm: number];
  readonly to: readonly [eKm: number, nKm: number];
  readonly weight: number;
}

export interface FigureLegendLine extends Fill {
  readonly label: string;
}

/** A map with its legend and scale. */
export interface Figure extends Framed {
  readonly legendTitle: string;
  readonly legend: readonly FigureLegendLine[];
  readonly places: readonly FigurePlace[];
  readonly arcs?: readonly FigureArc[];
  /** Names for orientation, the most important first: as many are drawn as have room. */
  readonly labels?: readonly FigureLabel[];
  /** Label of the scale bar, of 8 km. */
  readonly scale: string;
}

/** Ink of arrows. */
export const FLOW_COLOUR = "#905211";
const SCALE_KM = 8;

/** The figure as SVG: squares are drawn in the grid's own projection, so they are squares, north up to its own north. */
export function figureSvg(figure: Figure): string {
  const frame = frameOf(figure.places);
  return framedSvg(figure, [
    PATTERNS,
    ...figure.places.map((place) => placePath(place, frame)),
    ...(figure.arcs ?? []).map((arc) => arcPath(arc, frame)),
    ...labelLines(figure.labels ?? [], frame),
    ...legend(figure),
    scaleBar(frame, figure.scale),
  ]);
}

const PATTERNS = `<defs><pattern id="diagonal" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#ece9e3"/><line x1="0" y1="0" x2="0" y2="8" stroke="#8d887e" stroke-width="1.6"/></pattern><pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ece9e3"/><circle cx="4" cy="4" r="1.6" fill="#6b665d"/></pattern></defs>`;

function filled({ fill, pattern }: Fill): string {
  return pattern ? `url(#${pattern})` : fill;
}

/** From km of the grid to units of the figure. */
interface Frame {
  readonly west: number;
  readonly north: number;
  /** Units per km. */
  readonly scale: number;
}

function frameOf(places: readonly FigurePlace[]): Frame {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { square, sizeKm } of places.flatMap(({ squares }) => squares)) {
    const { eKm, nKm } = partsOf(square);
    west = Math.min(west, eKm);
    south = Math.min(south, nKm);
    east = Math.max(east, eKm + sizeKm);
    north = Math.max(north, nKm + sizeKm);
  }
  if (!Number.isFinite(west)) return { west: 0, north: 1, scale: BODY.height };
  return { west, north, scale: Math.min(BODY.width / (east - west), BODY.height / (north - south)) };
}

function at(frame: Frame, eKm: number, nKm: number): [number, number] {
  return [BODY.left + (eKm - frame.west) * frame.scale, BODY.top + (frame.north - nKm) * frame.scale];
}

function placePath(place: FigurePlace, frame: Frame): string {
  const path = place.squares.map(({ square, sizeKm }) => {
    const { eKm, nKm } = partsOf(square);
    const [x, y] = at(frame, eKm, nKm + sizeKm);
    const edge = sizeKm * frame.scale;
    return `M${short(x)} ${short(y)}h${short(edge)}v${short(edge)}h${short(-edge)}z`;
  });
  return `<path d="${path.join("")}" fill="${filled(place)}" stroke="#ffffff" stroke-width="1"/>`;
}

/** A curve that bends to the right of its way, so that both ways between two districts are seen, with its head. */
function arcPath({ from, to, weight }: FigureArc, frame: Frame): string {
  const [x, y] = at(frame, ...from);
  const [u, v] = at(frame, ...to);
  const width = short(1.5 + 7 * weight);
  if (x === u && y === v) {
    return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(6 + 10 * weight)}" fill="none" stroke="${FLOW_COLOUR}" stroke-opacity="0.8" stroke-width="${width}"/>`;
  }
  const bend = 0.18;
  const [cx, cy] = [(x + u) / 2 + (v - y) * bend, (y + v) / 2 - (u - x) * bend];
  const angle = (Math.atan2(v - cy, u - cx) * 180) / Math.PI;
  const head = 6 + 7 * weight;
  return `<g stroke-opacity="0.8" fill-opacity="0.8"><path d="M${short(x)} ${short(y)}Q${short(cx)} ${short(cy)} ${short(u)} ${short(v)}" fill="none" stroke="${FLOW_COLOUR}" stroke-width="${width}"/><path d="M0 0L${short(-2 * head)} ${short(-head)}V${short(head)}z" fill="${FLOW_COLOUR}" transform="translate(${short(u)} ${short(v)}) rotate(${short(angle)})"/></g>`;
}

/** Dark words with a white rim: read on every class. */
function labelLines(labels: readonly FigureLabel[], frame: Frame): string[] {
  const placed = spreadLabels(labels, (eKm, nKm) => at(frame, eKm, nKm));
  return placed.map(({ name, x, y }) => {
    const words = figureText(x, y + 5, name, { size: 14, weight: 500, anchor: "middle" });
    return `<g stroke="#ffffff" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${words}</g>`;
  });
}

function legend({ legend: lines, legendTitle }: Figure): string[] {
  const left = BODY.left + BODY.width + 40;
  const title = wrapped(legendTitle, 28);
  const first = BODY.top + 20 + 23 * title.length;
  return [
    ...title.map((words, row) =>
      figureText(left, BODY.top + 20 + 23 * row, words, { size: 18, weight: 600 }),
    ),
    ...lines.flatMap((each, line) => {
      const top = first + line * 38;
      const words = wrapped(each.label, 30);
      return [
        `<rect x="${left}" y="${top}" width="34" height="24" fill="${filled(each)}" stroke="${FAINT}" stroke-width="0.75"/>`,
        ...words.map((word, row) => figureText(left + 46, top + 18 + row * 18, word, { size: 16 })),
      ];
    }),
  ];
}

function scaleBar(frame: Frame, label: string): string {
  const left = BODY.left + BODY.width + 40;
  const bottom = BODY.top + BODY.height - 6;
  const width = short(SCALE_KM * frame.scale);
  return `<path d="M${left} ${bottom - 8}v8h${width}v-8" fill="none" stroke="${INK}" stroke-width="1.5"/>${figureText(left, bottom - 16, label, { size: 15 })}`;
}
