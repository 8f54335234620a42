import type { Page } from "@playwright/test";

/** What lies under something that is said in passing, once it has come to rest; at least one thing must be there that could. */
export async function coveredByToasts(tab: Page, what: string): Promise<string[]> {
  return tab.evaluate(async (selector) => {
    const toasts = [...document.querySelectorAll(".mantine-Notification-root")];
    const isMoving = (toast: Element) =>
      toast.getAnimations().length > 0 || getComputedStyle(toast).opacity !== "1";
    while (toasts.some((toast) => toast.isConnected && isMoving(toast)))
      await new Promise(requestAnimationFrame);
    const parts = [...document.querySelectorAll(selector)];
    if (toasts.length === 0 || parts.length === 0) return ["nothing to compare"];
    const boxes = toasts.map((toast) => toast.getBoundingClientRect());
    const isUnder = ({ top, right, bottom, left }: DOMRect) =>
      boxes.some((box) => box.left < right && left < box.right && box.top < bottom && top < box.bottom);
    return parts
      .filter((part) => isUnder(part.getBoundingClientRect()))
      .map((part) => part.textContent ?? "");
  }, what);
}
