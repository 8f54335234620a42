import { type Random, randomFrom } from "../../src/domain/random.ts";
import { exactly, type ReadingAttack } from "./attack.ts";
import type { Client } from "./http/client.ts";
import { windowsOf } from "./http/releases.ts";
import { advantage } from "./measure/wilson.ts";

const TIMES = 200;

/** How many different answers the same question gets, less the one it must get. */
async function furtherAnswers(client: Client, ask: () => Promise<{ text: string }>): Promise<number> {
  const heard = new Set<string>();
  for (let time = 0; time < TIMES; time++) heard.add((await ask()).text);
  client.transcript.length = 0;
  return heard.size - 1;
}

/** Laplace noise of scale 1.5 (ε = 2/3), drawn afresh for every answer. */
function laplace(random: Random): number {
  const u = random.next() - 0.5;
  return -1.5 * Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
}

/** Telling n from n + 1 by the mean of 200 answers with fresh noise. */
function freshNoise(trials: number): number {
  const random = randomFrom("fresh noise");
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const present = trial % 2 === 0;
    let sum = 0;
    for (let time = 0; time < TIMES; time++) sum += (present ? 1 : 0) + laplace(random);
    if (sum / TIMES > 0.5 === present) right++;
  }
  return advantage(right, trials).measure;
}

/** Attack 1: the same request, 200 times, as GET and as POST. */
export const repeat: ReadingAttack = {
  id: 1,
  name: "the same request 200 times",
  bites: 0.99,
  async run({ trials, say }, { leads: [lead], educators: [educator] }) {
    const [window] = await windowsOf(lead, "lead");
    const [own] = await windowsOf(educator, "educator");
    const heat = (tier: string, day = "") => ({ tier, from_window: day, to_window: day });
    say("repeat: 200 times each");
    const further = [
      await furtherAnswers(lead, () => lead.get("heat", heat("lead", window?.starts_on))),
      await furtherAnswers(lead, () => lead.post("heat", heat("lead", window?.starts_on))),
      await furtherAnswers(educator, () => educator.get("heat", heat("educator", own?.starts_on))),
    ];
    return {
      parts: [exactly("further answers", Math.max(...further), 0)],
      unprotected: freshNoise(trials),
    };
  },
};
