import { useState } from "react";
import type { Stop } from "../../domain/week-rounds.ts";
import { type DebriefDraft, resumed } from "./debrief-draft.ts";

/** A debrief that outlives its form: one closed by mistake is there when the form is opened again. */
export interface KeptDebrief {
  /** Absent: none was begun. */
  readonly draft: DebriefDraft | undefined;
  /** Begins one of a line for each stop, or goes on with the one there is. */
  begin(stops: readonly Stop[]): void;
  change(change: (draft: DebriefDraft) => DebriefDraft): void;
  /** It was sent. */
  forget(): void;
}

/** The debrief of the round that the component shows. */
export function useDebriefDraft(): KeptDebrief {
  const [draft, setDraft] = useState<DebriefDraft>();
  return {
    draft,
    begin: (stops) => setDraft((before) => resumed(before ?? [], stops, () => crypto.randomUUID())),
    change: (change) => setDraft((now) => now && change(now)),
    forget: () => setDraft(undefined),
  };
}
