import { Popover } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Screen } from "../domain/screen.ts";
import { DueBadge } from "./due-badge.tsx";
import { SCREEN_ICONS } from "./screen-icons.ts";
import { LINKS } from "./url-state.ts";
import { useAppWords } from "./use-app-words.ts";

interface MoreScreensProps {
  readonly screens: readonly Screen[];
  readonly at: Screen | undefined;
  /** Alerts that press. */
  readonly due: number;
  /** The id of the sentence that says so. */
  readonly describedBy: string;
}

/**
 * The screens that a phone's bar has no room for: links that a button shows and hides, within the bar. No `menu`:
 * that role is for commands, and takes the arrow keys away from links.
 */
export function MoreScreens({ screens, at, due, describedBy }: MoreScreensProps) {
  const say = useAppWords();
  const [isOpen, setIsOpen] = useState(false);
  const pressing = screens.includes("alerts") ? due : 0;
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="top-end"
      width={240}
      // The bar scrolls: what is fixed is not cut off by it.
      floatingStrategy="fixed"
      withinPortal={false}
      withRoles={false}
      shadow="md"
    >
      <Popover.Target>
        <button
          type="button"
          className="frame-item"
          aria-expanded={isOpen}
          aria-describedby={pressing > 0 ? describedBy : undefined}
          data-current={at !== undefined && screens.includes(at) ? true : undefined}
          onClick={() => setIsOpen(!isOpen)}
          onKeyDown={(event) => (event.key === "Escape" ? setIsOpen(false) : undefined)}
        >
          <IconDots aria-hidden size={26} stroke={1.6} />
          {say("more")}
          <DueBadge due={pressing} />
        </button>
      </Popover.Target>
      <Popover.Dropdown p="0.25rem">
        <ul className="frame-more">
          {screens.map((screen) => (
            <li key={screen}>
              <MoreLink
                screen={screen}
                isHere={screen === at}
                due={screen === "alerts" ? due : 0}
                describedBy={describedBy}
                onGo={() => setIsOpen(false)}
              />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function MoreLink({
  screen,
  isHere,
  due,
  describedBy,
  onGo,
}: {
  readonly screen: Screen;
  readonly isHere: boolean;
  readonly due: number;
  readonly describedBy: string;
  readonly onGo: () => void;
}) {
  const say = useAppWords();
  const Icon = SCREEN_ICONS[screen];
  return (
    <Link
      href={LINKS[screen]}
      aria-current={isHere ? "page" : undefined}
      aria-describedby={due > 0 ? describedBy : undefined}
      onClick={onGo}
    >
      <Icon aria-hidden size={22} stroke={1.6} />
      <span className="frame-more-name">{say(screen)}</span>
      <DueBadge due={due} />
    </Link>
  );
}
