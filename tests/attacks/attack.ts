import type { Database } from "../../supabase/local/database/database.ts";
import type { Client } from "./http/client.ts";
import type { Plant, World } from "./http/world.ts";

/** One figure of an attack with the bound it must keep. */
export interface Part {
  readonly name: string;
  readonly measure: number;
  /** Upper 95 % end (Wilson), or the measure itself where it is exact. */
  readonly upper: number;
  readonly bound: number;
}

export interface AttackResult extends Part {
  readonly id: number;
  /** The upper end keeps the bound in every part, the subject exists, and the attack bites where nothing protects. */
  readonly pass: boolean;
  /** What the same attack gains where nothing protects. */
  readonly unprotected: number;
  readonly parts: readonly Part[];
  /** Figures without a bound. */
  readonly beside?: Readonly<Record<string, number>>;
  /** Why it does not pass, or what was attacked instead of the product. */
  readonly reason?: string;
}

/** What an attack found: its parts, and what it gains against the unprotected variant. */
export interface Findings {
  readonly parts: readonly Part[];
  readonly unprotected: number;
  /** Figures without a bound, printed beside. */
  readonly beside?: Readonly<Record<string, number>>;
  /** The product's part that should be attacked does not exist (yet). */
  readonly absent?: string;
}

export interface Context {
  /** Balanced trials. */
  readonly trials: number;
  /** The full run: every city, every size. */
  readonly full: boolean;
  say(text: string): void;
}

export interface Attack {
  readonly id: number;
  readonly name: string;
  /** What the attack must gain at least against the unprotected variant: an attack that cannot bite proves nothing. */
  readonly bites: number;
  run(context: Context): Promise<Findings> | Findings;
}

/** Findings that only the stopped server's database can judge, past every access rule. */
export type Inspection = (db: Database) => Promise<Findings>;

/** An attack on the running product, by HTTP alone. */
export interface HttpAttack extends Pick<Attack, "id" | "name" | "bites"> {
  /** Records that must lie in the world before anything is published. */
  readonly plant?: Plant;
  run(context: Context, world: World): Promise<Findings | Inspection>;
}

/** Accounts that read: those of the attacked world, or one of a server that runs. */
interface Readers {
  readonly leads: readonly [Client, ...Client[]];
  readonly educators: readonly [Client, ...Client[]];
}

/** An attack that only reads, and so may be made on any server. */
export interface ReadingAttack extends Pick<Attack, "id" | "name" | "bites"> {
  run(context: Context, readers: Readers): Promise<Findings>;
}

/** A figure that was computed and not drawn. */
export function exactly(name: string, measure: number, bound: number): Part {
  return { name, measure, upper: measure, bound };
}

/** Puts findings into the form of the report: the part closest to its bound stands for the attack. */
export function judged(
  attack: Pick<Attack, "id" | "name" | "bites">,
  { parts, unprotected, beside, absent }: Findings,
): AttackResult {
  const worst = [...parts].sort((a, b) => excess(b) - excess(a))[0];
  if (!worst) throw new Error(`attack ${attack.id} measured nothing`);
  const broken = parts.filter((part) => part.upper > part.bound);
  const reasons = [
    ...(absent === undefined ? [] : [absent]),
    ...broken.map((part) => `${part.name}: ${part.upper.toFixed(3)} is over ${part.bound}`),
    ...(unprotected >= attack.bites ? [] : ["the attack does not bite where nothing protects"]),
  ];
  return {
    ...worst,
    ...{ id: attack.id, name: attack.name, unprotected, parts },
    ...(beside === undefined ? {} : { beside }),
    pass: reasons.length === 0,
    ...(reasons.length === 0 ? {} : { reason: reasons.join("; ") }),
  };
}

function excess({ upper, bound }: Part): number {
  return bound === 0 ? upper : upper / bound;
}
