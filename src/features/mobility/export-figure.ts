import { type Cell, partsOf, type SizeKm } from "../../domain/grid.ts";

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
interface FigureArc {
  readonly from: readonly [eKm: number, nKm: number];
  readonly to: readonly [eKm: number, nKm: number];
  readonly weight: number;
}

export interface FigureLegendLine extends Fill {
  readonly label: string;
}

/** A picture that explains itself wherever it is pasted: title, period, legend, scale, source and releases. */
export interface Figure {
  readonly title: string;
  readonly subtitle: string;
  readonly legendTitle: string;
  readonly legend: readonly FigureLegendLine[];
  readonly places: readonly FigurePlace[];
  readonly arcs?: readonly FigureArc[];
  /** One line each: source, releases, noise. */
  readonly source: readonly string[];
  /** Label of the scale bar, of 8 km. */
  readonly scale: string;
}

/** Size of a figure in its own units; a PNG has twice as many pixels. */
export const FIGURE_SIZE = { width: 1200, height: 900 } as const;
const MAP = { left: 40, top: 130, width: 800, height: 650 } as const;
const FONT = "font-family=\"Inter, 'Segoe UI', 'Noto Sans', Arial, sans-serif\"";
const INK = "#26231f";
const FAINT = "#6b665d";
const ARC = "#905211";
const SCALE_KM = 8;
const LINE_LENGTH = 118;

/** The figure as SVG: squares are drawn in the grid's own projection, so they are squares, north up to its own north. */
export function figureSvg(figure: Figure): string {
  const frame = frameOf(figure.places);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIGURE_SIZE.width} ${FIGURE_SIZE.height}" width="${FIGURE_SIZE.width}" height="${FIGURE_SIZE.height}" role="img" ${FONT}>`,
    `<title>${escaped(`${figure.title}. ${figure.subtitle}`)}</title>`,
    PATTERNS,
    `<rect width="${FIGURE_SIZE.width}" height="${FIGURE_SIZE.height}" fill="#ffffff"/>`,
    text(MAP.left, 58, figure.title, { size: 30, weight: 600 }),
    text(MAP.left, 94, figure.subtitle, { size: 19, fill: FAINT }),
    ...figure.places.map((place) => placePath(place, frame)),
    ...(figure.arcs ?? []).map((arc) => arcPath(arc, frame)),
    ...legend(figure),
    scaleBar(frame, figure.scale),
    ...sourceLines(figure.source),
    "</svg>",
  ].join("\n");
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
  if (!Number.isFinite(west)) return { west: 0, north: 1, scale: MAP.height };
  return { west, north, scale: Math.min(MAP.width / (east - west), MAP.height / (north - south)) };
}

function at(frame: Frame, eKm: number, nKm: number): [number, number] {
  return [MAP.left + (eKm - frame.west) * frame.scale, MAP.top + (frame.north - nKm) * frame.scale];
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
    return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(6 + 10 * weight)}" fill="none" stroke="${ARC}" stroke-opacity="0.8" stroke-width="${width}"/>`;
  }
  const bend = 0.18;
  const [cx, cy] = [(x + u) / 2 + (v - y) * bend, (y + v) / 2 - (u - x) * bend];
  const angle = (Math.atan2(v - cy, u - cx) * 180) / Math.PI;
  const head = 6 + 7 * weight;
  return `<g stroke-opacity="0.8" fill-opacity="0.8"><path d="M${short(x)} ${short(y)}Q${short(cx)} ${short(cy)} ${short(u)} ${short(v)}" fill="none" stroke="${ARC}" stroke-width="${width}"/><path d="M0 0L${short(-2 * head)} ${short(-head)}V${short(head)}z" fill="${ARC}" transform="translate(${short(u)} ${short(v)}) rotate(${short(angle)})"/></g>`;
}

function legend({ legend: lines, legendTitle }: Figure): string[] {
  const left = MAP.left + MAP.width + 40;
  return [
    text(left, MAP.top + 20, legendTitle, { size: 19, weight: 600 }),
    ...lines.flatMap((each, line) => {
      const top = MAP.top + 44 + line * 38;
      const words = wrapped(each.label, 30);
      return [
        `<rect x="${left}" y="${top}" width="34" height="24" fill="${filled(each)}" stroke="${FAINT}" stroke-width="0.75"/>`,
        ...words.map((word, row) => text(left + 46, top + 18 + row * 18, word, { size: 16 })),
      ];
    }),
  ];
}

function scaleBar(frame: Frame, label: string): string {
  const left = MAP.left + MAP.width + 40;
  const bottom = MAP.top + MAP.height - 6;
  const width = short(SCALE_KM * frame.scale);
  return `<path d="M${left} ${bottom - 8}v8h${width}v-8" fill="none" stroke="${INK}" stroke-width="1.5"/>${text(left, bottom - 16, label, { size: 15 })}`;
}

function sourceLines(source: readonly string[]): string[] {
  const lines = source.flatMap((line) => wrapped(line, LINE_LENGTH));
  const top = FIGURE_SIZE.height - 24 - 22 * (lines.length - 1);
  return lines.map((line, row) => text(MAP.left, top + 22 * row, line, { size: 15, fill: FAINT }));
}

interface TextStyle {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
}

function text(x: number, y: number, words: string, { size, weight = 400, fill = INK }: TextStyle): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(words)}</text>`;
}

/** Lines of at most so many characters, parted at spaces. */
export function wrapped(words: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= length)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Text inside an element or an attribute; control characters, which XML has none of, are left out. */
function escaped(words: string): string {
  return words
    .replace(/\p{Cc}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
