import type { ReactNode } from "react";
import type { Member } from "../data/me.ts";
import type { Screen } from "../domain/screen.ts";
import { Rail } from "./rail.tsx";
import { useAppWords } from "./use-app-words.ts";
import "./frame.css";

/** Skip link, rail, the badge of invented data, and the screen. */
export function Frame({
  member,
  at,
  children,
}: {
  readonly member: Member;
  readonly at: Screen | undefined;
  readonly children: ReactNode;
}) {
  const say = useAppWords();
  return (
    <div className="frame">
      <a className="rp-skip" href="#contenu">
        {say("skip")}
      </a>
      <Rail member={member} at={at} />
      <main className="frame-main" id="contenu" tabIndex={-1}>
        {member.organisation.fictitious ? (
          <p className="frame-badge" title={say("fictitiousHelp")}>
            {say("fictitious")}
          </p>
        ) : null}
        {children}
      </main>
    </div>
  );
}
