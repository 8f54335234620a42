import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type AttackReport, fetchAttackReport, saveAttackReport } from "../data/attack-report.ts";
import { CliError, required } from "./cli-error.ts";
import { connect } from "./connect.ts";
import { runCommand } from "./say.ts";
import { wordsOf } from "./words.ts";

const HELP = `npm run attack-report -- --as EMAIL [FILE] [--data DIR | --url URL] [--json]

Hands a report of the attack suite to the product, where the dpo sees it on Protection; the dpo's account is needed.
FILE is what \`npm run attacks -- --report FILE\` wrote. Without one it shows the report that was kept last.
`;

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        as: { type: "string" },
        data: { type: "string" },
        url: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return { ...values, file: positionals[0] };
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    throw new CliError("unreadable_file", file);
  }
}

function verdicts({ ran_at, commit, attacks }: AttackReport): string[] {
  return [
    `${ran_at} ${commit}`,
    ...attacks.map(({ id, name, upper, bound, pass, reason }) =>
      [`${pass ? "✓" : "✗"} ${id} ${name}: ${upper} ≤ ${bound}`, ...(reason === null ? [] : [reason])].join(
        " — ",
      ),
    ),
  ];
}

type Told =
  | { readonly kind: "help" }
  | { readonly kind: "kept"; readonly attacks: number; readonly failed: number }
  | { readonly kind: "last"; readonly report: AttackReport | null };

await runCommand<Told>(
  process.argv.includes("--json"),
  async () => {
    const { help, as, data, url, file } = options();
    if (help) return { kind: "help" };
    const report = file === undefined ? undefined : await readReport(file);
    const release = await connect({ as, data, url });
    try {
      if (file !== undefined) return { kind: "kept", ...required(await saveAttackReport(report), file) };
      return { kind: "last", report: required(await fetchAttackReport()).report };
    } finally {
      await release();
    }
  },
  (told) => {
    switch (told.kind) {
      case "help":
        return [HELP];
      case "kept":
        return [wordsOf("report_kept", `${told.attacks - told.failed} / ${told.attacks}`)];
      case "last":
        return told.report ? verdicts(told.report) : [wordsOf("not_found")];
    }
  },
);
