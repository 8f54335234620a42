import type { Chance } from "../../domain/chance.ts";
import { chanceLevel } from "./reasons.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** A chance as words and a bar of one to four: never a colour of heat. */
export function ChanceBar({
  chance,
  isBare = false,
}: {
  readonly chance: Chance;
  readonly isBare?: boolean;
}) {
  const say = useUnreachedWords();
  const level = chanceLevel(chance);
  return (
    <span className="chance" title={say("chanceOf", { chance: say(chance), level })}>
      <span aria-hidden className="chance-bar">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-full={step <= level} />
        ))}
      </span>
      <span className={isBare ? "rp-hidden" : undefined}>{say(chance)}</span>
    </span>
  );
}
