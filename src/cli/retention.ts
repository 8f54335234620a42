import { parseArgs } from "node:util";
import { type RetentionAnswer, runRetention } from "../data/erasure.ts";
import { CliError, required } from "./cli-error.ts";
import { connect } from "./connect.ts";
import { runCommand } from "./say.ts";
import { wordsOf } from "./words.ts";

const HELP = `npm run retention -- --as EMAIL [--apply] [--data DIR | --url URL] [--json]

Says what has come of age (24 months) and would be erased; the dpo's account is needed. A server does it by itself every night.
  --apply  erase it now; published releases stay as they are
`;

function options() {
  try {
    return parseArgs({
      options: {
        as: { type: "string" },
        data: { type: "string" },
        url: { type: "string" },
        apply: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

const json = process.argv.includes("--json");
await runCommand<RetentionAnswer | undefined>(
  json,
  async () => {
    const { help, as, data, url, apply } = options();
    if (help) return undefined;
    const release = await connect({ as, data, url });
    try {
      return required(await runRetention(!apply));
    } finally {
      await release();
    }
  },
  (result) => {
    if (!result) return [HELP];
    const { last_day: day, contacts, encounters, visits, sites, alerts, events } = result;
    const counts = `≤ ${day}: ${contacts}+ contacts, ${encounters}+ encounters, ${visits} visits, ${sites} sites, ${alerts} alerts, ${events} audit rows`;
    return [wordsOf(result.dry_run ? "retention_would" : "retention_done", counts), wordsOf("releases_stay")];
  },
);
