import { type ReactNode, useState } from "react";
import "./legend.css";

/** Windows in which a legend lies over the map and would cover its cells: a phone's, a tablet's held across. */
const TOO_SMALL = "(max-width: 767px), (max-width: 1100px) and (orientation: landscape)";

/** A map's legend. It starts folded where it would cover cells; folded, its swatches stand in one line with its name. */
export function MapLegend({
  name,
  swatches,
  children,
}: {
  readonly name: string;
  /** The map's classes in their order, without words. */
  readonly swatches?: ReactNode;
  readonly children: ReactNode;
}) {
  const [open] = useState(() => !matchMedia(TOO_SMALL).matches);
  return (
    <details className="legend" open={open}>
      <summary>
        {name}
        {swatches ? <span className="legend-strip">{swatches}</span> : null}
      </summary>
      {children}
    </details>
  );
}
