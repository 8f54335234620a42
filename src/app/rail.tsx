import {
  IconBell,
  IconBuildingCommunity,
  IconCalendarWeek,
  IconFileImport,
  IconMap2,
  IconPencil,
  IconRoute,
  IconShieldLock,
  IconTimeline,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link } from "wouter";
import type { Member } from "../data/me.ts";
import type { Screen } from "../domain/screen.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ROOMS } from "./routes.tsx";
import { LINKS } from "./url-state.ts";
import { useAppWords } from "./use-app-words.ts";

const ICONS: Readonly<Record<Screen, TablerIcon>> = {
  map: IconMap2,
  unreached: IconRoute,
  rounds: IconCalendarWeek,
  field: IconPencil,
  sites: IconBuildingCommunity,
  alerts: IconBell,
  mobility: IconTimeline,
  files: IconFileImport,
  protection: IconShieldLock,
  team: IconUsers,
};

/** Screens open to a member, in the rail's order. */
export function screensOf(member: Member): readonly Screen[] {
  return ROOMS.map((room) => room.screen).filter((screen) => member.may.includes(screen));
}

/** On a phone the bar holds more screens than fit: the open one is always in view. */
function bringIntoView(item: HTMLElement | null): void {
  const bar = item?.parentElement;
  if (!item || !bar) return;
  const [inner, outer] = [item.getBoundingClientRect(), bar.getBoundingClientRect()];
  // The bar alone: scrollIntoView would move whatever holds it too.
  bar.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

/** The narrow rail of screens; a bar at the bottom under 768 px. */
export function Rail({ member, at }: { readonly member: Member; readonly at: Screen | undefined }) {
  const say = useAppWords();
  return (
    <nav className="frame-rail" aria-label={say("screens")}>
      {screensOf(member).map((screen) => {
        const Icon = ICONS[screen];
        return (
          <Link
            key={screen}
            href={LINKS[screen]}
            className="frame-item"
            aria-current={screen === at ? "page" : undefined}
            ref={screen === at ? bringIntoView : undefined}
          >
            <Icon aria-hidden size={26} stroke={1.6} />
            {say(screen)}
          </Link>
        );
      })}
      <span className="frame-spring" />
      <AccountMenu member={member} />
    </nav>
  );
}
