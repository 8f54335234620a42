import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";

/** An invented table: every square of the middle of the territory, a formula, a square of another region. */
export function inventedTable(): Buffer {
  const rows = ["Idcar_1km;Ind"];
  for (let north = 2880; north < 2900; north++) {
    for (let east = 3750; east < 3770; east++)
      rows.push(`CRS3035RES1000mN${north}000E${east}000;${5000 + north + east}`);
  }
  rows.push("=cmd|' /C calc'!A0;5", "CRS3035RES1000mN2100000E4000000;7");
  return Buffer.from(rows.join("\n"));
}

/** Opens a part of *Mobilités*. */
export async function openPart(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Parties de l’analyse" }).getByRole("button", { name }).click();
}

/** Presses a button and returns the file that it hands over. */
export async function downloaded(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** The files of a ZIP as text, by name. */
export function unzipped(bytes: Buffer): Record<string, string> {
  const files = Object.entries(unzipSync(new Uint8Array(bytes)));
  return Object.fromEntries(files.map(([name, content]) => [name, new TextDecoder().decode(content)]));
}

/** South-west corner of the invented communes, in degrees: within the invented leaves. */
const [WEST, SOUTH] = [1.5, 48.15];

/** Two invented communes round the south-west of the invented leaves, as `npm run basemap` writes them, and a table of them. */
export function communesAround() {
  const square = (west: number, south: number) => [
    [
      [west, south],
      [west + 0.1, south],
      [west + 0.1, south + 0.1],
      [west, south + 0.1],
      [west, south],
    ],
  ];
  const commune = (code: string, west: number, south: number) => ({
    type: "Feature",
    properties: { name: `Commune inventée ${code}`, code },
    geometry: { type: "Polygon", coordinates: square(west, south) },
  });
  const layer = { kind: "areas", file: "communes.json", features: 2, bytes: 1000 };
  return {
    manifest: {
      ...{ version: 1, made: "2026-11-25", bbox: [0.6, 47.6, 4.4, 49.8] },
      layers: [{ ...layer, attribution: "Inventé", licence: "CC0-1.0" }],
    },
    areas: {
      type: "FeatureCollection",
      features: [commune("91001", WEST, SOUTH), commune("91002", WEST + 0.1, SOUTH)],
    },
    table: ["codgeo;habitants", "91001;52000", "91002;31000", "13055;870000", "ZZ;4", "=cmd;5"].join("\n"),
  };
}
