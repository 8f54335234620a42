/**
 * `npm run bench -- [name …] [--contacts N,N] [--json]`: results as JSON lines on stdout, progress on stderr.
 * Ends with status 1 where a goal was missed, 2 where the command was not understood.
 */
import { loadavg } from "node:os";
import { browserImportBench } from "./browser-import-bench.ts";
import { bundleBench } from "./bundle-bench.ts";
import { heatBench } from "./heat-bench.ts";
import { importBench } from "./import-bench.ts";
import { pageBench } from "./page-bench.ts";
import { plannerBench } from "./planner-bench.ts";
import { planningBench } from "./planning-bench.ts";
import { publishBench } from "./publish-bench.ts";
import { quarterBench } from "./quarter-bench.ts";
import { reachBench } from "./reach-bench.ts";
import type { Bench, Figures } from "./report.ts";
import { sizeBench } from "./size-bench.ts";
import { startBench } from "./start-bench.ts";

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  heat: heatBench,
  publish: publishBench,
  quarter: quarterBench,
  import: importBench,
  "browser-import": browserImportBench,
  size: sizeBench,
  bundle: bundleBench,
  page: pageBench,
  planner: plannerBench,
  planning: planningBench,
  reach: reachBench,
  start: startBench,
};
const CONTACTS = [10_000, 100_000, 1_000_000];

interface Wish {
  readonly names: readonly string[];
  readonly contacts: readonly number[];
}

function readWish(words: readonly string[]): Wish | string {
  const names: string[] = [];
  let contacts: readonly number[] = CONTACTS;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--json") continue;
    if (word === "--contacts") {
      at += 1;
      contacts = (words[at] ?? "").split(",").map(Number);
    } else if (word in BENCHES) names.push(word);
    else return word;
  }
  const known = contacts.every((count) => Number.isInteger(count) && count >= 1000);
  if (!known) return "--contacts";
  return { names: names.length > 0 ? names : Object.keys(BENCHES), contacts };
}

async function run({ names, contacts }: Wish): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const print = (figures: Figures) => {
    // Times mean little without knowing who else was at work: the machine's load of the last minute stands beside them.
    const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
    process.stdout.write(`${JSON.stringify({ ...figures, load })}\n`);
    if (figures.met === false) process.exitCode = 1;
  };
  for (const name of names) {
    say(`— ${name}`);
    await BENCHES[name]?.({ contacts, say, print });
  }
}

const wish = readWish(process.argv.slice(2));
if (typeof wish === "string") {
  process.stderr.write(
    `${wish}?\nnpm run bench -- [${Object.keys(BENCHES).join(" | ")}] [--contacts N,N] [--json]\n`,
  );
  process.exitCode = 2;
} else {
  // An exit by name, so that clusters and folders are taken away on Ctrl-C too.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  await run(wish);
}
