import type { BasemapKind } from "../domain/basemap.ts";
import { basemapFolder, jsonAt, loadManifest } from "./basemap.ts";
import { namedPlaces } from "./gazetteer.ts";
import type { MapGrid } from "./map-grid.ts";
import { isOnMap, type PaperPoint, type PrintFrame, placeOnPaper } from "./print-frame.ts";

/** Lines of the ground that a printed map draws, thinnest last. */
const PRINT_LINES = [
  "rivers",
  "communes",
  "arrondissements",
  "lines",
] as const satisfies readonly BasemapKind[];
export type PrintLine = (typeof PRINT_LINES)[number];

/** The basemap's files, as they were read. */
export interface BackgroundFiles {
  readonly lines: Readonly<Partial<Record<PrintLine, unknown>>>;
  readonly places: readonly { readonly name: string; readonly lng: number; readonly lat: number }[];
}

/** What lies under a printed route: SVG paths by kind, and names with their places, all in mm on paper. */
export interface PrintBackground {
  readonly paths: readonly { readonly kind: PrintLine; readonly d: string }[];
  readonly labels: readonly PrintLabel[];
}

interface PrintLabel {
  readonly text: string;
  readonly at: PaperPoint;
}

/** Height of a name, and the mean width of a letter, in mm. */
export const LABEL_MM = 2.6;
const LETTER_MM = 1.35;
const MOST_LABELS = 26;

/** Loads the basemap's files that a printed map needs; what is not installed is left out. */
export async function loadBackgroundFiles(): Promise<BackgroundFiles> {
  const manifest = await loadManifest();
  const file = (kind: BasemapKind) => manifest?.layers.find((layer) => layer.kind === kind)?.file;
  const read = async (kind: BasemapKind) => {
    const name = file(kind);
    return name === undefined ? undefined : jsonAt(`${basemapFolder()}${name}`);
  };
  const lines = await Promise.all(PRINT_LINES.map(async (kind) => [kind, await read(kind)] as const));
  const [stations, names] = await Promise.all([read("stations"), read("names")]);
  return {
    lines: Object.fromEntries(lines.filter(([, content]) => content !== undefined)),
    places: [...namedPlaces(stations), ...namedPlaces(names)],
  };
}

/**
 * Draws the background of a frame: lines that touch it, and as many names as stand clear of each other and of
 * `taken` (centres of what must stay readable), those nearest to it first.
 */
export function printBackground(
  grid: MapGrid,
  frame: PrintFrame,
  files: BackgroundFiles,
  taken: readonly PaperPoint[],
): PrintBackground {
  const paths = PRINT_LINES.flatMap((kind) => {
    const d = linesIn(files.lines[kind])
      .flatMap((line) => drawn(grid, frame, line))
      .join("");
    return d === "" ? [] : [{ kind, d }];
  });
  return { paths, labels: labelsOf(grid, frame, files, taken) };
}

type Position = readonly [lng: number, lat: number];

/** Every line of a GeoJSON collection: lines as they are, areas by their borders; whatever else is left out. */
function linesIn(collection: unknown): Position[][] {
  const features = fieldOf(collection, "features");
  if (!Array.isArray(features)) return [];
  return features.flatMap((feature) => linesOfDepth(fieldOf(fieldOf(feature, "geometry"), "coordinates")));
}

/** Coordinates nest to any depth; a line is a list of positions. */
function linesOfDepth(coordinates: unknown): Position[][] {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return [];
  return isPosition(coordinates[0])
    ? [coordinates.filter(isPosition)]
    : coordinates.flatMap((each) => linesOfDepth(each));
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number";
}

/** Runs of a line that touch the frame, as SVG; points outside are kept one step far, so that it leaves the paper. */
function drawn(grid: MapGrid, frame: PrintFrame, line: readonly Position[]): string[] {
  const points = line.map(([lng, lat]) => placeOnPaper(grid, frame, lng, lat));
  const near = points.map((point) => point !== undefined && isOnMap(frame, point, 5));
  const runs: PaperPoint[][] = [];
  let run: PaperPoint[] = [];
  points.forEach((point, at) => {
    const stays = point !== undefined && (near[at - 1] || near[at] || near[at + 1]);
    if (stays) run.push(point);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  });
  return [...runs, run]
    .filter((each) => each.length > 1)
    .map((each) =>
      each.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join(""),
    );
}

function labelsOf(
  grid: MapGrid,
  frame: PrintFrame,
  { places }: BackgroundFiles,
  taken: readonly PaperPoint[],
): PrintLabel[] {
  const candidates = places
    .flatMap(({ name, lng, lat }) => {
      const at = placeOnPaper(grid, frame, lng, lat);
      return at && isOnMap(frame, at, -3) ? [{ text: name, at, away: nearest(at, taken) }] : [];
    })
    .toSorted((one, other) => one.away - other.away || one.text.localeCompare(other.text));
  const kept: PrintLabel[] = [];
  for (const { text, at } of candidates) {
    const label = { text, at };
    const fits =
      isOnMap(frame, [at[0] + widthOf(label) / 2, at[1]]) &&
      isOnMap(frame, [at[0] - widthOf(label) / 2, at[1]]);
    if (
      fits &&
      kept.every((other) => !touch(label, other)) &&
      taken.every((point) => !covers(label, point))
    ) {
      kept.push(label);
    }
    if (kept.length === MOST_LABELS) break;
  }
  return kept;
}

function nearest([x, y]: PaperPoint, points: readonly PaperPoint[]): number {
  return Math.min(...points.map((point) => Math.hypot(point[0] - x, point[1] - y)));
}

/** Width of a name on paper, in mm. */
function widthOf({ text }: PrintLabel): number {
  return text.length * LETTER_MM;
}

function touch(one: PrintLabel, other: PrintLabel): boolean {
  const apart = (widthOf(one) + widthOf(other)) / 2 + 1.5;
  return Math.abs(one.at[0] - other.at[0]) < apart && Math.abs(one.at[1] - other.at[1]) < LABEL_MM + 0.8;
}

/** A number's badge is 3.2 mm from its centre to its rim. */
function covers(label: PrintLabel, [x, y]: PaperPoint): boolean {
  return (
    Math.abs(label.at[0] - x) < widthOf(label) / 2 + 3.6 && Math.abs(label.at[1] - y) < LABEL_MM / 2 + 3.6
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
