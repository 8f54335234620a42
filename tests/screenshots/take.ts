/**
 * `npm run screenshots [-- NAME …]`: pictures of every screen on the demonstration, at three widths and in both
 * languages, into docs/screenshots/. For looking at, and for the README.
 */
import { mkdirSync } from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";
import { accountOf, type Repere, startRepere } from "../e2e/harness.ts";

const OUT = "docs/screenshots";
const WIDTHS = [
  [1440, 900],
  [768, 1024],
  [360, 740],
] as const;
const LANGUAGES = ["fr", "en"] as const;
/** A round with stops. */
const ROUND = ".round-card:has(.round-budget) .round-card-open";

interface Screen {
  readonly name: string;
  readonly role: string;
  readonly path: string;
  /** A button that is pressed first; the picture waits for what it brings. */
  readonly click?: RegExp;
  /** What is clicked first, and what after it, as far as it is on the screen. */
  readonly pick?: string;
  readonly after?: string;
}

const SCREENS: readonly Screen[] = [
  { name: "carte", role: "lead", path: "/carte" },
  { name: "zones", role: "lead", path: "/non-atteintes" },
  { name: "zone", role: "lead", path: "/non-atteintes", pick: ".data-table-pick" },
  { name: "tournees", role: "lead", path: "/tournees" },
  { name: "tournee", role: "lead", path: "/tournees", pick: ROUND },
  { name: "feuille", role: "lead", path: "/tournees", pick: ROUND, after: "a[href*='/feuille/']" },
  { name: "saisie", role: "educator", path: "/saisie" },
  { name: "sites", role: "lead", path: "/lieux-de-vie" },
  { name: "alertes", role: "lead", path: "/alertes" },
  { name: "mobilites", role: "researcher", path: "/mobilites" },
  { name: "mobilites-points", role: "researcher", path: "/mobilites?mesure=points-chauds" },
  { name: "fichiers", role: "lead", path: "/fichiers" },
  { name: "equipe", role: "admin", path: "/equipe" },
  { name: "secteur", role: "lead", path: "/equipe?vue=secteurs&secteur=nouveau" },
  { name: "protection", role: "dpo", path: "/protection" },
  { name: "protection-calendrier", role: "dpo", path: "/protection/calendrier" },
  {
    name: "protection-regles",
    role: "dpo",
    path: "/protection/regles",
    click: /^(Calculer l’effet|Compute the effect)$/,
  },
  { name: "protection-attaques", role: "dpo", path: "/protection/attaques" },
  { name: "protection-annexe", role: "dpo", path: "/protection/annexe" },
  { name: "protection-budget", role: "dpo", path: "/protection/budget" },
  {
    name: "protection-conservation",
    role: "dpo",
    path: "/protection/conservation",
    click: /^(Compter|Count)$/,
  },
  { name: "protection-journal", role: "dpo", path: "/protection/journal" },
];
const FLAGS = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

async function signedIn(browser: Browser, repere: Repere, role: string, language: string): Promise<Page> {
  const context = await browser.newContext({
    locale: language === "fr" ? "fr-FR" : "en-GB",
    timezoneId: "Europe/Paris",
    viewport: { width: 1440, height: 900 },
  });
  // French is first whatever the browser says: English is the person's choice.
  await context.addInitScript((chosen) => localStorage.setItem("repere.choice.language", chosen), language);
  const page = await context.newPage();
  const { email, password } = accountOf(repere, role);
  await page.goto(repere.url);
  await page.locator("input[name=username]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.locator("nav.frame-rail").waitFor();
  return page;
}

/** A phone's screen is used at night too, and in the middle of a visit. */
async function takeField(page: Page, language: string): Promise<void> {
  const shot = (name: string) =>
    page.screenshot({ path: `${OUT}/saisie-${name}-${language}.png`, fullPage: false });
  await page.evaluate(() => localStorage.setItem("repere.choice.theme", "nuit"));
  await page.reload();
  await settled(page, "saisie");
  await shot("360-nuit");
  const met = page.locator(".field-big").first();
  if ((await met.count()) === 0) return;
  await met.click();
  for (const cell of [13, 13, 18, 18]) await page.locator(".field-counts button").nth(cell).click();
  await shot("rencontre-360-nuit");
  await page.evaluate(() => localStorage.setItem("repere.choice.theme", "light"));
  await page.waitForTimeout(600);
  await page.reload();
  await settled(page, "saisie");
  await page.locator(".field-counts").scrollIntoViewIfNeeded();
  await shot("rencontre-360");
}

/** Waits until the screen has drawn what it has: cells on a map, otherwise no more skeletons. */
async function settled(page: Page, name: string): Promise<void> {
  if (["carte", "zones", "zone", "alertes", "sites"].includes(name) || name.startsWith("mobilites")) {
    await page.waitForFunction(() => performance.getEntriesByName("repere:cells-drawn").length > 0);
  }
  await page.waitForTimeout(1500);
}

/** Presses a screen's button and waits until its work is done. */
async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().click();
  await page.locator("[role=status] table").first().waitFor({ timeout: 120_000 });
}

/** Clicks what a screen names, as far as it is there; on a phone the sheet over the map is opened first. */
async function pickOn(page: Page, { pick, after }: Screen): Promise<void> {
  const sheet = page.locator(".map-screen-sheet-button[aria-expanded=false]");
  if (pick && (await sheet.isVisible())) await sheet.click();
  for (const selector of [pick, after]) {
    const place = selector ? page.locator(selector).first() : undefined;
    if (!place || !(await place.count())) continue;
    await place.click();
    await page.waitForTimeout(1500);
  }
}

/** A page without a map is taken whole, however long it is. */
async function wholeHeight(page: Page, least: number): Promise<number> {
  const body = page.locator(".page-screen-body");
  const box = (await body.count()) > 0 ? await body.first().boundingBox() : null;
  const frame =
    least - (await page.evaluate(() => document.querySelector(".page-screen")?.clientHeight ?? 0));
  return box ? Math.max(least, Math.ceil(box.height) + frame) : least;
}

/** The screens that were asked for, by name or by its beginning; all where none was. */
function chosenScreens(wanted: readonly string[]): readonly Screen[] {
  const isWanted = (name: string) => wanted.some((one) => name === one || name.startsWith(`${one}-`));
  return wanted.length === 0 ? SCREENS : SCREENS.filter(({ name }) => isWanted(name));
}

async function takeScreen(page: Page, repere: Repere, screen: Screen, language: string): Promise<void> {
  const { name, path, click } = screen;
  for (const [width, height] of WIDTHS) {
    await page.setViewportSize({ width, height });
    await page.goto(`${repere.url}${path}`);
    await settled(page, name);
    await pickOn(page, screen);
    if (click) await press(page, click);
    await page.setViewportSize({ width, height: await wholeHeight(page, height) });
    await page.screenshot({ path: `${OUT}/${name}-${width}-${language}.png` });
  }
  if (name === "saisie") await takeField(page, language);
  if (name === "feuille") await page.pdf({ path: `${OUT}/${name}-${language}.pdf`, preferCSSPageSize: true });
}

async function take(browser: Browser, repere: Repere, wanted: readonly string[]): Promise<void> {
  for (const screen of chosenScreens(wanted)) {
    for (const language of LANGUAGES) {
      const page = await signedIn(browser, repere, screen.role, language);
      await takeScreen(page, repere, screen, language);
      await page.context().close();
    }
  }
}

mkdirSync(OUT, { recursive: true });
const repere = await startRepere();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
try {
  await take(browser, repere, process.argv.slice(2));
} finally {
  await browser.close();
  await repere.stop();
}
