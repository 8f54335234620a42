import type { Server } from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { servePage } from "../fixtures/carte-page.ts";
import { type ResearchScene, stageResearch } from "../fixtures/research-page.ts";
import { communesAround, openPart } from "./mobility-files.ts";
import { axeFindings } from "./people.ts";

/** *Mobilités* as built, with the product's content policy, against invented answers in the server's shapes. */
let url = "";
let server: Server;

test.beforeAll(async () => {
  ({ url, server } = await servePage("dist"));
});
test.afterAll(() => void server.close());

interface Opening extends ResearchScene {
  readonly query?: string;
  readonly language?: "fr" | "en";
  readonly theme?: "light" | "dark" | "nuit";
}

const TERRITORY = { leaves: 60, quarters: 6 };

async function open(page: Page, { query = "", language = "fr", theme = "light", ...scene }: Opening) {
  await page.addInitScript(
    ([lang, name]) => {
      localStorage.setItem("repere.choice.language", lang);
      localStorage.setItem("repere.choice.theme", name);
    },
    [language, theme] as const,
  );
  await stageResearch(page, scene);
  await page.goto(`${url}/mobilites${query}`);
}

/** Two quarters side by side and a district: what rings and the displacement need. */
const PAIR = "?trimestre=2023-03-27&avec=2022-12-26&district=28163688";

/** Every part in both languages and all themes, each theme at another width. */
const LOOKS = [
  { width: 1440, language: "fr", theme: "light" },
  { width: 768, language: "en", theme: "dark" },
  { width: 360, language: "fr", theme: "nuit" },
] as const;

for (const { width, language, theme } of LOOKS) {
  test(`axe finds nothing in any part at ${width} px in ${language}, ${theme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, { ...TERRITORY, language, theme, query: PAIR });
    await answered(page);
    if (width === 360) await page.locator(".map-screen-sheet-button").click();
    const parts = page.locator(".mobility-parts button");
    await expect(parts).toHaveCount(7);
    for (const part of await parts.all()) {
      await part.click();
      await answered(page);
      const name = await part.textContent();
      expect([name, await axeFindings(page)]).toEqual([name, []]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([name, Math.max(0, overflow)]).toEqual([name, 0]);
    }
  });
}

/** The panel shows its part, and no worker is at work. */
async function answered(page: Page): Promise<void> {
  await expect(page.locator(".mobility-body")).toHaveAttribute("aria-busy", "false");
  await expect(page.locator(".mobility-body [class*=Skeleton]")).toHaveCount(0);
}

test("before the first quarter the screen says what will be there", async ({ page }) => {
  await open(page, { leaves: 60, quarters: 0 });
  await expect(page.getByText("Aucune publication pour l’instant")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test("one quarter: nothing compares, and each part says so without a figure", async ({ page }) => {
  await open(page, { leaves: 60, quarters: 1, query: "?mesure=evolution" });
  const alone = page.getByText("Un seul trimestre est publié", { exact: false });
  await expect(alone.first()).toBeVisible();
  await expect(page.getByLabel("Comparer avec")).toHaveCount(0);
  await openPart(page, "Évolution");
  await expect(page.getByRole("table", { name: "Valeurs par trimestre et écarts" })).toBeVisible();
  await openPart(page, "Déplacement");
  await expect(page.locator(".mobility-body").getByText("Un seul trimestre", { exact: false })).toBeVisible();
});

test("all hidden: no zero, no colour, and what to try", async ({ page }) => {
  await open(page, { ...TERRITORY, hidden: true });
  await expect(page.getByText("Toutes les mailles sont masquées")).toBeVisible();
  await expect(page.getByText("Ce n’est pas un zéro", { exact: false })).toBeVisible();
  await openPart(page, "Évolution");
  const values = page.getByRole("table", { name: "Valeurs par trimestre et écarts" });
  await expect(values).toBeVisible();
  await expect(values).not.toContainText(/\d à \d/);
});

test("the control that was changed keeps the focus while its table comes", async ({ page }) => {
  await open(page, TERRITORY);
  await answered(page);
  const table = page.getByLabel("Tableau");
  await table.focus();
  await table.selectOption("gender");
  await expect(page.getByLabel("Valeur", { exact: true })).toBeVisible();
  await answered(page);
  await expect(table).toBeFocused();
});

test("a table keyed by commune is shared out over the leaves where the background has communes", async ({
  page,
}) => {
  const communes = communesAround();
  await page.route("**/basemap/manifest.json", (route) => route.fulfill({ json: communes.manifest }));
  await page.route("**/basemap/communes.json", (route) => route.fulfill({ json: communes.areas }));
  await open(page, TERRITORY);
  await openPart(page, "Données ouvertes");
  await answered(page);
  const file = { name: "invente.csv", mimeType: "text/csv", buffer: Buffer.from(communes.table) };
  await page.locator("input[type=file]").setInputFiles(file);
  // Two communes are used; one of another region, a code that is none and a formula are not.
  await expect(page.getByText("5 lignes lues, 2 utilisées.")).toBeVisible();
  await expect(page.getByText("1 ligne ailleurs que dans le territoire")).toBeVisible();
  await expect(page.getByText("selon sa surface", { exact: false })).toBeVisible();
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: /\d à \d/ })
      .first(),
  ).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test("a million rows are read beside the page, which goes on answering", async ({ page }) => {
  await open(page, TERRITORY);
  await openPart(page, "Données ouvertes");
  await answered(page);
  // Made in the page: the bridge of the test would take longer than the reader.
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>("input[type=file]");
    const rows = ["id;ind"];
    for (let at = 0; at < 1_000_000; at++) {
      rows.push(`CRS3035RES1000mN${2000 + (at % 1000)}000E${3000 + Math.floor(at / 1000)}000;${at % 7}`);
    }
    const files = new DataTransfer();
    files.items.add(new File([rows.join("\n")], "million.csv"));
    if (input) input.files = files.files;
    input?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await openPart(page, "Mailles");
  await expect(page.getByRole("table", { name: "Valeurs des mailles publiées" })).toBeVisible();
  await openPart(page, "Données ouvertes");
  await expect(page.getByText(/^1\s000\s000 lignes lues, \d+ utilisées\.$/)).toBeVisible({ timeout: 60_000 });
});
