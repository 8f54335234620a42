/**
 * `npm run contract -- --url URL --key KEY [--as EMAIL]`: asks a project, hosted or own, what every back end of the
 * product must answer. Nothing is written. With `--as` (password in REPERE_PASSWORD) also what an account sees.
 * Ends with status 1 where a check fails, 2 where the command was not understood.
 */
import { parseArgs } from "node:util";
import { CHECKS, type Project } from "./checks.ts";
import { apiFunctions } from "./functions.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

function readProject(): Project | undefined {
  try {
    const { url, key, as } = parseArgs({
      options: { url: { type: "string" }, key: { type: "string" }, as: { type: "string" } },
    }).values;
    const password = process.env["REPERE_PASSWORD"];
    if (url === undefined || key === undefined || !URL.canParse(url)) return undefined;
    if (as !== undefined && password === undefined) return undefined;
    const account = as !== undefined && password !== undefined ? { email: as, password } : undefined;
    return { url, key, account, functions: apiFunctions() };
  } catch {
    return undefined;
  }
}

async function run(project: Project): Promise<void> {
  for (const check of CHECKS) {
    if (check.signedIn && !project.account) {
      say(`–  ${check.name} (needs --as)`);
      continue;
    }
    const wrong = await check.run(project).catch((error: unknown) => String(error));
    if (wrong !== undefined) process.exitCode = 1;
    say(wrong === undefined ? `✓  ${check.name}` : `✗  ${check.name}: ${wrong}`);
  }
}

const project = readProject();
if (project) {
  await run(project);
} else {
  process.stderr.write(
    "npm run contract -- --url URL --key KEY [--as EMAIL]   (the account's password in REPERE_PASSWORD)\n",
  );
  process.exitCode = 2;
}
