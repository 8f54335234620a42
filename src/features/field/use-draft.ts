import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "../../data/phone-day.ts";
import { heldPhone } from "../../data/phone-desk.ts";
import type { FieldRound } from "../../data/sync.ts";
import type { VisitPlace, VisitRecord } from "../../domain/field-record.ts";
import type { VisitOutcome } from "../../domain/place-kind.ts";
import { newVisit } from "./field-view.ts";

/** A visit that is being written. */
export interface Draft {
  readonly visit: VisitRecord;
  /** False where it corrects a visit that is there already. */
  readonly isNew: boolean;
}

/** A visit at a place, as it stands before anything but its outcome is said. */
export function newDraft(round: FieldRound, place: VisitPlace, outcome: VisitOutcome): Draft {
  return { visit: newVisit(round, place, outcome, () => crypto.randomUUID()), isNew: true };
}

const PAUSE_MS = 250;

/** The next draft, or how it comes from the one that is there. */
export type DraftChange = Draft | undefined | ((draft: Draft) => Draft);

/** The visit that is being written; it is kept encrypted on the phone, so that a closed tab or an update loses nothing. */
export function useDraft(onResumed: () => void): [Draft | undefined, (next: DraftChange) => void] {
  const [draft, setDraft] = useState<Draft>();
  const isRead = useRef(false);
  const resumed = useRef(onResumed);
  resumed.current = onResumed;
  useEffect(() => {
    const phone = heldPhone();
    if (!phone || isRead.current) return;
    isRead.current = true;
    void readDraft(phone.vault).then((kept) => {
      if (kept === null) return;
      setDraft((now) => now ?? (kept as Draft));
      resumed.current();
    });
  }, []);
  useEffect(() => {
    const phone = heldPhone();
    if (!draft || !phone) return;
    const timer = setTimeout(() => void keepDraft(phone.vault, draft).catch(() => undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  const change = useCallback((next: DraftChange) => {
    setDraft((now) => (typeof next === "function" ? now && next(now) : next));
    const phone = heldPhone();
    if (!next && phone) void dropDraft(phone.vault).catch(() => undefined);
  }, []);
  return [draft, change];
}
