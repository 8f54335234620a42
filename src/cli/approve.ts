import { parseArgs } from "node:util";
import { approveRecorderColumn, declineRecorderColumn, fetchBatches } from "../data/batches.ts";
import { CliError, required } from "./cli-error.ts";
import { connect } from "./connect.ts";
import { runCommand } from "./say.ts";
import { wordsOf } from "./words.ts";

const HELP = `npm run approve -- BATCH --as EMAIL (--values N | --decline) [--data DIR | --url URL] [--json]

The dpo's word on an import's recorder column: its values then count as recorders, or do not.
  --values N  approve exactly N different values; without it the command only says how many there are
`;

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        as: { type: "string" },
        data: { type: "string" },
        url: { type: "string" },
        values: { type: "string" },
        decline: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

/** Approves the number of values that the person names; where none is named, says what there is and stops. */
async function approve(id: string, named: string | undefined): Promise<void> {
  const batch = required(await fetchBatches()).find((each) => each.id === id);
  if (!batch) throw new CliError("not_found", id);
  const { recorder_values: values, recorder_share: share, accepted: rows } = batch;
  if (named === undefined) throw new CliError("values_needed", `${values ?? "–"}, ${share ?? "–"} %`);
  if (!/^\d{1,5}$/.test(named)) throw new CliError("bad_option", "--values");
  required(await approveRecorderColumn(id, { values: Number(named), rows }), id);
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
      if (values.decline) required(await declineRecorderColumn(batch), batch);
      else await approve(batch, values.values);
      return { batch, approved: !values.decline };
    } finally {
      await release();
    }
  },
  (result) => (result ? [wordsOf("approved", `${result.batch} ${result.approved}`)] : [HELP]),
);
