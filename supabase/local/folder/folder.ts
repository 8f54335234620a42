import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";

/** The grid that an organisation was made with. */
export interface GridChoice {
  readonly srid: number;
  readonly offsetEKm: number;
  readonly offsetNKm: number;
}

export interface DemoAccount {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** What folder.json remembers. */
export interface FolderFacts {
  readonly id: string;
  readonly created: string;
  /** Holds invented data and accounts whose password everybody knows. */
  readonly demo: boolean;
  readonly grid: GridChoice;
  /** Whether the first start came to its end; otherwise the next one begins again. */
  readonly ready: boolean;
  /** The fixed day of the service clock, kept from the first start. */
  readonly today?: string;
  readonly accounts?: readonly DemoAccount[];
  /** A MapLibre style or PMTiles file instead of the basemap that ships. */
  readonly style?: string;
}

const FILE = "folder.json";

/** The facts of a data folder, or undefined for a new one. */
export function readFolder(folder: string): FolderFacts | undefined {
  const file = join(folder, FILE);
  if (!existsSync(file)) return undefined;
  try {
    const facts = JSON.parse(readFileSync(file, "utf8")) as FolderFacts;
    if (/^[0-9a-f-]{36}$/.test(facts.id) && typeof facts.ready === "boolean") return facts;
  } catch {
    // Falls through: a file cut short says nothing.
  }
  throw new StartError("folder_unreadable", { file });
}

/** Facts of a folder that begins now. */
export function newFolder(
  choice: Pick<FolderFacts, "demo" | "grid"> & { today?: string | undefined },
): FolderFacts {
  const { today, ...others } = choice;
  return {
    id: randomUUID(),
    created: new Date().toISOString(),
    ready: false,
    ...others,
    ...(today === undefined ? {} : { today }),
  };
}

/** Makes a folder, readable by its owner alone; one that is there keeps its mode. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Makes a folder that is the product's own, and closes one that was left open to others. */
export function makePrivateFolder(folder: string): void {
  makeFolder(folder);
  chmodSync(folder, 0o700);
}

/** Writes the facts whole or not at all. */
export function writeFolder(folder: string, facts: FolderFacts): void {
  const draft = join(folder, `${FILE}.part`);
  writeFileSync(draft, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, join(folder, FILE));
}
