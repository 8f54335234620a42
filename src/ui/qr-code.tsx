import { encodeQR } from "qr";
import { useMemo } from "react";
import "./qr-code.css";

/** Quiet zone around a QR code, in modules (ISO/IEC 18004: at least 4). */
const QUIET = 4;

/** One SVG path of the dark modules, row by row in runs: a code of 53 modules stays under 10 kB. */
export function darkPath(modules: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      const from = x;
      while (row[x]) x++;
      if (x > from) runs.push(`M${from} ${y}h${x - from}v1h${from - x}z`);
    }
  }
  return runs.join("");
}

/** A QR code, black on white in every theme: that is what cameras read. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, size } = useMemo(() => {
    const modules = encodeQR(text, "raw", { ecc: "medium", border: QUIET });
    return { path: darkPath(modules), size: modules.length };
  }, [text]);
  return (
    <svg
      className="rp-qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
