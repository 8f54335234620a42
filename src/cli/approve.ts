import { parseArgs } from "node:util";
import { approveRecorderColumn } from "../data/batches.ts";
import { CliError, required } from "./cli-error.ts";
import { connect } from "./connect.ts";
import { runCommand } from "./say.ts";
import { wordsOf } from "./words.ts";

const HELP = `npm run approve -- BATCH --as EMAIL [--decline] [--data DIR | --url URL] [--json]

The dpo's word on an import's recorder column: its values then count as recorders, or do not.
`;

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        as: { type: "string" },
        data: { type: "string" },
        url: { type: "string" },
        decline: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

const json = process.argv.includes("--json");
await runCommand<{ readonly batch: string; readonly approved: boolean } | undefined>(
  json,
  async () => {
    const { values, positionals } = options();
    const [batch] = positionals;
    if (values.help) return undefined;
    if (batch === undefined) throw new CliError("bad_option", "BATCH");
    const release = await connect({ as: values.as, data: values.data, url: values.url });
    try {
      required(await approveRecorderColumn(batch, !values.decline), batch);
      return { batch, approved: !values.decline };
    } finally {
      await release();
    }
  },
  (result) => (result ? [wordsOf("approved", `${result.batch} ${result.approved}`)] : [HELP]),
);
