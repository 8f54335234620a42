import { createInterface } from "node:readline/promises";
import { confirmedFactor, giveCode } from "../data/second-factor.ts";
import { say } from "./say.ts";
import { wordsOf } from "./words.ts";

/**
 * Gives the code of the second factor: that of REPERE_CODE, else the one typed at the terminal. False where the
 * account has no authenticator app, nobody can be asked, or the code is refused.
 */
export async function askCode(): Promise<boolean> {
  const factor = await confirmedFactor();
  if (!factor.ok) return false;
  if (factor.value === null) {
    say("no_factor");
    return false;
  }
  const code = process.env["REPERE_CODE"] ?? (await typed());
  if (code === undefined) return false;
  const given = await giveCode(factor.value, code);
  if (!given.ok) say(given.error);
  return given.ok;
}

async function typed(): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(`${wordsOf("type_code")} `);
  } finally {
    terminal.close();
  }
}
