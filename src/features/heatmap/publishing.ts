import { useRef, useState } from "react";
import type { CallError } from "../../data/call.ts";
import { type JustPublished, publishNext } from "../../data/publishing.ts";
import { useRefresh } from "../../data/use-answer.ts";

/** How far a publication is. */
export type Publishing =
  | { readonly kind: "idle" }
  | { readonly kind: "asking" }
  /** Nothing has been published yet; `first` is the window that would be. */
  | { readonly kind: "ready"; readonly first: JustPublished | undefined }
  | { readonly kind: "running"; readonly done: number; readonly total: number }
  | { readonly kind: "finished"; readonly done: number; readonly stopped: boolean }
  | { readonly kind: "failed"; readonly error: CallError; readonly done: number };

export interface PublishActions {
  readonly state: Publishing;
  /** Asks which window would be the first; publishes nothing. */
  readonly ask: () => Promise<void>;
  /** Publishes window by window, oldest first, each in a transaction of its own. */
  readonly run: (due: number) => Promise<void>;
  /** Ends after the window under way. */
  readonly stop: () => void;
  readonly reset: () => void;
}

/** Publishes the windows that are due. Leaving the page stops after the window under way, and nothing is lost. */
export function usePublishing(): PublishActions {
  const [state, setState] = useState<Publishing>({ kind: "idle" });
  const stopped = useRef(false);
  const refresh = useRefresh();
  const ask = async () => {
    setState({ kind: "asking" });
    const outcome = await publishNext(true);
    setState(
      outcome.ok
        ? { kind: "ready", first: outcome.value.published ?? undefined }
        : { kind: "failed", error: outcome.error, done: 0 },
    );
  };
  const run = async (due: number) => {
    stopped.current = false;
    const end = await publishAll(due, {
      stopped: () => stopped.current,
      progress: (done, total) => setState({ kind: "running", done, total }),
    });
    setState(end);
    await refresh("windows", "heat", "leaves", "leaf_history", "publish_status", "me");
  };
  return {
    state,
    ask,
    run,
    stop: () => {
      stopped.current = true;
    },
    reset: () => setState({ kind: "idle" }),
  };
}

interface Course {
  readonly stopped: () => boolean;
  readonly progress: (done: number, total: number) => void;
}

async function publishAll(due: number, { stopped, progress }: Course): Promise<Publishing> {
  let done = 0;
  let remaining = due;
  progress(0, due);
  while (remaining > 0) {
    const outcome = await publishNext(false);
    if (!outcome.ok && outcome.error === "nothing_due") break;
    if (!outcome.ok) return { kind: "failed", error: outcome.error, done };
    if (!outcome.value.published) break;
    done++;
    remaining = outcome.value.remaining;
    progress(done, done + remaining);
    if (stopped() && remaining > 0) return { kind: "finished", done, stopped: true };
  }
  return { kind: "finished", done, stopped: false };
}
