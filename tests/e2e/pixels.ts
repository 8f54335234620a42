import type { Page } from "@playwright/test";

/** Red, green, blue, 0–255. */
export type Rgb = readonly [number, number, number];

/** Share (0–1) of pixels that differ between two pictures of the same size, by more than a shade. */
export async function differenceOf(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = [await pixelsOf(page, one), await pixelsOf(page, other)];
  if (a.length !== b.length) return 1;
  let different = 0;
  for (let at = 0; at < a.length; at += 4) if (farthest(a, b, at) > 24) different += 1;
  return (4 * different) / a.length;
}

/** Share (0–1) of a picture's pixels that have a colour, give or take a shade. */
export async function shareOf(page: Page, picture: Buffer, colour: Rgb): Promise<number> {
  const pixels = await pixelsOf(page, picture);
  let found = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const away = colour.map((value, part) => Math.abs(value - (pixels[at + part] ?? 0)));
    if (Math.max(...away) <= 6) found += 1;
  }
  return (4 * found) / pixels.length;
}

function farthest(a: Uint8Array, b: Uint8Array, at: number): number {
  let most = 0;
  for (let part = at; part < at + 3; part++) most = Math.max(most, Math.abs((a[part] ?? 0) - (b[part] ?? 0)));
  return most;
}

/** Decodes a PNG in the browser at hand, on an empty page: the product's policy would forbid it. */
async function pixelsOf(page: Page, png: Buffer): Promise<Uint8Array> {
  const empty = await page.context().newPage();
  const text = await empty.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      let bytes = "";
      for (let at = 0; at < data.length; at += 8192) {
        bytes += String.fromCharCode(...data.subarray(at, at + 8192));
      }
      return btoa(bytes);
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
  await empty.close();
  return Buffer.from(text, "base64");
}
