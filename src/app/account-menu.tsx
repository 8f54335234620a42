import { Menu, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCheck, IconLogout, IconTicket, IconUserCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { Member } from "../data/me.ts";
import { unsentCount } from "../data/phone-leave.ts";
import { accountOfSession, signOut } from "../data/session.ts";
import { LeaveDialog } from "../features/field/leave-dialog.tsx";
import { UseInvitationDialog } from "../features/session/invitation-dialog.tsx";
import { THEMES, useTheme } from "../ui/theme-choice.ts";
import { LANGUAGES, useLanguage } from "../ui/words.ts";
import { useAppWords } from "./use-app-words.ts";

const LANGUAGE_NAMES = { fr: "Français", en: "English" } as const;

/** Who is signed in, the language, the theme, and the way out. */
export function AccountMenu({ member }: { readonly member: Member }) {
  const say = useAppWords();
  const [language, setLanguage] = useLanguage();
  const [theme, setTheme] = useTheme();
  const [joining, setJoining] = useState(false);
  // Beside the rail; above the bar of a phone, where beside it would be off the screen.
  const isBar = useMediaQuery("(max-width: 767px)");
  const [unsent, setUnsent] = useState(0);
  const leave = async () => {
    const account = accountOfSession();
    const waiting = account ? await unsentCount(account) : 0;
    if (waiting === 0) await signOut();
    else setUnsent(waiting);
  };
  const mark = (chosen: boolean) =>
    chosen ? <IconCheck aria-hidden size={18} /> : <span className="frame-mark" />;
  return (
    <>
      <UseInvitationDialog opened={joining} onClose={() => setJoining(false)} />
      {unsent > 0 ? <LeaveDialog unsent={unsent} onClose={() => setUnsent(0)} /> : null}
      <Menu
        position={isBar ? "top-end" : "right-end"}
        width={280}
        // Within the bar, which is a landmark; what is fixed is not cut off by its scrolling.
        floatingStrategy="fixed"
        withinPortal={false}
      >
        <Menu.Target>
          <button type="button" className="frame-item">
            <IconUserCircle aria-hidden size={26} stroke={1.6} />
            {say("account")}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Text component="div" px="sm" pt="xs" fw={600}>
            {say(member.role)}
          </Text>
          <Text component="div" px="sm" pb="xs" size="xs" c="dimmed">
            {[member.teamName, member.organisation.name].filter(Boolean).join(" · ")}
          </Text>
          <Menu.Divider />
          <Menu.Label>{say("language")}</Menu.Label>
          {LANGUAGES.map((each) => (
            <Menu.Item
              key={each}
              lang={each}
              aria-current={each === language}
              leftSection={mark(each === language)}
              onClick={() => setLanguage(each)}
            >
              {LANGUAGE_NAMES[each]}
            </Menu.Item>
          ))}
          <Menu.Label>{say("theme")}</Menu.Label>
          {THEMES.map((each) => (
            <Menu.Item
              key={each}
              aria-current={each === theme}
              leftSection={mark(each === theme)}
              onClick={() => setTheme(each)}
            >
              {say(each)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconTicket aria-hidden size={18} />} onClick={() => setJoining(true)}>
            {say("useInvitation")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout aria-hidden size={18} />} onClick={() => void leave()}>
            {say("signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
