import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CalmFrames } from "../../../src/map/calm-frames.ts";

/** Frames of the browser, given by hand. */
let asked: FrameRequestCallback[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => asked.push(callback));
  vi.stubGlobal("cancelAnimationFrame", (id: number) => void asked.splice(id - 1, 1));
});
afterEach(() => vi.unstubAllGlobals());

/** A loop that asks for the next frame in each frame, as deck.gl's does; counts its frames. */
function loopOn(frames: CalmFrames): { readonly drawn: () => number; readonly ids: number[] } {
  let drawn = 0;
  const ids: number[] = [];
  const frame = () => {
    drawn += 1;
    ids.push(frames.requestAnimationFrame(frame));
  };
  ids.push(frames.requestAnimationFrame(frame));
  return { drawn: () => drawn, ids };
}

/** Gives frames until none is asked for, at most `most`; true where the loop went to sleep. */
function run(most = 1000): boolean {
  for (let n = 0; n < most; n++) {
    const next = asked;
    asked = [];
    if (next.length === 0) return true;
    for (const callback of next) callback(0);
  }
  return false;
}

test("a loop that never stops asking goes to sleep, and a change wakes it for the next frames", () => {
  const frames = new CalmFrames();
  const loop = loopOn(frames);
  expect(run()).toBe(true);
  const first = loop.drawn();
  expect(first).toBeGreaterThan(2);
  frames.wake();
  expect(run()).toBe(true);
  expect(loop.drawn()).toBeGreaterThan(first + 2);
});

test("a change while it is awake starts no second loop", () => {
  const frames = new CalmFrames();
  loopOn(frames);
  frames.wake();
  frames.wake();
  expect(asked).toHaveLength(1);
});

test("a frame that was called off is not given at the next change", () => {
  const frames = new CalmFrames();
  const loop = loopOn(frames);
  run();
  frames.cancelAnimationFrame(loop.ids.at(-1) ?? 0);
  frames.wake();
  expect(asked).toEqual([]);
});
