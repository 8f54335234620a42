import { Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  IconBell,
  IconBuildingCommunity,
  IconCalendarWeek,
  IconDots,
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
import { barOf } from "./bar.ts";
import { ROOMS } from "./routes.tsx";
import { LINKS } from "./url-state.ts";
import { useAlertsBadge } from "./use-alerts-badge.ts";
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
        const Icon = ICONS[screen];
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
            {screen === "alerts" ? <Badge due={due} /> : null}
          </Link>
        );
      })}
      {more.length > 0 ? <More screens={more} at={at} due={due} /> : null}
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

/** The screens that a phone's bar has no room for. */
function More({
  screens,
  at,
  due,
}: {
  readonly screens: readonly Screen[];
  readonly at: Screen | undefined;
  readonly due: number;
}) {
  const say = useAppWords();
  return (
    <Menu position="top-end" width={240} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className="frame-item"
          aria-describedby={due > 0 && screens.includes("alerts") ? DUE : undefined}
          data-current={at !== undefined && screens.includes(at) ? true : undefined}
        >
          <IconDots aria-hidden size={26} stroke={1.6} />
          {say("more")}
          <Badge due={screens.includes("alerts") ? due : 0} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {screens.map((screen) => {
          const Icon = ICONS[screen];
          return (
            <Menu.Item
              key={screen}
              component={Link}
              href={LINKS[screen]}
              className="frame-more"
              aria-current={screen === at ? "page" : undefined}
              aria-describedby={screen === "alerts" && due > 0 ? DUE : undefined}
              leftSection={<Icon aria-hidden size={22} stroke={1.6} />}
              rightSection={screen === "alerts" ? <Badge due={due} /> : undefined}
            >
              {say(screen)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How many alerts are due by tomorrow, to be seen; what bears it is described by the sentence DUE. */
function Badge({ due }: { readonly due: number }) {
  if (due === 0) return null;
  return (
    <span className="frame-due" aria-hidden>
      {due}
    </span>
  );
}
