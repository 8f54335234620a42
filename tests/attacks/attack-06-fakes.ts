import { type Random, randomFrom } from "../../src/domain/random.ts";
import { noiseOfKey } from "../../src/reference/noise.ts";
import { exactly, type HttpAttack } from "./attack.ts";
import type { Client } from "./http/client.ts";
import { FIRST_DAY, importFile, leafCell, publishAll, row } from "./http/records.ts";
import { snapshotOf } from "./http/releases.ts";
import { advantage } from "./measure/wilson.ts";

const FAKES = 30;

/** Bytes that are different, or on one side only. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
  let bytes = 0;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [one = "", other = ""] = [before.get(name), after.get(name)];
    if (one !== other) bytes += Math.max(1, [...one].filter((letter, at) => letter !== other[at]).length);
  }
  return bytes;
}

/** Live answers with cell-key noise: one fake record more, one answer more, each with noise of its own. */
function liveNoise(trials: number): number {
  const random = randomFrom("live noise");
  const noise = (of: Random) => noiseOfKey(Math.floor(of.next() * 2 ** 32));
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const present = trial % 2 === 0;
    // The attacker knows the others and takes them and his fakes away: what is left is the target and noise.
    let sum = 0;
    for (let fake = 0; fake < FAKES; fake++) sum += (present ? 1 : 0) + noise(random);
    if (sum / FAKES > 0.5 === present) right++;
  }
  return advantage(right, trials).measure;
}

/** Attack 6: invented records into windows that are published, by a lead who imports and publishes at will. */
export const fakes: HttpAttack = {
  id: 6,
  name: "fake records into a published window",
  bites: 0.85,
  async run({ trials, say }, { leads, educators: [educator], teams }) {
    const [lead, accomplice] = leads;
    const look = async (client: Client) =>
      new Map([
        ...(await snapshotOf(lead, "lead")),
        ...[...(await snapshotOf(client, "educator"))].map(([name, text]) => [`team ${name}`, text] as const),
      ]);
    const before = await look(educator);
    say("fakes: into every leaf, from two accounts");
    for (const [nth, who] of [lead, accomplice].entries()) {
      const rows = Array.from({ length: 32 * FAKES }, (_, at) =>
        row({
          cell: leafCell(Math.floor((at % 32) / 8), at % 8),
          service_date: FIRST_DAY,
          slot: nth === 0 ? "evening" : "morning",
        }),
      );
      await importFile(who, teams[0], rows, { column: true });
    }
    const published = await publishAll(lead);
    const after = await look(educator);
    return {
      parts: [
        exactly("bytes of releases that change", changed(before, after), 0),
        exactly("windows that are published anew", published, 0),
      ],
      unprotected: liveNoise(trials),
      beside: { "answers compared": before.size },
    };
  },
};
