import { type ImportResult, importFile } from "./import-file.ts";
import { IMPORT_HELP, importOptions } from "./import-options.ts";
import { runCommand } from "./say.ts";
import { countedByCode, wordsOf } from "./words.ts";

function linesOf(result: ImportResult): string[] {
  const { rows, accepted, repeated, rejected, leftOut, loneDates } = result;
  const read = [result.encoding, result.delimiter, result.dateFormat, result.srid && `EPSG:${result.srid}`];
  return [
    wordsOf("read_as", read.filter(Boolean).join(" ")),
    `${wordsOf("rows", String(rows))} → ${accepted} + ${repeated} (=)`,
    ...(rejected.length > 0 ? [wordsOf("refused", countedByCode(rejected))] : []),
    ...rejected.slice(0, 20).map(({ line, column, code }) => `  ${line}  ${column ?? "–"}  ${code}`),
    ...(loneDates.length > 0 ? [wordsOf("lone_dates", loneDates.slice(0, 20).join(", "))] : []),
    ...(leftOut.length > 0 ? [wordsOf("left_out", leftOut.join(", "))] : []),
  ];
}

const args = process.argv.slice(2);
await runCommand(
  args.includes("--json"),
  async () => {
    const options = await importOptions(args);
    return options ? importFile(options) : undefined;
  },
  (result) => (result ? linesOf(result) : [IMPORT_HELP]),
);
