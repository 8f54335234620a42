import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline/promises";
import type { NewOrganisation } from "./first-data.ts";
import type { GridChoice } from "./folder/folder.ts";
import { DEFAULT_GRID } from "./prepare-data.ts";
import { readGrid, type StartOptions } from "./start-options.ts";
import type { StartWords } from "./start-words.ts";

const PROPOSED_NAME = "Mon association";
const PROPOSED_ZONE = "Europe/Paris";

/**
 * What a new association is to be: from the options and, at a terminal, from questions on standard error (standard
 * output belongs to --json).
 */
export async function newOrganisation(options: StartOptions, words: StartWords): Promise<NewOrganisation> {
  const timeZone = options.timeZone ?? PROPOSED_ZONE;
  if (!process.stdin.isTTY) {
    process.stderr.write(`${words.basemapHint}\n`);
    return { name: options.name ?? PROPOSED_NAME, timeZone, grid: options.grid ?? DEFAULT_GRID };
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D close it, and an unanswered question would wait for ever.
  const giveUp = () => process.exit(130);
  asking.once("close", giveUp);
  try {
    const name = options.name ?? (await askName(asking, words));
    const grid = options.grid ?? (await askGrid(asking, words));
    await offerBasemap(asking, words);
    return { name, timeZone, grid };
  } finally {
    asking.off("close", giveUp);
    asking.close();
  }
}

async function askName(asking: Interface, words: StartWords): Promise<string> {
  const typed = (await asking.question(words.askName({ proposed: PROPOSED_NAME }))).trim();
  return typed.slice(0, 120) || PROPOSED_NAME;
}

async function askGrid(asking: Interface, words: StartWords): Promise<GridChoice> {
  for (;;) {
    const typed = await asking.question(words.askGrid({ proposed: String(DEFAULT_GRID.srid) }));
    const grid = typed.trim() === "" ? DEFAULT_GRID : readGrid(typed);
    if (grid) return grid;
    process.stderr.write(`${words.badGrid}\n`);
  }
}

async function offerBasemap(asking: Interface, words: StartWords): Promise<void> {
  const typed = await asking.question(words.askBasemap);
  if (!/^[oy]/i.test(typed.trim())) return;
  const script = join(import.meta.dirname, "../../src/cli/basemap.ts");
  await new Promise<void>((resolve) => {
    // Its failure is its own to tell; the basemap that ships remains.
    spawn(process.execPath, ["--import", "tsx", script], { stdio: ["ignore", 2, 2] })
      .once("exit", () => resolve())
      .once("error", () => resolve());
  });
}
