import { IconInfoCircle, IconMinus, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { MapEngine } from "./map-engine.ts";
import type { MapWords } from "./map-types.ts";

/** Zoom buttons, and where the background comes from. */
export function MapControls({ engine, words }: { readonly engine: MapEngine; readonly words: MapWords }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="rp-map-controls">
      <button type="button" aria-label={words.zoomIn} title={words.zoomIn} onClick={() => engine.zoomBy(1)}>
        <IconPlus aria-hidden size={20} />
      </button>
      <button
        type="button"
        aria-label={words.zoomOut}
        title={words.zoomOut}
        onClick={() => engine.zoomBy(-1)}
      >
        <IconMinus aria-hidden size={20} />
      </button>
      <button
        type="button"
        aria-label={words.sources}
        title={words.sources}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <IconInfoCircle aria-hidden size={20} />
      </button>
      {open ? <p className="rp-map-sources">{engine.credits().join(" · ")}</p> : null}
    </div>
  );
}
