import { useEffect } from "react";
import type { Member } from "../../data/me.ts";
import { openPhone, phoneStore, refreshDay } from "../../data/phone-desk.ts";
import { keepSending } from "../../data/phone-sender.ts";
import type { OpenPhone, PhoneState } from "../../data/phone-state.ts";
import { holdsSession } from "../../data/session.ts";
import { useStore } from "../../data/store.ts";
import { fetchOwnVisits, type StoredVisit } from "../../data/sync.ts";
import { useAnswer } from "../../data/use-answer.ts";

/** Opens the account's part of this phone, keeps the day's rounds fresh and sends what waits. */
export function usePhone(member: Member, account: string): PhoneState {
  const phone = useStore(phoneStore);
  const sent = phone.kind === "open" ? phone.sent : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the member is another object at each answer of the server, the same person by the id.
  useEffect(() => {
    const stops: (() => void)[] = [];
    let isOver = false;
    const refresh = () => {
      if (holdsSession()) void refreshDay(member);
    };
    void openPhone(account).then(() => {
      if (isOver) return;
      stops.push(keepSending());
      refresh();
      window.addEventListener("online", refresh);
      stops.push(() => window.removeEventListener("online", refresh));
    });
    return () => {
      isOver = true;
      for (const stop of stops) stop();
    };
  }, [account, member.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => {
    // What was sent shows on the stops of the whole team.
    if (sent > 0 && holdsSession()) void refreshDay(member);
  }, [sent, member.id]);
  return phone;
}

/** The caller's visits of a round as the server has them. Never kept on the phone: without network they are away. */
export interface SentVisits {
  readonly stored: readonly StoredVisit[];
  /** They cannot be asked for now: what was sent is not on the screen. */
  readonly isAway: boolean;
}

/** Asks for the visits of a round that were sent, whenever nothing is on its way. */
export function useSentVisits({ sending, sent }: OpenPhone, round: string): SentVisits {
  const isQuiet = sending === "idle" && holdsSession();
  const answer = useAnswer(["own_visits", round, sent], (signal) => fetchOwnVisits(round, signal), {
    enabled: isQuiet,
    keep: true,
  });
  if (answer.kind === "ready") {
    return { stored: answer.value.filter(({ record }) => record.round === round), isAway: false };
  }
  const canAsk = (isQuiet || sending === "sending") && navigator.onLine;
  return { stored: [], isAway: answer.kind === "failed" || !canAsk };
}
