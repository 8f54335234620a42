import { parseArgs } from "node:util";
import { CliError } from "./cli-error.ts";
import { readInstances } from "./orienteering-instances.ts";
import { type Effort, type InstancesResult, solveInstance, summed } from "./plan-instances.ts";
import { runCommand, say } from "./say.ts";

const HELP = `npm run plan -- --instances FILE|DIR [options]

Solves published orienteering instances (JSON) with the round optimiser; every plan is checked independently.
  --cpu-seconds S   processor seconds for each instance (default 1)
  --iterations N    instead: so many iterations, which give the same plan on every machine
  --seed N          seed of the search (default 1)
  --data, --url     taken as by the other commands; instances are files and need no back end
  --json            the result alone on standard output; gaps are parts of the best known score (0.002 = 0.2 %)
`;

interface Wish {
  readonly path: string;
  readonly effort: Effort;
}

function wishOf(args: readonly string[]): Wish | undefined {
  const values = parsed(args);
  if (values.help) return undefined;
  if (values.instances === undefined) throw new CliError("no_file", "--instances");
  const iterations = positive(values.iterations, "--iterations");
  const cpuSeconds =
    positive(values["cpu-seconds"], "--cpu-seconds") ?? (iterations === undefined ? 1 : undefined);
  const seed = Number(values.seed ?? "1");
  if (!Number.isInteger(seed)) throw new CliError("bad_option", "--seed");
  const effort = { seed, ...(cpuSeconds && { cpuSeconds }), ...(iterations && { iterations }) };
  return { path: values.instances, effort };
}

function parsed(args: readonly string[]) {
  const [text, flag] = [{ type: "string" }, { type: "boolean", default: false }] as const;
  try {
    const options = {
      // Shared by all commands; instances are files and need no back end.
      ...{ data: text, url: text },
      ...{ instances: text, "cpu-seconds": text, iterations: text, seed: text },
      ...{ json: flag, help: { ...flag, short: "h" } },
    };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

function positive(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new CliError("bad_option", option);
  return number;
}

async function solve({ path, effort }: Wish): Promise<InstancesResult> {
  const instances = await readInstances(path);
  const results = instances.map((instance, at) => {
    const result = solveInstance(instance, effort);
    say("solved", `${at + 1}/${instances.length} ${instance.name} ${result.score}/${result.bestKnown}`);
    return result;
  });
  return summed(results);
}

function linesOf({ results, meanGap, worstGap, unconfirmed }: InstancesResult): string[] {
  const percent = (gap: number | null) => (gap === null ? "–" : `${(100 * gap).toFixed(3)} %`);
  return [
    ...results.map((each) =>
      [each.name, each.score, each.bestKnown, percent(each.gap), `${each.cpuSeconds.toFixed(2)} s`].join(
        "\t",
      ),
    ),
    `mean ${percent(meanGap)}, worst ${percent(worstGap)}; unconfirmed (${unconfirmed.count}) ${percent(unconfirmed.meanGap)}`,
  ];
}

const args = process.argv.slice(2);
await runCommand(
  args.includes("--json"),
  async () => {
    const wish = wishOf(args);
    return wish ? solve(wish) : undefined;
  },
  (result) => (result ? linesOf(result) : [HELP]),
);
