import { notifications } from "@mantine/notifications";

/** Says something in passing, in the corner; it is read aloud and leaves after 6 s (a failure stays). */
export function toast(message: string, tone: "done" | "failed" = "done"): void {
  notifications.show({
    message,
    color: tone === "done" ? "petrol" : "gray",
    autoClose: tone === "done" ? 6000 : false,
    withCloseButton: true,
    closeButtonProps: { "aria-label": closeLabel() },
  });
}

function closeLabel(): string {
  return document.documentElement.lang === "en" ? "Close" : "Fermer";
}
