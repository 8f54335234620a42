import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, type Request, test } from "@playwright/test";
import { pageWith, servePage, stage } from "../fixtures/carte-page.ts";
import { inventedTiles } from "../fixtures/invented-tiles.ts";
import { foreignRequests } from "./harness.ts";
import { type Rgb, shareOf } from "./pixels.ts";

/** Another background than the one that ships, as the operator of a server sets it. Invented tiles. */

/** Colour of water in the light palette, and two that no palette has. */
const WATER: Rgb = [0xa9, 0xc9, 0xd6];
const GROUND: Rgb = [0xd8, 0xc8, 0xe8];
const AREA: Rgb = [0x70, 0x90, 0x50];

const open: Server[] = [];
test.afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A host of map tiles that is not the product's. */
async function tileHost(
  answer: (path: string, host: string) => string | Buffer | undefined,
): Promise<string> {
  const server = createServer((request, response) => {
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const content = answer(new URL(request.url ?? "/", host).pathname, host);
    response.setHeader("access-control-allow-origin", "*");
    if (content === undefined) return response.writeHead(404).end();
    const bytes = Buffer.from(content);
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (!range) return response.end(bytes);
    return response.writeHead(206).end(bytes.subarray(Number(range[1]), Number(range[2]) + 1));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Shown {
  readonly url: string;
  readonly foreign: string[];
  readonly requests: Request[];
}

/** Opens *Carte* on a page with files beside it and a style that is set; `host` may be asked for tiles. */
async function show(
  page: Page,
  style: string,
  files: Readonly<Record<string, string | Buffer>> = {},
  host?: string,
): Promise<Shown> {
  const { url, server } = await servePage(pageWith("dist", files), host);
  open.push(server);
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  const foreign = foreignRequests(page, url);
  await stage(page, { role: "lead", style });
  await page.goto(`${url}/carte`);
  return { url, foreign, requests };
}

const drawn = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName("repere:cells-drawn").length > 0, undefined, {
    timeout: 90_000,
  });
const warning = (page: Page) =>
  page.getByText("Ce serveur peut savoir quelles zones vous regardez", { exact: false });
const share = async (page: Page, colour: Rgb) =>
  shareOf(page, await page.locator(".rp-map-canvas").screenshot(), colour);

test("a PMTiles file beside the page is drawn under the cells, in parts, and nothing warns", async ({
  page,
}) => {
  const { foreign, requests } = await show(page, "/ville.pmtiles", { "ville.pmtiles": inventedTiles() });
  await drawn(page);
  await expect.poll(() => share(page, WATER), { timeout: 30_000 }).toBeGreaterThan(0.2);
  const asked = requests.filter((request) => request.url().endsWith(".pmtiles"));
  expect(asked.length).toBeGreaterThan(0);
  for (const request of asked) expect(request.headers()["range"]).toMatch(/^bytes=\d+-\d+$/);
  expect(foreign).toEqual([]);
  await expect(warning(page)).toHaveCount(0);
});

test("tiles of another host are drawn, and the person is told which host learns where they look", async ({
  page,
}) => {
  const host = await tileHost((path) => (path === "/ville.pmtiles" ? inventedTiles() : undefined));
  const { foreign } = await show(page, `${host}/ville.pmtiles`, {}, host);
  await drawn(page);
  await expect(warning(page)).toContainText(new URL(host).host);
  await expect.poll(() => share(page, WATER), { timeout: 30_000 }).toBeGreaterThan(0.2);
  expect(foreign.length).toBeGreaterThan(0);
  expect(foreign.filter((url) => !url.startsWith(`${host}/`))).toEqual([]);
});

test("a style that asks for a globe and hills is drawn flat, under the cells", async ({ page }) => {
  const area = [
    [
      [1, 48.9],
      [4, 48.9],
      [4, 50],
      [1, 50],
      [1, 48.9],
    ],
  ];
  const style = {
    version: 8,
    projection: { type: "globe" },
    sources: {
      area: {
        type: "geojson",
        data: { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: area } },
      },
    },
    layers: [
      { id: "sky", type: "background", paint: { "background-color": `rgb(${GROUND.join(",")})` } },
      { id: "area", type: "fill", source: "area", paint: { "fill-color": `rgb(${AREA.join(",")})` } },
    ],
  };
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await show(page, "/style.json", { "style.json": JSON.stringify(style) });
  await drawn(page);
  await expect.poll(() => share(page, AREA), { timeout: 30_000 }).toBeGreaterThan(0.05);
  expect(await share(page, GROUND)).toBeGreaterThan(0.05);
  await page.getByRole("application").click({ position: { x: 470, y: 330 } });
  await expect(page.getByRole("region", { name: "Classe par fenêtre" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("a host that only the tiles' own description names is told too", async ({ page }) => {
  const tiles = await tileHost(() => undefined);
  const host = await tileHost((path, own) => {
    if (path === "/style.json") {
      const sources = { t: { type: "vector", url: `${own}/tiles.json` } };
      const layers = [{ id: "roads", type: "line", source: "t", "source-layer": "roads" }];
      return JSON.stringify({ version: 8, sources, layers });
    }
    if (path !== "/tiles.json") return undefined;
    return JSON.stringify({ tilejson: "3.0.0", tiles: [`${tiles}/{z}/{x}/{y}.pbf`], maxzoom: 14 });
  });
  await show(page, `${host}/style.json`, {}, host);
  await expect(warning(page)).toContainText(new URL(host).host);
  await expect(warning(page)).toContainText(new URL(tiles).host, { timeout: 30_000 });
});

test("a style that cannot be had is said, and the table stands for the map", async ({ page }) => {
  await show(page, "/absent.json");
  await expect(page.getByRole("alert")).toContainText("Le fond de carte réglé est introuvable");
  await expect(page.locator("tbody tr").first()).toBeVisible();
});
