import { type Attack, type Context, exactly, type Findings } from "./attack.ts";
import { live, type Told } from "./polling/live.ts";
import { unasked } from "./polling/polls.ts";
import { type Script, type Target, writeScript } from "./polling/script.ts";

/** Weeks, targets, and every how many days everybody asks everything. */
const FULL = { weeks: 26, targets: 12, every: 1 };
const REDUCED = { weeks: 6, targets: 4, every: 5 };

/** Functions (with the role that asks) whose answers tell the world with the targets from the one without. */
function tellTales(one: Told, other: Told): string[] {
  const names = [...one.answers].filter(([name, answer]) => other.answers.get(name) !== answer);
  return [...new Set(names.map(([name]) => name.split(" ").slice(0, 2).join(" ")))];
}

/** Share of places where the planner's class differs between the worlds. */
function toldShare({ targets }: Script, one: Told, other: Told, isControl: boolean): number {
  const seen = targets.flatMap((target: Target, nth) =>
    target.isControl === isControl && one.classes[nth] !== null
      ? [one.classes[nth] !== other.classes[nth]]
      : [],
  );
  return seen.filter(Boolean).length / seen.length;
}

async function run({ full, say }: Context): Promise<Findings> {
  const { weeks, targets, every } = full ? FULL : REDUCED;
  const script = writeScript(weeks, targets);
  say(`polling: ${weeks} weeks without the targets`);
  const without = await live(script, false, every);
  say(`polling: ${weeks} weeks with them`);
  const met = await live(script, true, every);
  const tales = tellTales(met, without);
  for (const tale of tales) say(`polling: ${tale} tells`);
  // What the planner tells its lead would be everybody's, were it not confined: the unprotected variant.
  const told = toldShare(script, met, without, false) - toldShare(script, met, without, true);
  return {
    parts: [
      exactly("answers outside releases that differ with the targets", tales.length, 0),
      exactly("functions that only read and are not asked", unasked().length, 0),
      exactly("published windows that changed later", met.changed + without.changed, 0),
      exactly("openings of the planner beyond the limit that were answered", met.beyond + without.beyond, 0),
      exactly(
        "openings without a line in the log",
        met.opened + without.opened - met.logged - without.logged,
        0,
      ),
    ],
    unprotected: told,
    beside: { "a lead in the planner": told, answers: met.answers.size },
  };
}

/** Attack 23: everything that anybody can fetch, day after day for half a year, with and without the youths looked for. */
export const polling: Attack = { id: 23, name: "everything, polled daily", bites: 0.5, run };
