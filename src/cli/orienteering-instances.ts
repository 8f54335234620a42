/**
 * Published instances of orienteering problems as JSON: `{instances: [{name, m, tmax, start, end, x, y, score,
 * best_known, best_known_confirmed?, open?, close?, service?, decimals?}]}`; lists are indexed by point. Distances
 * are Euclidean; `decimals` truncates them, as Solomon's and Cordeau's sets want it.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Problem, Route } from "../planner/problem.ts";
import { CliError } from "./cli-error.ts";

/** An instance and the score to be compared with. */
export interface Instance {
  readonly name: string;
  readonly problem: Problem;
  readonly bestKnown: number;
  /** False where the literature's score has not been reached by an independent run. */
  readonly confirmed: boolean;
}

/** The instances of a file, or of every `.json` file of a folder, by name; CliError where there are none. */
export async function readInstances(path: string): Promise<Instance[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CliError("unreadable_file", path);
  if (!found.isDirectory()) return instancesOf(path, await readFile(path, "utf8"));
  const files = (await readdir(path)).filter((name) => name.endsWith(".json")).sort();
  if (files.length === 0) throw new CliError("no_instances", path);
  const lists = files.map(async (name) => instancesOf(name, await readFile(join(path, name), "utf8")));
  return (await Promise.all(lists)).flat();
}

/** Parses the text of a file; CliError `no_instances` says which file or which instance is wrong. */
export function instancesOf(file: string, text: string): Instance[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new CliError("no_instances", file);
  }
  const list = isRecord(parsed) ? parsed["instances"] : undefined;
  if (!Array.isArray(list) || list.length === 0) throw new CliError("no_instances", file);
  return list.map((given, at) => instanceOf(isRecord(given) ? given : {}, `${file}, ${at + 1}`));
}

function instanceOf(given: Readonly<Record<string, unknown>>, where: string): Instance {
  const name = given["name"];
  const [m, limit, start, end, bestKnown] = ["m", "tmax", "start", "end", "best_known"].map((key) =>
    number(given[key], `${where}, ${key}`),
  ) as [number, number, number, number, number];
  const x = numbers(given["x"], `${where}, x`);
  const points = x.length;
  const list = (key: string, otherwise: number) =>
    given[key] === undefined
      ? new Float64Array(points).fill(otherwise)
      : numbers(given[key], `${where}, ${key}`, points);
  const y = list("y", Number.NaN);
  const decimals =
    given["decimals"] === undefined ? undefined : number(given["decimals"], `${where}, decimals`);
  const inside = [start, end].every((point) => Number.isInteger(point) && point >= 0 && point < points);
  if (!inside || !Number.isInteger(m) || m < 1 || given["y"] === undefined)
    throw new CliError("no_instances", where);
  const route: Route = {
    ...{ start, end, limit, maxStops: Infinity, travel: 0, scores: list("score", 0) },
    ...{ opens: list("open", 0), closes: list("close", Infinity), counts: new Uint8Array(points) },
  };
  const problem: Problem = {
    ...{ points, travels: [distances(x, y, decimals)], service: list("service", 0), shares: [] },
    stops: Array.from({ length: points }, (_, point) => point).filter((p) => p !== start && p !== end),
    ...{ required: new Uint8Array(points), group: new Int32Array(points).fill(-1) },
    routes: Array.from({ length: m }, () => route),
  };
  return {
    name: String(name ?? where),
    problem,
    bestKnown,
    confirmed: given["best_known_confirmed"] !== false,
  };
}

/** Euclidean distances, row by row, cut after some decimals where asked (a hair is added against 4.9999…). */
function distances(x: Float64Array, y: Float64Array, decimals: number | undefined): Float64Array {
  const scale = 10 ** (decimals ?? 0);
  const all = new Float64Array(x.length * x.length);
  x.forEach((fromX, from) => {
    x.forEach((toX, to) => {
      const [dx, dy] = [fromX - toX, (y[from] ?? 0) - (y[to] ?? 0)];
      const exact = Math.sqrt(dx * dx + dy * dy);
      all[from * x.length + to] = decimals === undefined ? exact : Math.floor(exact * scale + 1e-9) / scale;
    });
  });
  return all;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function number(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new CliError("no_instances", where);
  return value;
}

function numbers(value: unknown, where: string, length?: number): Float64Array {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
    throw new CliError("no_instances", where);
  }
  return Float64Array.from(value, (each: unknown) => number(each, where));
}
