/**
 * `npm run bench -- [name …] [--contacts N,N] [--runs N] [--users N] [--minutes N] [--only WORDS] [--json]`:
 * results as JSON lines on stdout, progress on stderr. Ends with status 1 where a goal was missed, 2 where the command was not understood.
 */
import { loadavg } from "node:os";
import { CliError } from "../../src/cli/cli-error.ts";
import { say } from "../../src/cli/say.ts";
import { backupBench } from "./backup-bench.ts";
import { browserImportBench } from "./browser-import-bench.ts";
import { bundleBench } from "./bundle-bench.ts";
import { faultsBench } from "./faults-bench.ts";
import { fieldBench } from "./field-bench.ts";
import { frontierBench } from "./frontier-bench.ts";
import { heatBench } from "./heat-bench.ts";
import { importBench } from "./import-bench.ts";
import { loadBench } from "./load-bench.ts";
import { mobilityBench } from "./mobility-bench.ts";
import { pageBench } from "./page-bench.ts";
import { peersBench } from "./peers-bench.ts";
import { plannerBench } from "./planner-bench.ts";
import { planningBench } from "./planning-bench.ts";
import { publishBench } from "./publish-bench.ts";
import { quarterBench } from "./quarter-bench.ts";
import { reachBench } from "./reach-bench.ts";
import type { Bench, Figures } from "./report.ts";
import { sizeBench } from "./size-bench.ts";
import { startBench } from "./start-bench.ts";
import { upgradeBench } from "./upgrade-bench.ts";

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  heat: heatBench,
  publish: publishBench,
  quarter: quarterBench,
  backup: backupBench,
  import: importBench,
  "browser-import": browserImportBench,
  size: sizeBench,
  bundle: bundleBench,
  page: pageBench,
  mobility: mobilityBench,
  field: fieldBench,
  planner: plannerBench,
  planning: planningBench,
  reach: reachBench,
  frontier: frontierBench,
  faults: faultsBench,
  load: loadBench,
  upgrade: upgradeBench,
  peers: peersBench,
  start: startBench,
};
const CONTACTS = [10_000, 100_000, 1_000_000];

/** What each benchmark is given beside its way to report. */
type Sizes = Omit<Bench, "print" | "say">;

interface Wish {
  readonly names: readonly string[];
  readonly sizes: Sizes;
}

const SIZES: Sizes = { contacts: CONTACTS, runs: 50, users: 200, minutes: 10, only: "", target: undefined };

/** Options with a value: each reads its own, or says undefined for one that it cannot read. */
const VALUES: Readonly<Record<string, (value: string, before: Sizes) => Partial<Sizes> | undefined>> = {
  "--as": (as, { target }) => ({ target: { ...target, as } }),
  "--data": (data, { target }) => ({ target: { ...target, data } }),
  "--url": (url, { target }) => ({ target: { ...target, url } }),
  "--contacts": (value) => {
    const contacts = value.split(",").map(Number);
    return contacts.every((count) => Number.isInteger(count) && count >= 1000) ? { contacts } : undefined;
  },
  "--runs": (value) => counted(value, (runs) => ({ runs })),
  "--users": (value) => counted(value, (users) => ({ users })),
  "--minutes": (value) => (Number(value) > 0 ? { minutes: Number(value) } : undefined),
  "--only": (only) => (only === "" ? undefined : { only }),
};

function counted(value: string, read: (count: number) => Partial<Sizes>): Partial<Sizes> | undefined {
  return /^[1-9]\d{0,4}$/.test(value) ? read(Number(value)) : undefined;
}

function readWish(words: readonly string[]): Wish | string {
  const names: string[] = [];
  let sizes = SIZES;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const option = VALUES[word];
    if (option) {
      const read = option(rest.shift() ?? "", sizes);
      if (!read) return word;
      sizes = { ...sizes, ...read };
    } else if (word in BENCHES) names.push(word);
    else if (word !== "--json") return word;
  }
  return { names: names.length > 0 ? names : Object.keys(BENCHES), sizes };
}

async function run({ names, sizes }: Wish): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const print = (figures: Figures) => {
    // Times mean little without knowing who else was at work: the machine's load of the last minute stands beside them.
    const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
    process.stdout.write(`${JSON.stringify({ ...figures, load })}\n`);
    if (figures.met === false) process.exitCode = 1;
  };
  for (const name of names) {
    say(`— ${name}`);
    await BENCHES[name]?.({ ...sizes, say, print });
  }
}

const USAGE = `npm run bench -- [${Object.keys(BENCHES).join(" | ")}] [--contacts N,N] [--runs N] [--users N] [--minutes N] [--only WORDS] [--json]
npm run bench -- heat --as EMAIL [--data DIR | --url URL]: the map's requests on a server that runs, as a lead
`;
const words = process.argv.slice(2);
const wish = readWish(words);
if (words.includes("--help")) process.stdout.write(USAGE);
else if (typeof wish === "string") {
  process.stderr.write(`${wish}?\n${USAGE}`);
  process.exitCode = 2;
} else if (wish.sizes.target && wish.names.join() !== "heat") {
  process.stderr.write(`--as, --data, --url?\n${USAGE}`);
  process.exitCode = 2;
} else {
  // An exit by name, so that clusters and folders are taken away on Ctrl-C too.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  try {
    await run(wish);
  } catch (error) {
    // What the person can mend: an account, a folder, an address.
    if (!(error instanceof CliError)) throw error;
    say(error.code, error.detail);
    process.exitCode = 1;
  }
}
