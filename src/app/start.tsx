import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme } from "../ui/theme-choice.ts";
import { App } from "./app.tsx";
import { canonicalAddress } from "./url-state.ts";
import "@mantine/core/styles.css";
import "../ui/base.css";

/** Boots the page in `#root`. */
export function start(): void {
  applyTheme();
  const address = canonicalAddress(window.location.pathname, window.location.hash);
  if (address) window.history.replaceState(null, "", address);
  const root = document.getElementById("root");
  if (root)
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
}
