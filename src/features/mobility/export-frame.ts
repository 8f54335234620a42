/** What every picture says of itself wherever it is pasted: title, period, source and releases. */
export interface Framed {
  readonly title: string;
  readonly subtitle: string;
  /** One line each: source, releases, noise. */
  readonly source: readonly string[];
}

/** Size of a figure in its own units; a PNG has twice as many pixels. */
export const FIGURE_SIZE = { width: 1200, height: 900 } as const;
/** Where a figure's body may be drawn. */
export const BODY = { left: 40, top: 130, width: 800, height: 650 } as const;
export const INK = "#26231f";
export const FAINT = "#6b665d";
const FONT = "font-family=\"Inter, 'Segoe UI', 'Noto Sans', Arial, sans-serif\"";
const MARGIN = 40;
const LINE_LENGTH = 140;

/** A whole SVG on white paper round the lines of a body. */
export function framedSvg({ title, subtitle, source }: Framed, body: readonly string[]): string {
  const { width, height } = FIGURE_SIZE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ${FONT}>`,
    `<title>${escaped(`${title}. ${subtitle}`)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    figureText(MARGIN, 58, title, { size: 30, weight: 600 }),
    figureText(MARGIN, 94, subtitle, { size: 19, fill: FAINT }),
    ...body,
    ...sourceLines(source),
    "</svg>",
  ].join("\n");
}

function sourceLines(source: readonly string[]): string[] {
  const lines = source.flatMap((line) => wrapped(line, LINE_LENGTH));
  const top = FIGURE_SIZE.height - 24 - 22 * (lines.length - 1);
  return lines.map((line, row) => figureText(MARGIN, top + 22 * row, line, { size: 15, fill: FAINT }));
}

interface TextStyle {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly anchor?: "middle" | "end";
}

/** A line of words at a point. */
export function figureText(x: number, y: number, words: string, style: TextStyle): string {
  const { size, weight = 400, fill = INK, anchor } = style;
  const side = anchor ? ` text-anchor="${anchor}"` : "";
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}"${side}>${escaped(words)}</text>`;
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

/** One decimal is a twentieth of a millimetre on paper. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
