import { type Browser, expect, type Page, test } from "@playwright/test";
import { type Repere, startRepere } from "./harness.ts";
import {
  type App,
  axeFindings,
  createTeam,
  enrol,
  firstLink,
  invite,
  join,
  PASSWORD,
  signUp,
} from "./people.ts";

/** Accounts of a new association on the real server: second locks, ended access, forgotten passwords. */
test.describe.configure({ mode: "serial" });

let repere: Repere;
let admin: Page;
let adminApp: App;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  repere = await startRepere(["--empty"]);
  admin = await personOf(browser);
});
test.afterAll(() => repere?.stop());

async function personOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" });
  return context.newPage();
}

async function givePassword(page: Page, identifier: string): Promise<void> {
  await page.goto(repere.url);
  await page.getByLabel("Identifiant ou adresse e-mail").fill(identifier);
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Compte", exact: true }).click();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
  await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
}

const rail = (page: Page) => page.getByRole("navigation", { name: "Écrans" });

test("the first administrator sets up an authenticator app before any screen opens", async () => {
  await signUp(admin, firstLink(repere), "premiere-admin");
  await expect(admin.getByRole("heading", { name: "Un second verrou pour votre compte" })).toBeVisible();
  await admin.goto(`${repere.url}/equipe`);
  await expect(admin.getByRole("heading", { name: "Un second verrou pour votre compte" })).toBeVisible();
  await expect(rail(admin)).toHaveCount(0);
  await admin.getByRole("button", { name: "Configurer l’application" }).click();
  await expect(
    admin.getByRole("img", { name: "Code QR pour l’application d’authentification" }),
  ).toBeVisible();
  for (const [width, language] of [
    [1440, "Français"],
    [360, "English"],
    [360, "Français"],
  ] as const) {
    await admin.setViewportSize({ width, height: 800 });
    await admin.getByRole("button", { name: language }).click();
    expect(await axeFindings(admin)).toEqual([]);
    const over = await admin.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  }
  await admin.getByLabel("Code à six chiffres").fill("000000");
  await admin.getByRole("button", { name: "Activer le second verrou" }).click();
  await expect(admin.getByText("Ce code n’est pas le bon, ou il a déjà servi.")).toBeVisible();
  await admin.setViewportSize({ width: 1280, height: 800 });
  await admin.reload();
  adminApp = await enrol(admin);
  await createTeam(admin, "Équipe inventée");
});

test("later sign-ins ask for a code, which the keyboard alone can give", async () => {
  await signOut(admin);
  await givePassword(admin, "premiere-admin");
  await expect(admin.getByRole("heading", { name: "Votre code" })).toBeVisible();
  expect(await axeFindings(admin)).toEqual([]);
  await admin.getByLabel("Code à six chiffres").focus();
  await admin.keyboard.type(await adminApp());
  await admin.keyboard.press("Enter");
  await expect(rail(admin)).toBeVisible();
});

test("when the code has grown old, a dialog asks for the next one and the action goes on", async () => {
  test.setTimeout(120_000);
  let asked = 0;
  // The server's clock cannot be moved here: its refusal after 12 hours is played once, in its own words.
  await admin.route("**/rest/v1/rpc/invite", async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    return route.fulfill({
      status: 403,
      json: { code: "42501", message: "not_allowed", details: null, hint: "second_factor" },
    });
  });
  await admin.getByRole("combobox", { name: "Fonction" }).click();
  await admin.getByRole("option", { name: "Protection des données" }).click();
  await admin.getByRole("button", { name: "Créer l’invitation" }).click();
  const dialog = admin.getByRole("dialog", { name: "Votre code" });
  await expect(dialog).toBeVisible();
  expect(await axeFindings(admin)).toEqual([]);
  await dialog.getByLabel("Code à six chiffres").fill(await adminApp());
  await dialog.getByRole("button", { name: "Valider le code" }).click();
  await expect(admin.getByRole("heading", { name: /Invitation prête/ })).toBeVisible();
  expect(asked).toBe(2);
  await admin.unrouteAll();
  await admin.getByRole("button", { name: "J’ai transmis l’invitation" }).click();
});

test("an ended access closes the person's open page at its next question", async ({ browser }) => {
  const lead = await personOf(browser);
  await join(lead, await invite(admin, "Responsable d’équipe"), "responsable");
  await admin.reload();
  await admin.getByRole("button", { name: /^Mettre fin à l’accès de : Responsable/ }).click();
  const dialog = admin.getByRole("dialog");
  await expect(dialog).toContainText("Le compte n’ouvrira plus rien, tout de suite");
  expect(await axeFindings(admin)).toEqual([]);
  await dialog.getByRole("button", { name: "Mettre fin à l’accès" }).click();
  await expect(admin.getByText("Accès terminé : le compte n’ouvre plus rien.")).toBeVisible();
  await expect(admin.getByText("1 accès terminé depuis un an")).toBeVisible();
  await rail(lead).getByRole("link", { name: "Fichiers" }).click();
  await expect(lead.getByText("Votre session est terminée.")).toBeVisible();
  await givePassword(lead, "responsable");
  await expect(lead.getByText("Votre compte n’est rattaché à aucune organisation")).toBeVisible();
});

test("the last administrator's access cannot be ended", async () => {
  await admin.getByRole("button", { name: /^Mettre fin à l’accès de : Administrateur/ }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Mettre fin à l’accès" }).click();
  await expect(admin.getByText("C’est le dernier compte d’administration")).toBeVisible();
  await admin.getByRole("button", { name: "Garder l’accès" }).click();
});

test("a forgotten password: a new invitation, and the old account closes when it is used", async ({
  browser,
}) => {
  const [old, renewed] = [await personOf(browser), await personOf(browser)];
  await join(old, await invite(admin, "Protection des données"), "deleguee");
  await admin.reload();
  await admin.getByRole("button", { name: /^Nouvelle invitation pour : Protection/ }).click();
  const dialog = admin.getByRole("dialog");
  expect(await axeFindings(admin)).toEqual([]);
  await dialog.getByRole("button", { name: "Créer l’invitation" }).click();
  const link = await dialog.locator("code", { hasText: "/rejoindre" }).textContent();
  await old.reload();
  await expect(rail(old)).toBeVisible();
  await join(renewed, link ?? "", "deleguee-2");
  await old.reload();
  await expect(old.getByText("Votre session est terminée.")).toBeVisible();
});
