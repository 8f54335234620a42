import { parseArgs } from "node:util";
import { audienceOf, type JustPublished, publishNext } from "../data/publishing.ts";
import { CliError, required } from "./cli-error.ts";
import { connect } from "./connect.ts";
import { runCommand, say } from "./say.ts";
import { wordsOf } from "./words.ts";

const HELP = `npm run publish -- --as EMAIL [--data DIR | --url URL] [--dry-run] [--json]

Publishes every window that is due, oldest first, each in a transaction of its own. What is published stays.
  --dry-run  only say which window is next and how many wait
`;

interface PublishResult {
  readonly published: readonly JustPublished[];
  readonly remaining: number;
}

function options() {
  try {
    return parseArgs({
      options: {
        as: { type: "string" },
        data: { type: "string" },
        url: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

/** One call a window, until none remains; a dry run asks once. */
async function publishAll(dryRun: boolean): Promise<PublishResult> {
  const published: JustPublished[] = [];
  for (;;) {
    const step = await publishNext(dryRun);
    if (!step.ok && step.error === "nothing_due") return { published, remaining: 0 };
    const { published: window, remaining } = required(step);
    if (window) {
      published.push(window);
      say("published", windowLine(window));
    }
    if (dryRun || !window || remaining === 0) return { published, remaining };
    say("remaining", String(remaining));
  }
}

function windowLine(published: JustPublished): string {
  const { starts_on, ends_on, shown, leaves } = published;
  const window = `${audienceOf(published)} ${starts_on} – ${ends_on}`;
  // A dry run names the window and counts nothing.
  return leaves !== null && shown !== null ? `${window}: ${shown} / ${leaves}` : window;
}

const json = process.argv.includes("--json");
await runCommand<PublishResult | undefined>(
  json,
  async () => {
    const { help, as, data, url, "dry-run": dryRun } = options();
    if (help) return undefined;
    const release = await connect({ as, data, url });
    try {
      return await publishAll(dryRun);
    } finally {
      await release();
    }
  },
  (result) => {
    if (!result) return [HELP];
    return [...result.published.map(windowLine), wordsOf("remaining", String(result.remaining))];
  },
);
