import { Notifications } from "@mantine/notifications";
import { type RefObject, useLayoutEffect } from "react";
import "@mantine/notifications/styles.css";
import "./toasts.css";

const TOP = "--rp-toasts-top";

/** Where what is said in passing stands: beside the rail and over the map or the title, never over a panel or its foot. */
export function Toasts() {
  return <Notifications className="rp-toasts" position="top-left" />;
}

/** Holds toasts under an element that has to be seen at all times, for as long as it is on the screen. */
export function useToastsBelow(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => {
      style.setProperty(TOP, `${Math.max(0, element.getBoundingClientRect().bottom)}px`);
    });
    watch.observe(element);
    watch.observe(document.documentElement);
    return () => {
      watch.disconnect();
      style.removeProperty(TOP);
    };
  }, [bar]);
}
