/** Frames that deck.gl may draw after something has changed: it needs two to settle. */
const FRAMES_AWAKE = 30;
const WAITING = -1;

/**
 * Frames for deck.gl's loop, which asks for the next one for as long as it lives: 4 % of a processor, and a phone's
 * battery, for a map at rest. Here it gets some after each change, and then waits for the next change.
 */
export class CalmFrames {
  #left = FRAMES_AWAKE;
  #waiting: FrameRequestCallback | undefined;

  requestAnimationFrame(callback: FrameRequestCallback): number {
    if (this.#left > 0) {
      this.#left -= 1;
      return requestAnimationFrame(callback);
    }
    this.#waiting = callback;
    return WAITING;
  }

  cancelAnimationFrame(id: number): void {
    if (id === WAITING) this.#waiting = undefined;
    else cancelAnimationFrame(id);
  }

  /** Something has changed. */
  wake(): void {
    this.#left = FRAMES_AWAKE;
    const callback = this.#waiting;
    this.#waiting = undefined;
    if (callback) this.requestAnimationFrame(callback);
  }
}
