import { useEffect, useState } from "react";
import { holdsSession } from "../data/session.ts";
import { onSession, type SessionEvent } from "../data/session-events.ts";
import { clearStorage } from "../ui/choices.ts";

/** `none`: there was none since this page was opened; `out`: somebody signed out. */
export type SessionState = "in" | "none" | "out" | "ended";

/** What an event makes of the state; a session that was never there does not end. */
function nextSession(state: SessionState, event: SessionEvent): SessionState {
  if (event === "signed_in") return "in";
  if (event === "signed_out") return "out";
  return state === "in" ? "ended" : state;
}

/** The session of this tab. Whenever it stops, storage and every kept answer go with it. */
export function useSession(forget: () => void): SessionState {
  const [state, setState] = useState<SessionState>(holdsSession() ? "in" : "none");
  useEffect(
    () =>
      onSession((event) => {
        if (event !== "signed_in") {
          clearStorage();
          forget();
        }
        setState((now) => nextSession(now, event));
      }),
    [forget],
  );
  return state;
}
