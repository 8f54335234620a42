import { Stack } from "@mantine/core";
import type { Member } from "../../data/me.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { PageScreen } from "../../ui/page-screen.tsx";
import { Requests } from "./request-list.tsx";
import { RolesGranted } from "./roles-granted.tsx";
import { useProtectionWords } from "./use-protection-words.ts";
import { WindowFacts } from "./window-facts.tsx";

/** Protection: recorder columns that wait for the dpo's word, windows, roles granted. */
export function ProtectionScreen({ member }: { readonly member: Member; readonly links: ScreenLinks }) {
  const say = useProtectionWords();
  const { time_zone: timeZone } = member.organisation;
  return (
    <PageScreen title={say("title")} lead={say("lead")}>
      <Stack gap="xl">
        <Requests timeZone={timeZone} />
        <WindowFacts timeZone={timeZone} />
        <RolesGranted />
      </Stack>
    </PageScreen>
  );
}
