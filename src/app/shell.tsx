import { Suspense, useEffect, useState } from "react";
import { Redirect, useLocation } from "wouter";
import type { CallError } from "../data/call.ts";
import { fetchMe, type Member, memberOf } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { CodeDialog } from "../features/session/code-dialog.tsx";
import { SecondFactorPage } from "../features/session/second-factor-page.tsx";
import { StrangerPage } from "../features/session/stranger-page.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { Failure } from "../ui/failure.tsx";
import { Toasts } from "../ui/toasts.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { Frame } from "./frame.tsx";
import { NoScreen } from "./no-screen.tsx";
import { PhoneHere } from "./phone-door.tsx";
import { screensOf } from "./rail.tsx";
import { ROOMS } from "./routes.tsx";
import { UpdatePrompt } from "./update-prompt.tsx";
import { LINKS, SIGN_IN_PATH, screenAt } from "./url-state.ts";
import { useAppWords } from "./use-app-words.ts";
import { useIsOffline } from "./use-is-offline.ts";

/** Failures that say nothing about the person: the phone's own screen may go on. */
const NO_ANSWER: readonly CallError[] = ["unreachable", "timed_out"];

/** Everything behind the sign-in; fetched only then. */
export function Shell() {
  const me = useAnswer(["me"], fetchMe);
  const [admitted, setAdmitted] = useState(false);
  const isOffline = useIsOffline();
  if (me.kind !== "ready" && isOffline) return <PhoneHere fallback={<Waiting />} />;
  if (me.kind === "waiting") return <Waiting />;
  if (me.kind === "failed") {
    const failure = <Failure code={me.error} retry={me.retry} />;
    return NO_ANSWER.includes(me.error) ? <PhoneHere fallback={failure} /> : failure;
  }
  const member = memberOf(me.value);
  if (!member) return <StrangerPage />;
  const { needed, given } = me.value.second_factor;
  // Asked at the door alone: when the code grows old a dialog asks for the next one, and what was typed stays.
  if (given && !admitted) setAdmitted(true);
  if (needed && !given && !admitted) {
    return (
      <>
        <Toasts />
        <SecondFactorPage />
      </>
    );
  }
  return (
    <>
      <Toasts />
      <CodeDialog />
      {member.may.includes("field") ? <UpdatePrompt /> : null}
      <Rooms member={member} />
    </>
  );
}

function Rooms({ member }: { readonly member: Member }) {
  const say = useAppWords();
  const [path] = useLocation();
  const at = screenAt(path);
  const mine = screensOf(member);
  const first = mine[0];
  useEffect(() => {
    document.title = at ? `${say(at)} · ${say("product")}` : say("product");
  }, [at, say]);
  if (first && (path === "/" || path === SIGN_IN_PATH)) return <Redirect to={LINKS[first]} replace />;
  const missing = first ? (at ? "closed" : "unknown") : "none";
  const Room = at && mine.includes(at) ? ROOMS.find((room) => room.screen === at)?.component : undefined;
  return (
    <Frame member={member} at={at}>
      <ErrorBoundary resetKey={at ?? ""}>
        <Suspense fallback={<Waiting />}>
          {Room ? <Room member={member} links={LINKS} /> : <NoScreen kind={missing} />}
        </Suspense>
      </ErrorBoundary>
    </Frame>
  );
}
