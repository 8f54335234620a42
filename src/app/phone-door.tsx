import { Button, Group, Text } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { memberHere, type PhoneMember, unsentHere } from "../data/phone-leave.ts";
import { holdsSession } from "../data/session.ts";
import { FieldScreen } from "../features/field/field-screen.tsx";
import { Toasts } from "../ui/toasts.tsx";
import { LINKS } from "./url-state.ts";
import { useAppWords } from "./use-app-words.ts";
import { useIsOffline } from "./use-is-offline.ts";
import "./phone-door.css";

/** On the sign-in page of a phone that holds a day's rounds: the way to go on recording without a session. */
export function PhoneDoor({ onOpen }: { readonly onOpen: (here: PhoneMember) => void }) {
  const say = useAppWords();
  const here = useMemberHere();
  if (here === undefined) return null;
  if (here === null) return <Unsent />;
  return (
    <div>
      <Button className="phone-go-on" variant="default" size="md" fullWidth onClick={() => onOpen(here)}>
        {say("phoneGoOn")}
      </Button>
      <Text size="xs" mt={4}>
        {say("phoneGoOnHelp")}
      </Text>
    </div>
  );
}

/** The day is over, or the phone is that of several: what waits is told all the same. */
function Unsent() {
  const say = useAppWords();
  const [unsent, setUnsent] = useState(0);
  useEffect(() => {
    void unsentHere()
      .catch(() => 0)
      .then(setUnsent);
  }, []);
  if (unsent === 0) return null;
  return <Text role="status">{say("phoneUnsent", { count: unsent })}</Text>;
}

/** Nobody answers, or there is no session: the phone's own screen where it has one, else `fallback`. */
export function PhoneHere({
  fallback,
  looking = fallback,
  onSignIn,
}: {
  readonly fallback: ReactNode;
  /** Shown while the phone is asked what it holds. */
  readonly looking?: ReactNode;
  readonly onSignIn?: () => void;
}) {
  const here = useMemberHere();
  const [path, navigate] = useLocation();
  useEffect(() => {
    // Once the network is back the person is still on the screen where they were writing.
    if (here && path !== LINKS.field) navigate(LINKS.field, { replace: true });
  }, [here, path, navigate]);
  if (here === undefined) return looking;
  return here ? <PhoneScreen here={here} {...(onSignIn ? { onSignIn } : {})} /> : fallback;
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
      <Toasts />
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

/** Undefined until the phone is read; null where it holds no day, or those of several. */
function useMemberHere(): PhoneMember | null | undefined {
  const [here, setHere] = useState<PhoneMember | null>();
  useEffect(() => {
    let stays = true;
    void memberHere()
      .catch(() => undefined)
      .then((found) => {
        if (stays) setHere(found ?? null);
      });
    return () => {
      stays = false;
    };
  }, []);
  return here;
}
