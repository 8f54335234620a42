import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { PARTS, type Part, partLink } from "./parts.ts";
import { useProtectionWords } from "./use-protection-words.ts";

/** The parts of the screen as links in one line, which scrolls sideways where it is too long. */
export function PartTabs({ base, at }: { readonly base: string; readonly at: Part }) {
  const say = useProtectionWords();
  const line = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line follows the part.
  useEffect(() => {
    const here = line.current?.querySelector<HTMLElement>("[aria-current]");
    if (here && line.current) line.current.scrollLeft = here.offsetLeft - 48;
  }, [at]);
  return (
    <nav className="part-tabs" aria-label={say("parts")} ref={line}>
      {PARTS.map((part) => (
        <Link
          key={part}
          href={partLink(base, part)}
          className="part-tab"
          aria-current={part === at ? "page" : undefined}
        >
          {say(`part_${part}`)}
        </Link>
      ))}
    </nav>
  );
}
