import type { KeyboardEvent, PointerEvent } from "react";
import { useUiWords } from "./use-ui-words.ts";

const STEP = 32;

/** The panel's left edge: drag it, or move it with the arrow keys. Widths in px. */
export function PanelGrip({
  width,
  least,
  most,
  onWidth,
}: {
  readonly width: number;
  readonly least: number;
  readonly most: number;
  readonly onWidth: (width: number) => void;
}) {
  const say = useUiWords();
  const set = (next: number) => onWidth(Math.round(Math.min(most, Math.max(least, next))));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(width + step);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(window.innerWidth - event.clientX);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the ARIA pattern of a window splitter; hr takes no value.
    <div
      className="map-screen-grip"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say("resizePanel")}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
