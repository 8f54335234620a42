import type { Server } from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { type Scene, servePage, stage } from "../fixtures/carte-page.ts";
import { coveredByToasts } from "./covered.ts";
import { foreignRequests } from "./harness.ts";
import { axeFindings } from "./people.ts";

/** *Carte* as built, with the product's content policy, against invented answers in the server's shapes. */
let url = "";
let server: Server;

test.beforeAll(async () => {
  ({ url, server } = await servePage("dist"));
});
test.afterAll(() => void server.close());

interface Opening extends Scene {
  readonly query?: string;
  readonly language?: "fr" | "en";
  readonly theme?: "light" | "dark" | "nuit";
}

async function open(page: Page, { query = "", language = "fr", theme = "light", ...scene }: Opening) {
  await page.addInitScript(
    ([lang, name]) => {
      localStorage.setItem("repere.choice.language", lang);
      localStorage.setItem("repere.choice.theme", name);
    },
    [language, theme] as const,
  );
  await stage(page, scene);
  await page.goto(`${url}/carte${query}`);
}

const drawn = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName("repere:cells-drawn").length > 0, undefined, {
    timeout: 90_000,
  });
/** The table's rows once those further down have followed those that are drawn at once. */
async function rowsAtRest(page: Page): Promise<string[]> {
  let rows = await page.locator("tbody tr").allInnerTexts();
  await expect
    .poll(async () => {
      const last = rows;
      rows = await page.locator("tbody tr").allInnerTexts();
      return rows.length > 0 && rows.join() === last.join();
    })
    .toBe(true);
  return rows;
}

const chosen = (page: Page) => new URL(page.url()).searchParams.get("maille");
const canvas = (page: Page) => page.getByRole("application");

test("cells are drawn, a click names one, and nothing leaves the origin or breaks the policy", async ({
  page,
}) => {
  const foreign = foreignRequests(page, url);
  const complaints: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  await open(page, { role: "lead" });
  await drawn(page);
  await canvas(page).click({ position: { x: 470, y: 330 } });
  await expect(page.getByRole("region", { name: "Classe par fenêtre" })).toBeVisible();
  await expect.poll(() => chosen(page)).toMatch(/^\d+$/);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

test("arrow keys read cells aloud, Enter picks, and the table marks the same leaf", async ({ page }) => {
  await open(page, { role: "lead" });
  await drawn(page);
  await canvas(page).focus();
  for (const key of ["ArrowUp", "ArrowUp", "ArrowRight"]) await page.keyboard.press(key);
  const said = page.locator(".rp-map [aria-live]");
  await expect(said).toContainText(/, (non publié|\d+)/);
  const name = (await said.textContent())?.split(",")[0] ?? "";
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: new RegExp(name) })).toBeVisible();
  await page.getByText("Tableau", { exact: true }).click();
  const marked = page.locator('tr[data-chosen="true"]');
  await expect(marked).toHaveCount(1);
  const other = page.locator('tr[data-chosen="false"] button').first();
  const before = chosen(page);
  await other.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => chosen(page)).not.toBe(before);
});

test("the address holds the state: opened again, it shows the same", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, { role: "lead", query: "?de=2026-02-02&a=2026-08-03&par=genre&valeur=girl&tableau=1" });
  await expect(page.getByText("3 fenêtres", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Valeur")).toHaveValue("girl");
  await page.getByRole("slider", { name: "Première fenêtre" }).press("ArrowRight");
  await expect(page.getByText("2 fenêtres", { exact: true })).toBeVisible();
  const rows = await rowsAtRest(page);
  await page.reload();
  await expect(page.getByText("2 fenêtres", { exact: true })).toBeVisible();
  await expect.poll(() => page.locator("tbody tr").allInnerTexts()).toEqual(rows);
  await page.getByRole("button", { name: "Copier le tableau" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")[0]).toBe("Maille\tkm²\tClasse\tAu moins");
  expect(copied.trim().split("\n").length - 1).toBeGreaterThanOrEqual(rows.length);
});

test("play steps to the last window and stops; comparing colours by change", async ({ page }) => {
  await open(page, { role: "lead", query: "?de=2026-02-02" });
  await page.getByRole("button", { name: "Lire les fenêtres" }).click();
  await expect(page.getByText("3 août – 1 nov. 2026")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Lire les fenêtres" })).toBeVisible();
  await page.getByRole("button", { name: "Comparer" }).click();
  await expect(page.getByText("Avant : 4 mai – 2 août 2026")).toBeVisible();
  await expect(page.getByText("deux classes de plus, ou plus")).toBeVisible();
});

test("before the first map the screen says when it comes and what to do; what is due can be published", async ({
  page,
}) => {
  const nothing = { has_sector: false, has_record: false, has_release: false };
  await open(page, { role: "lead", published: 0, has: nothing });
  await expect(page.getByText(/Elle paraît le 14 février 2027/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Dessiner un secteur" })).toBeVisible();
  await page.unrouteAll();
  await open(page, { role: "lead", published: 6, due: 3 });
  await page.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(page.getByText(/publiées une par une, de la plus ancienne/)).toBeVisible();
  await page.getByRole("button", { name: "Publier maintenant" }).click();
  await expect(page.getByText(/fenêtres? publiées?\./)).toBeVisible();
  await expect(page.getByText(/attend(ent)? d’être publiée/)).toHaveCount(0);
});

test("where the map cannot be drawn, the table stands for it", async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await open(page, { role: "educator" });
  await expect(page.getByRole("alert")).toContainText("Le tableau donne les mêmes valeurs");
  await expect(page.locator("tbody tr").first()).toBeVisible();
});

test("what is said in passing leaves the map's buttons and the panel free, at every width", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, { role: "lead", query: "?tableau=1" });
  await drawn(page);
  for (const [width, height] of [
    ...[[1440, 900] as const, [1101, 800] as const],
    ...[[768, 1024] as const, [360, 740] as const],
  ]) {
    await page.setViewportSize({ width, height });
    const sheet = page.locator(".map-screen-sheet-button[aria-expanded=false]");
    if (await sheet.isVisible()) await sheet.click();
    await page.getByRole("button", { name: "Copier le tableau" }).click();
    await expect(page.getByText("Tableau copié.")).toHaveCount(1);
    const parts = ".rp-map-controls button, .map-screen-panel button, .frame-item";
    expect(await coveredByToasts(page, parts)).toEqual([]);
  }
});

/** Whether the legend lies over the map. */
function isOverMap(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const boxOf = (part: string) => document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
    const [map, legend] = [boxOf(".rp-map-canvas"), boxOf(".map-screen-legend")];
    if (map.height === 0 || legend.height === 0) throw new Error("nothing to compare");
    return legend.left < map.right && legend.top < map.bottom;
  });
}

test("the legend of a tablet held upright stands open below the map; across, folded with its classes in one line", async ({
  page,
}) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await open(page, { role: "lead" });
  await drawn(page);
  await expect(page.getByText("non publié (trop peu, ou rien)")).toBeVisible();
  expect(await isOverMap(page)).toBe(false);
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.reload();
  await expect(page.locator(".legend-strip .swatch")).toHaveCount(6);
  await expect(page.locator(".legend-strip .swatch").last()).toBeVisible();
  await expect(page.getByText("non publié (trop peu, ou rien)")).toBeHidden();
  const { height } = (await page.locator(".legend").boundingBox()) ?? { height: Number.NaN };
  expect(height).toBeLessThan(44);
});

const LOOKS = [
  { width: 1440, language: "fr", theme: "light", query: "?maille=174" },
  { width: 1440, language: "en", theme: "dark", query: "?tableau=1&avec=2026-05-04" },
  { width: 768, language: "fr", theme: "dark", query: "?couverture=soir" },
  { width: 360, language: "fr", theme: "nuit", query: "?maille=174" },
  { width: 360, language: "en", theme: "light", query: "?vue=surface" },
] as const;

for (const { width, language, theme, query } of LOOKS) {
  test(`axe finds nothing at ${width} px in ${language}, ${theme}, ${query}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, { role: "lead", language, theme, query, due: 1 });
    await drawn(page);
    expect(await axeFindings(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
