import type { Server } from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { servePage, stage } from "../fixtures/carte-page.ts";
import { differenceOf } from "./pixels.ts";

/** The life of a map on *Carte*: at rest, and when the graphics card lets go of it. Invented answers. */
let url = "";
let server: Server;

test.beforeAll(async () => {
  ({ url, server } = await servePage("dist"));
});
test.afterAll(() => void server.close());

async function open(page: Page): Promise<void> {
  await stage(page, { role: "lead" });
  await page.goto(`${url}/carte`);
  await page.waitForFunction(() => performance.getEntriesByName("repere:cells-drawn").length > 0, undefined, {
    timeout: 90_000,
  });
}

const map = (page: Page) => page.locator(".rp-map-canvas");
const canvas = (page: Page) => page.getByRole("application");
const lost = (page: Page) => page.getByText("L’appareil a cessé d’afficher la carte.", { exact: false });

/** Marks the canvas and takes its drawing context away, as a driver that is reset does. */
async function loseContext(page: Page): Promise<void> {
  await canvas(page).evaluate((element: HTMLCanvasElement) => {
    element.dataset["lost"] = "true";
    element.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  });
  await expect(page.locator("canvas[data-lost]")).toHaveCount(0);
}

test("a map at rest asks for no frame", async ({ page }) => {
  await page.addInitScript(() => {
    const ask = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => {
      performance.mark("frame-asked");
      return ask.call(window, callback);
    };
  });
  await open(page);
  const askedInASecond = () =>
    page.evaluate(async () => {
      performance.clearMarks("frame-asked");
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return performance.getEntriesByName("frame-asked").length;
    });
  await expect.poll(askedInASecond, { timeout: 30_000 }).toBe(0);
  await canvas(page).click({ position: { x: 470, y: 330 } });
  await expect(page.getByRole("region", { name: "Classe par fenêtre" })).toBeVisible();
  await expect.poll(askedInASecond, { timeout: 30_000 }).toBe(0);
});

test("a lost drawing context gives a new map with the same cells, in the same place", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await open(page);
  await page.getByRole("button", { name: "Rapprocher" }).click();
  await expect.poll(() => new URL(page.url()).search).not.toBe("");
  let before = await map(page).screenshot();
  // Names fade in: the picture is taken when it no longer changes.
  await expect
    .poll(async () => {
      const last = before;
      before = await map(page).screenshot();
      return differenceOf(page, last, before);
    })
    .toBe(0);
  await loseContext(page);
  await expect(canvas(page)).toBeVisible();
  const changed = async () => differenceOf(page, before, await map(page).screenshot());
  await expect.poll(changed, { timeout: 60_000 }).toBeLessThan(0.005);
  await canvas(page).click({ position: { x: 470, y: 330 } });
  await expect(page.getByRole("region", { name: "Classe par fenêtre" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("a map that is lost again and again waits for the person, and comes back at the button", async ({
  page,
}) => {
  await open(page);
  for (let nth = 0; nth < 2; nth++) {
    await loseContext(page);
    await expect(canvas(page)).toBeVisible({ timeout: 60_000 });
    await expect(lost(page)).toHaveCount(0);
  }
  await loseContext(page);
  await expect(page.getByRole("alert").filter({ has: lost(page) })).toBeVisible();
  await expect(canvas(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Relancer la carte" }).click();
  await expect(canvas(page)).toBeVisible({ timeout: 60_000 });
  await expect(lost(page)).toHaveCount(0);
});
