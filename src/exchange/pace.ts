import { RefusedFile } from "./errors.ts";

const STAGES = ["unpack", "parse", "detect", "convert"] as const;
type Stage = (typeof STAGES)[number];

/** How far a reading is: `done` of `total` units of a stage (bytes, characters or rows). */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

/** Lets long work breathe: reports progress, hears a cancellation, never holds the thread over 40 ms or so. */
export interface Pace {
  /** Call it often; it yields to the event loop when its turn has lasted long enough. */
  readonly step: (stage: Stage, done: number, total: number) => Promise<void>;
}

const TURN_MS = 40;

/** A pace that reports to `onProgress` and throws `cancelled` once `signal` is aborted. */
export function paceOf(onProgress?: (progress: Progress) => void, signal?: AbortSignal): Pace {
  let turnEnds = Date.now() + TURN_MS;
  let lastStage: Stage | undefined;
  return {
    step: async (stage, done, total) => {
      if (stage === lastStage && done < total && Date.now() < turnEnds) return;
      lastStage = stage;
      onProgress?.({ stage, done, total });
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal?.aborted) throw new RefusedFile("cancelled");
      turnEnds = Date.now() + TURN_MS;
    },
  };
}
