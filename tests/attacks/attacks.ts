/**
 * `npm run attacks -- [--trials N] [--json] [--only 2,9,utility,proof] [--reduced] [--report FILE]`: runs the attacks of
 * privacy.md, each also against the unprotected variant, and prints a table (or one JSON object), and keeps it in a file
 * that `npm run attack-report` hands to the product. Progress goes to stderr. Ends with status 1 where an attack succeeds or could not be run, 2 where the command was not understood.
 */
import type { Target } from "../../src/cli/connect.ts";
import { runCommand } from "../../src/cli/say.ts";
import { openDatabase } from "../../supabase/local/database/open.ts";
import { prepareDumps } from "../local/harness/prepared.ts";
import { type AttackResult, type Context, judged } from "./attack.ts";
import { attackElsewhere } from "./http/elsewhere.ts";
import { runHttpAttacks } from "./http/run.ts";
import { BROWSER_ATTACKS, HTTP_ATTACKS, PORT_ATTACKS } from "./list.ts";
import { tableOf, usefulnessLines } from "./print.ts";
import { type Proof, prove } from "./proof/proof.ts";
import { commitHere, keep, type Report } from "./report.ts";
import { usefulness } from "./utility/usefulness.ts";
import { readWish, USAGE, type Wish } from "./wish.ts";

const PROVED_ON = { full: 1000, reduced: 40 };

function timed<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const began = performance.now();
  return Promise.resolve(work()).finally(() => {
    process.stderr.write(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  });
}

async function proofOf({ full }: Wish, context: Context): Promise<Proof> {
  const { migrated } = await prepareDumps();
  const db = await openDatabase({ seedDump: migrated });
  try {
    return await prove(db, full ? PROVED_ON.full : PROVED_ON.reduced, context.say);
  } finally {
    await db.close();
  }
}

async function run(wish: Wish): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const context: Context = { trials: wish.trials, full: wish.full, say };
  const attacks: AttackResult[] = [];
  const isWanted = ({ id }: { readonly id: number }) => wish.wants(String(id));
  for (const attack of [...PORT_ATTACKS, ...BROWSER_ATTACKS].filter(isWanted)) {
    const findings = await timed(`attack ${attack.id}`, () => attack.run(context));
    attacks.push(judged(attack, findings));
  }
  const overHttp = HTTP_ATTACKS.filter(isWanted);
  if (overHttp.length > 0) {
    const run = () => runHttpAttacks({ attacks: overHttp, page: false }, context);
    attacks.push(...(await timed("attacks over HTTP", run)));
  }
  attacks.sort((a, b) => a.id - b.id);
  const utility = wish.wants("utility") ? await timed("usefulness", () => usefulness(context)) : [];
  const proof = wish.wants("proof") ? await timed("proof", () => proofOf(wish, context)) : undefined;
  const { trials, full } = wish;
  const report: Report = {
    ...{ ran_at: new Date().toISOString(), commit: commitHere(), trials, full, attacks, utility },
    ...(proof ? { proof } : {}),
  };
  if (wish.report !== undefined) keep(wish.report, report);
  process.stdout.write(wish.json ? `${JSON.stringify(report)}\n` : `${textOf(report)}\n`);
  const proved = proof === undefined || proof.equal === proof.windows;
  if (!proved || [...attacks, ...utility].some(({ pass }) => !pass)) process.exitCode = 1;
}

function textOf({ attacks, utility, proof }: Report): string {
  const lines = attacks.length > 0 ? [tableOf(attacks)] : [];
  if (utility.length > 0) lines.push(usefulnessLines(utility));
  if (proof) {
    lines.push(
      `port against SQL: ${proof.equal} of ${proof.windows} windows of ${proof.databases} random databases equal ` +
        `(${proof.shownLeaves} leaves and ${proof.shownCategories} categories shown)`,
    );
  }
  return lines.join("\n\n");
}

/** A running server's answers are judged at once; they are no part of a report, which is about invented data. */
async function runElsewhere(wish: Wish & { readonly target: Target }): Promise<void> {
  const context = {
    trials: wish.trials,
    full: false,
    say: (text: string) => process.stderr.write(`${text}\n`),
  };
  await runCommand(
    wish.json,
    async () => {
      const attacks = await attackElsewhere(wish.target, wish.wants, context);
      if (attacks.some(({ pass }) => !pass)) process.exitCode = 1;
      return { attacks };
    },
    ({ attacks }) => [tableOf(attacks)],
  );
}

const wish = readWish(process.argv.slice(2));
if (typeof wish === "string") {
  process.stderr.write(`${wish}?\n${USAGE}\n`);
  process.exitCode = 2;
} else if (wish.help) {
  process.stdout.write(`${USAGE}\n`);
} else if (wish.target) {
  await runElsewhere({ ...wish, target: wish.target });
} else {
  await run(wish);
}
