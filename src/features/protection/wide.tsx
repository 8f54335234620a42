import type { ReactNode } from "react";

/** Holds a table that may be wider than a phone: it scrolls alone, by keyboard too; the page does not. */
export function Wide({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe, scrollable-region-focusable).
    <div className="wide" tabIndex={0}>
      {children}
    </div>
  );
}
