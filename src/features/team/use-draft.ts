import { useCallback, useEffect, useMemo } from "react";
import type { Sector } from "../../data/sectors.ts";
import { useStore } from "../../data/store.ts";
import { type Draft, draftOf, drafts, keepDraft } from "./sector-draft.ts";

/** The sector being drawn, if any. */
export type Drawing =
  | { readonly kind: "none" }
  /** The address names a sector that is not there. */
  | { readonly kind: "gone" }
  | {
      readonly kind: "drawing";
      readonly id: string;
      readonly draft: Draft;
      /** Whether something was changed and not saved. */
      readonly isChanged: boolean;
      readonly change: (next: (draft: Draft) => Draft) => void;
    };

/** The draft of the sector in the address: what was changed so far, else the sector as it is. */
export function useDraft(id: string | undefined, sectors: readonly Sector[], teamId: string | null): Drawing {
  const kept = useStore(drafts);
  const sector = sectors.find((each) => each.id === id);
  const fresh = useMemo(() => draftOf(sector, teamId), [sector, teamId]);
  const changed = id === undefined ? undefined : kept.get(id);
  const change = useCallback(
    (next: (draft: Draft) => Draft) => {
      if (id !== undefined) keepDraft(id, next(drafts.get().get(id) ?? fresh));
    },
    [id, fresh],
  );
  useWarning(kept.size > 0);
  if (id === undefined) return { kind: "none" };
  if (id !== "new" && !sector) return { kind: "gone" };
  return { kind: "drawing", id, draft: changed ?? fresh, isChanged: changed !== undefined, change };
}

/** Asks before the tab closes on something unsaved. */
function useWarning(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isOn]);
}
