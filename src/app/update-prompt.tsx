import { Button, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useAppWords } from "./use-app-words.ts";
import "./update-prompt.css";

/**
 * Installs the page for use without network, and says when a new version waits. Nothing is replaced while somebody
 * works: the person chooses when, and a visit that is being written is kept on the phone meanwhile (use-draft.ts).
 */
export function UpdatePrompt() {
  const say = useAppWords();
  const [update, setUpdate] = useState<() => void>();
  useEffect(() => {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    let stays = true;
    // When the screen is drawn: the map comes first.
    const wait = setTimeout(async () => {
      const { registerSW } = await import("virtual:pwa-register");
      const apply = registerSW({
        immediate: true,
        onNeedRefresh: () => {
          if (stays) setUpdate(() => () => void apply(true));
        },
      });
    }, INSTALL_AFTER_MS);
    return () => {
      stays = false;
      clearTimeout(wait);
    };
  }, []);
  if (!update) return null;
  return (
    <Group className="update-prompt" role="status" gap="sm">
      <span>{say("updateReady")}</span>
      <Button onClick={update}>{say("updateNow")}</Button>
      <Button variant="default" onClick={() => setUpdate(undefined)}>
        {say("updateLater")}
      </Button>
    </Group>
  );
}

const INSTALL_AFTER_MS = 2_000;
