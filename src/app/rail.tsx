import { useMediaQuery } from "@mantine/hooks";
import { Link } from "wouter";
import type { Member } from "../data/me.ts";
import type { Screen } from "../domain/screen.ts";
import { AccountMenu } from "./account-menu.tsx";
import { barOf } from "./bar.ts";
import { DueBadge } from "./due-badge.tsx";
import { MoreScreens } from "./more-screens.tsx";
import { ROOMS } from "./routes.tsx";
import { SCREEN_ICONS } from "./screen-icons.ts";
import { LINKS } from "./url-state.ts";
import { useAlertsBadge } from "./use-alerts-badge.ts";
import { useAppWords } from "./use-app-words.ts";

/** Screens open to a member, in the rail's order. */
export function screensOf(member: Member): readonly Screen[] {
  return ROOMS.map((room) => room.screen).filter((screen) => member.may.includes(screen));
}

/** The id of the sentence that says how many alerts press. */
const DUE = "alertes-a-verifier";

interface RailProps {
  readonly member: Member;
  readonly at: Screen | undefined;
}

/** The narrow rail of screens; under 768 px a bar at the bottom, with what does not fit under *Plus*. */
export function Rail({ member, at }: RailProps) {
  const say = useAppWords();
  const isBar = useMediaQuery("(max-width: 767px)", undefined, { getInitialValueInEffect: false });
  const due = useAlertsBadge(member);
  const screens = screensOf(member);
  const { shown, more } = isBar ? barOf(screens) : { shown: screens, more: [] };
  return (
    <nav className="frame-rail" aria-label={say("screens")}>
      {shown.map((screen) => {
        const Icon = SCREEN_ICONS[screen];
        return (
          <Link
            key={screen}
            href={LINKS[screen]}
            className="frame-item"
            aria-current={screen === at ? "page" : undefined}
            aria-describedby={screen === "alerts" && due > 0 ? DUE : undefined}
          >
            <Icon aria-hidden size={26} stroke={1.6} />
            {say(screen)}
            {screen === "alerts" ? <DueBadge due={due} /> : null}
          </Link>
        );
      })}
      {more.length > 0 ? <MoreScreens screens={more} at={at} due={due} describedBy={DUE} /> : null}
      {due > 0 ? (
        <span id={DUE} className="rp-hidden">
          {say("alertsDue", { count: due })}
        </span>
      ) : null}
      <span className="frame-spring" />
      <AccountMenu member={member} />
    </nav>
  );
}
