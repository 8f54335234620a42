/** How long a page in the background, which shows no frame, is waited for, in ms. */
const HIDDEN_MS = 100;

/** Resolves once the frame that answers a tap is on the screen: what nobody sees is done after it. */
export function shown(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, HIDDEN_MS);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve, 0);
    });
  });
}
