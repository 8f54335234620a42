/** What can happen to the session of this page. */
export type SessionEvent = "signed_in" | "signed_out" | "ended";

const listeners = new Set<(event: SessionEvent) => void>();

/** Tells of sign-in, sign-out and a session that the server ended; returns how to stop listening. */
export function onSession(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says it to all listeners. */
export function reportSession(event: SessionEvent): void {
  for (const listener of [...listeners]) listener(event);
}

/** A call was refused for want of a valid token. */
export function reportEndedSession(): void {
  reportSession("ended");
}
