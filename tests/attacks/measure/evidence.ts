import type { Random } from "../../../src/domain/random.ts";
import type { Chances } from "../../../src/reference/outputs.ts";

/** An output of a release: how likely it is with a youth and without. */
interface Outcome {
  readonly present: number;
  readonly absent: number;
}

/** Every output of one release about a youth; releases draw their noise apart, so that their evidence multiplies. */
export type Evidence = readonly Outcome[];

/** Evidence of two lists of chances: what a leaf shows with a youth, and without. */
export function evidenceOf(present: Chances, absent: Chances): Evidence {
  const names = new Set([...present.keys(), ...absent.keys()]);
  return [...names].map((name) => ({ present: present.get(name) ?? 0, absent: absent.get(name) ?? 0 }));
}

/**
 * One trial by somebody who knows all others and the rules: a youth is there or not, every release draws, and the
 * likelier is said. Returns whether that was right.
 */
export function isTold(random: Random, releases: readonly Evidence[], isThere: boolean): boolean {
  let ratio = 0;
  for (const evidence of releases) {
    const { present, absent } = drawn(random, evidence, isThere);
    ratio += Math.log(present) - Math.log(absent);
  }
  // Where both are as likely, a coin.
  return Math.abs(ratio) < 1e-9 ? random.chance(0.5) : ratio > 0 === isThere;
}

function drawn(random: Random, evidence: Evidence, isThere: boolean): Outcome {
  let left = random.next();
  for (const outcome of evidence) {
    left -= isThere ? outcome.present : outcome.absent;
    if (left < 0) return outcome;
  }
  // What rounding left over tells nothing.
  return { present: 1, absent: 1 };
}
