import { Notifications } from "@mantine/notifications";
import { Suspense, useEffect, useState } from "react";
import { Redirect, useLocation } from "wouter";
import { fetchMe, type Member, memberOf } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { CodeDialog } from "../features/session/code-dialog.tsx";
import { SecondFactorPage } from "../features/session/second-factor-page.tsx";
import { StrangerPage } from "../features/session/stranger-page.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { Failure } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { Frame } from "./frame.tsx";
import { NoScreen } from "./no-screen.tsx";
import { screensOf } from "./rail.tsx";
import { ROOMS } from "./routes.tsx";
import { LINKS, SIGN_IN_PATH, screenAt } from "./url-state.ts";
import { useAppWords } from "./use-app-words.ts";
import "@mantine/notifications/styles.css";

/** Everything behind the sign-in; fetched only then. */
export function Shell() {
  const me = useAnswer(["me"], fetchMe);
  const [admitted, setAdmitted] = useState(false);
  if (me.kind === "waiting") return <Waiting />;
  if (me.kind === "failed") return <Failure code={me.error} retry={me.retry} />;
  const member = memberOf(me.value);
  if (!member) return <StrangerPage />;
  const { needed, given } = me.value.second_factor;
  // Asked at the door alone: when the code grows old a dialog asks for the next one, and what was typed stays.
  if (given && !admitted) setAdmitted(true);
  if (needed && !given && !admitted) {
    return (
      <>
        <Notifications position="top-right" />
        <SecondFactorPage />
      </>
    );
  }
  return (
    <>
      <Notifications position="top-right" />
      <CodeDialog />
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
  const none = member.role === "researcher" ? "research" : "none";
  const missing = first ? (at ? "closed" : "unknown") : none;
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
