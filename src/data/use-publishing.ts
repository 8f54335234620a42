import { useCallback } from "react";
import type { CallError } from "./call.ts";
import {
  fetchPublishStatus,
  type JustPublished,
  type PublishStatus,
  type PublishStep,
  publishNext,
} from "./publishing.ts";
import { makeStore, useStore } from "./store.ts";
import { type Answer, useAnswer, useRefresh } from "./use-answer.ts";

/** Windows being published one by one. What is published stays, whatever happens next. */
export type PublishRun =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly windows: readonly JustPublished[]; readonly remaining: number }
  | {
      readonly kind: "ended";
      readonly windows: readonly JustPublished[];
      /** Windows that still wait: the run was stopped or failed. */
      readonly remaining: number;
      readonly error: CallError | undefined;
    };

/** A run that has just begun with `due` windows waiting. */
export function begunRun(due: number): PublishRun {
  return { kind: "running", windows: [], remaining: due };
}

/**
 * A run after one more call: it goes on while windows remain, ends when none is left, the call fails or the person
 * asked to stop. Somebody else may publish meanwhile: `nothing_due` is then an end without error.
 */
export function runAfter(
  run: PublishRun,
  answer: { readonly step: PublishStep } | { readonly error: CallError },
  stop: boolean,
): PublishRun {
  if (run.kind !== "running") return run;
  if ("error" in answer) {
    const over = answer.error === "nothing_due";
    const remaining = over ? 0 : run.remaining;
    return { kind: "ended", windows: run.windows, remaining, error: over ? undefined : answer.error };
  }
  const { published, remaining } = answer.step;
  const windows = published ? [...run.windows, published] : run.windows;
  return published && remaining > 0 && !stop
    ? { kind: "running", windows, remaining }
    : { kind: "ended", windows, remaining, error: undefined };
}

let wantsStop = false;
/** Counts runs, so that one which outlived its session cannot go on in the next account's name. */
let turn = 0;
const runs = makeStore<PublishRun>({ kind: "idle" }, () => {
  turn++;
});

/** Answers that a published window makes old. */
const NOUNS = ["publish_status", "windows", "leaves", "heat", "leaf_history", "me", "batches"] as const;

/** What waits to be published, the run under way if any, and how to start, stop and dismiss it. */
export interface Publishing {
  readonly status: Answer<PublishStatus>;
  readonly run: PublishRun;
  /** Publishes every window that is due, oldest first; goes on while the person visits other screens. */
  readonly publishAll: (due: number) => void;
  /** Stops after the window under way. */
  readonly stop: () => void;
  readonly dismiss: () => void;
}

/** Publishing, shared by the screens that offer it (lead). */
export function usePublishing(): Publishing {
  const status = useAnswer(["publish_status"], fetchPublishStatus);
  const run = useStore(runs);
  const refresh = useRefresh();
  const publishAll = useCallback(
    (due: number) => {
      if (runs.get().kind === "running") return;
      void publishInTurn(due, () => refresh(...NOUNS));
    },
    [refresh],
  );
  return { status, run, publishAll, stop: askStop, dismiss };
}

async function publishInTurn(due: number, changed: () => Promise<void>): Promise<void> {
  const mine = ++turn;
  wantsStop = false;
  runs.set(begunRun(due));
  while (runs.get().kind === "running") {
    const outcome = await publishNext(false);
    if (turn !== mine) return;
    const answer = outcome.ok ? { step: outcome.value } : { error: outcome.error };
    runs.set(runAfter(runs.get(), answer, wantsStop));
  }
  await changed();
}

function askStop(): void {
  wantsStop = true;
}

function dismiss(): void {
  if (runs.get().kind === "ended") runs.set({ kind: "idle" });
}
