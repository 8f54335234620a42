import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import { PanelGrip } from "./panel-grip.tsx";
import { useUiWords } from "./use-ui-words.ts";
import "./screen.css";

/** The places of a map screen; each may be left out. */
export interface MapScreenProps {
  readonly map: ReactNode;
  /** Lower left, over the map, never under the panel. */
  readonly legend?: ReactNode;
  /** Under the map: what changes the time it shows. */
  readonly bar?: ReactNode;
  /** Right; a sheet from below on a phone. */
  readonly panel?: ReactNode;
  /** The panel's name, read aloud and written on the sheet. */
  readonly panelTitle: string;
  /** On a phone the sheet begins open: where the panel must be read first. */
  readonly startsOpen?: boolean;
  /** On a phone the sheet opens when this changes to something: what was picked is read at once. */
  readonly opensFor?: number | string | undefined;
  /** The screen's one main action. */
  readonly foot?: ReactNode;
}

const WIDTH = { least: 300, usual: 416, most: 900 } as const;

/** A full-bleed map with its legend, its bar and one resizable panel. */
export function MapScreen({
  map,
  legend,
  bar,
  panel,
  panelTitle,
  startsOpen = false,
  opensFor,
  foot,
}: MapScreenProps) {
  const say = useUiWords();
  const [width, setWidth] = useState<number>(WIDTH.usual);
  const [open, setOpen] = useState(startsOpen);
  useEffect(() => {
    if (opensFor !== undefined) setOpen(true);
  }, [opensFor]);
  const style = { "--panel": `${width}px` } as CSSProperties;
  return (
    <div className="map-screen" style={style}>
      <div className="map-screen-map">{map}</div>
      {legend ? <div className="map-screen-legend">{legend}</div> : null}
      {bar ? <div className="map-screen-bar">{bar}</div> : null}
      {panel ? (
        <aside className="map-screen-panel" aria-label={panelTitle} data-open={open} id="panneau">
          <PanelGrip width={width} least={WIDTH.least} most={WIDTH.most} onWidth={setWidth} />
          <button
            type="button"
            className="map-screen-sheet-button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? <IconChevronDown aria-hidden /> : <IconChevronUp aria-hidden />}
            {panelTitle}
            <span className="rp-hidden">{say(open ? "closePanel" : "openPanel")}</span>
          </button>
          <div className="map-screen-panel-body">{panel}</div>
          {foot ? <div className="map-screen-panel-foot">{foot}</div> : null}
        </aside>
      ) : null}
    </div>
  );
}
