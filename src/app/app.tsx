import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { PhoneMember } from "../data/phone-leave.ts";
import { makeQueryClient } from "../data/use-answer.ts";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { resolverFor, theme } from "../ui/theme.ts";
import { schemeOf, useTheme } from "../ui/theme-choice.ts";
import { Waiting } from "../ui/waiting.tsx";
import { ALERT_PATH, JOIN_PATH, LINKS } from "./url-state.ts";
import { useSession } from "./use-session.ts";

const Shell = lazy(async () => ({ default: (await import("./shell.tsx")).Shell }));
const SignInPage = lazy(async () => ({
  default: (await import("../features/session/sign-in-page.tsx")).SignInPage,
}));
const PhoneDoor = lazy(async () => ({ default: (await import("./phone-door.tsx")).PhoneDoor }));
const PhoneScreen = lazy(async () => ({ default: (await import("./phone-door.tsx")).PhoneScreen }));
const PhoneHere = lazy(async () => ({ default: (await import("./phone-door.tsx")).PhoneHere }));
const JoinPage = lazy(async () => ({
  default: (await import("../features/session/join-page.tsx")).JoinPage,
}));
const PartnerPage = lazy(async () => ({
  default: (await import("../features/alerts/partner-page.tsx")).PartnerPage,
}));

const RESOLVERS = {
  light: resolverFor("light"),
  dark: resolverFor("dark"),
  nuit: resolverFor("nuit"),
} as const;

// The page of an installed phone: fetched while the rest is still being read.
if (window.location.pathname === LINKS.field) void import("./phone-door.tsx");

/** Providers, then the door: join, sign in, or the shell. The address is kept through a sign-in. */
export function App() {
  const [name] = useTheme();
  const [queries] = useState(makeQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={RESOLVERS[name]}
      forceColorScheme={schemeOf(name)}
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={queries}>
        <ErrorBoundary>
          <Suspense fallback={<Waiting />}>
            <Door forget={() => queries.clear()} />
          </Suspense>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Door({ forget }: { readonly forget: () => void }) {
  const session = useSession(forget);
  const [path] = useLocation();
  const [here, setHere] = useState<PhoneMember>();
  const [wantsDoor, setWantsDoor] = useState(false);
  useEffect(() => {
    if (session !== "in") return;
    setHere(undefined);
    setWantsDoor(false);
  }, [session]);
  if (path === JOIN_PATH) return <JoinPage />;
  if (path === ALERT_PATH) return <PartnerPage />;
  if (session === "in") return <Shell />;
  if (here) return <PhoneScreen here={here} onSignIn={() => setHere(undefined)} />;
  const phone = (
    <Suspense fallback={null}>
      <PhoneDoor onOpen={setHere} />
    </Suspense>
  );
  const door = <SignInPage ended={session === "ended"} phone={phone} />;
  // In the street nobody types a password to write down whom they meet: a phone that holds the day opens on it, also
  // when its session has ended, and sends once somebody has signed in (docs/decisions/0013). After a sign-out: never.
  if (path === LINKS.field && session !== "out" && !wantsDoor) {
    return <PhoneHere fallback={door} looking={<Waiting />} onSignIn={() => setWantsDoor(true)} />;
  }
  return door;
}
