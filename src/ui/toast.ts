import { notifications } from "@mantine/notifications";

/** What was said last, of something done. */
let said = "";

/** Says something in passing; it is read aloud and leaves after 6 s or when something else is said (a failure stays). */
export function toast(message: string, tone: "done" | "failed" = "done"): void {
  endToast();
  const id = notifications.show({
    message,
    color: tone === "done" ? "petrol" : "gray",
    autoClose: tone === "done" ? 6000 : false,
    withCloseButton: true,
    closeButtonProps: { "aria-label": closeLabel() },
  });
  if (tone === "done") said = id;
}

/** Takes away what was said of something done, where the next step would stand under it. */
export function endToast(): void {
  notifications.hide(said);
}

function closeLabel(): string {
  return document.documentElement.lang === "en" ? "Close" : "Fermer";
}
