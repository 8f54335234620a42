import { Button, Group, Text } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { memberHere, type PhoneMember } from "../data/phone-leave.ts";
import { holdsSession } from "../data/session.ts";
import { FieldScreen } from "../features/field/field-screen.tsx";
import { LINKS } from "./url-state.ts";
import { useAppWords } from "./use-app-words.ts";
import { useIsOffline } from "./use-is-offline.ts";
import "@mantine/notifications/styles.css";
import "./phone-door.css";

/** On the sign-in page of a phone that holds a day's rounds: the way to go on recording without a session. */
export function PhoneDoor({ onOpen }: { readonly onOpen: (here: PhoneMember) => void }) {
  const say = useAppWords();
  const here = useMemberHere();
  if (!here) return null;
  return (
    <div>
      <Button variant="default" size="md" fullWidth onClick={() => onOpen(here)}>
        {say("phoneGoOn")}
      </Button>
      <Text size="xs" mt={4}>
        {say("phoneGoOnHelp")}
      </Text>
    </div>
  );
}

/** Signed in, but nobody answers: the phone's own screen where it has one, else `fallback`. */
export function PhoneHere({ fallback }: { readonly fallback: ReactNode }) {
  const here = useMemberHere();
  const [path, navigate] = useLocation();
  useEffect(() => {
    // Once the network is back the person is still on the screen where they were writing.
    if (here && path !== LINKS.field) navigate(LINKS.field, { replace: true });
  }, [here, path, navigate]);
  return here ? <PhoneScreen here={here} /> : fallback;
}

/** *Saisie* alone, with neither the other screens nor the server. */
export function PhoneScreen({
  here,
  onSignIn,
}: {
  readonly here: PhoneMember;
  readonly onSignIn?: () => void;
}) {
  const say = useAppWords();
  const isOffline = useIsOffline();
  const state = holdsSession() || isOffline ? say("phoneOffline") : say("phoneNoSession");
  return (
    <div className="phone-screen">
      <Notifications position="top-right" />
      <Group component="header" className="phone-bar" justify="space-between">
        <strong>
          {say("product")} · {state}
        </strong>
        {onSignIn ? (
          <Button variant="default" onClick={onSignIn}>
            {say("phoneSignIn")}
          </Button>
        ) : null}
      </Group>
      <main>
        <FieldScreen member={here.member} account={here.account} />
      </main>
    </div>
  );
}

function useMemberHere(): PhoneMember | undefined {
  const [here, setHere] = useState<PhoneMember>();
  useEffect(() => {
    let stays = true;
    void memberHere().then((found) => {
      if (stays) setHere(found);
    });
    return () => {
      stays = false;
    };
  }, []);
  return here;
}
