import { FIGURE_SIZE } from "./export-frame.ts";

/** Ways in which a figure leaves. */
export const FIGURE_FORMATS = ["svg", "png"] as const;
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

/** Pixels of a PNG for each unit of a figure: 2,400 × 1,800, enough for a printed half page. */
const DENSITY = 2;

/** A figure's SVG as the file that was asked for; undefined where the browser cannot draw it. */
export async function figureFile(format: FigureFormat, svg: string): Promise<Blob | undefined> {
  return format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : pngOf(svg);
}

async function pngOf(svg: string): Promise<Blob | undefined> {
  const image = new Image();
  // A data address, not a blob's: some browsers call a canvas foreign that a blob's SVG was drawn on.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    return undefined;
  }
  const canvas = document.createElement("canvas");
  canvas.width = FIGURE_SIZE.width * DENSITY;
  canvas.height = FIGURE_SIZE.height * DENSITY;
  const pen = canvas.getContext("2d");
  if (!pen) return undefined;
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
}
