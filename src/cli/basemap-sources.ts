import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BasemapError, type Part, parseFeatures, readFeatures } from "./basemap-features.ts";

export const SOURCES = ["communes", "arrondissements", "stations", "lines"] as const;
export type Source = (typeof SOURCES)[number];

export interface SourceFacts {
  /** File names in a folder given with `--from`: as published, or as the official portals name them. */
  readonly files: RegExp;
  readonly urls: readonly string[];
  readonly attribution: string;
  readonly licence: string;
}

const DEPARTMENTS = ["75", "77", "78", "91", "92", "93", "94", "95"];
const IDFM = "https://data.iledefrance-mobilites.fr/api/explore/v2.1/catalog/datasets";

/** Official open data, in the formats in which it is published. */
export const FACTS: Readonly<Record<Source, SourceFacts>> = {
  communes: {
    files: /^com(munes)?-\d\w.*\.(geo)?json$/,
    urls: DEPARTMENTS.map(
      (code) =>
        `https://geo.api.gouv.fr/departements/${code}/communes?fields=nom,code&format=geojson&geometry=contour`,
    ),
    attribution: "IGN, Etalab",
    licence: "Licence Ouverte 2.0",
  },
  arrondissements: {
    files: /^arrondissements.*\.(geo)?json$/,
    urls: ["https://opendata.paris.fr/api/explore/v2.1/catalog/datasets/arrondissements/exports/geojson"],
    attribution: "Ville de Paris",
    licence: "Licence Ouverte 2.0",
  },
  stations: {
    files: /^emplacement-des-gares.*\.(geo)?json$/,
    urls: [`${IDFM}/emplacement-des-gares-idf/exports/geojson`],
    attribution: "Île-de-France Mobilités",
    licence: "Licence Ouverte 2.0",
  },
  lines: {
    files: /^traces-d.*\.(geo)?json$/,
    urls: [`${IDFM}/traces-des-lignes-de-transport-en-commun-idfm/exports/geojson`],
    attribution: "Île-de-France Mobilités",
    licence: "Licence Ouverte 2.0",
  },
};

/** GSHHG rivers, in a folder given with `--from`: the multi-segment dump of GMT. */
export const RIVERS_FILE = "gshhg-rivers.txt";

/** Reads one source from a folder; empty when the folder has no file of that name. */
export async function sourceFromFolder(folder: string, source: Source): Promise<Part[]> {
  const names = (await namesIn(folder)).filter((name) => FACTS[source].files.test(name)).toSorted();
  const parts: Part[] = [];
  for (const name of names) parts.push(...(await readFeatures(join(folder, name))));
  return parts;
}

/** Text of the rivers' dump in a folder, or undefined where there is none. */
export async function riversInFolder(folder: string): Promise<string | undefined> {
  const names = await namesIn(folder);
  return names.includes(RIVERS_FILE) ? readFile(join(folder, RIVERS_FILE), "utf8") : undefined;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: Error) => {
    throw new BasemapError(`${folder}: cannot be listed (${cause.message})`);
  });
}

/** Downloads one source from the official addresses. Throws a BasemapError that names the address. */
export async function sourceFromNetwork(source: Source, onFile: (url: string) => void): Promise<Part[]> {
  const parts: Part[] = [];
  for (const url of FACTS[source].urls) {
    onFile(url);
    parts.push(...parseFeatures(await textAt(url), url));
  }
  return parts;
}

/** Longer than any of these files takes on a slow line; a stalled download ends. */
const PATIENCE_MS = 120_000;

async function textAt(url: string): Promise<string> {
  const advice = "try again later, or download the files by hand and use --from DIR";
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: Error) => {
    throw new BasemapError(`${url}: cannot be reached (${cause.message}); ${advice}`);
  });
  if (!answer.ok) throw new BasemapError(`${url}: answered ${answer.status}; ${advice}`);
  return answer.text().catch((cause: Error) => {
    throw new BasemapError(`${url}: broke off (${cause.message}); ${advice}`);
  });
}
