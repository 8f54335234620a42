import { encodeQR } from "qr";
import decodeQR from "qr/decode.js";
import { expect, test } from "vitest";
import { linkOf } from "../../../src/domain/invitation-link.ts";
import { darkPath } from "../../../src/ui/qr-code.tsx";

/** Fills the rectangles of a path on a white raster, `scale` pixels per module. */
function rasterOf(path: string, size: number, scale: number) {
  const data = new Uint8ClampedArray(size * size * scale * scale * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column++) {
        data.fill(0, (row * size * scale + column) * 4, (row * size * scale + column) * 4 + 3);
      }
    }
  }
  return { width: size * scale, height: size * scale, data };
}

test("what is drawn of an invitation reads back as its link", () => {
  const link = linkOf("7K3M-QWX2-9HTR-4ZBD-V6CN-8JFG-PYS1", "https://repere.example.invalid");
  const modules = encodeQR(link, "raw", { ecc: "medium", border: 4 });
  expect(decodeQR(rasterOf(darkPath(modules), modules.length, 6))).toBe(link);
});
