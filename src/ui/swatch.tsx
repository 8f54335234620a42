import type { CSSProperties } from "react";
import "./swatch.css";

/** A small square in the map's own colour and pattern; the words beside it say the same. */
export function Swatch({
  colour,
  pattern,
  soft = false,
}: {
  readonly colour: string;
  readonly pattern?: "diagonal" | "dots" | "cross" | "outline";
  readonly soft?: boolean;
}) {
  const style = { "--swatch": colour } as CSSProperties;
  return <span aria-hidden className="swatch" data-pattern={pattern} data-soft={soft} style={style} />;
}
