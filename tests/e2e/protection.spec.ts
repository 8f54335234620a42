import { expect, type Page, test } from "@playwright/test";
import { accountOf, type Repere, startRepere } from "./harness.ts";
import { axeFindings, signIn } from "./people.ts";

/** The dpo's screen on the demonstration, part by part, with the real server behind it. */
let repere: Repere;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  repere = await startRepere(["--small"]);
});
test.afterAll(() => repere?.stop());

async function signedIn(page: Page, role: string): Promise<void> {
  const { email, password } = accountOf(repere, role);
  await signIn(page, repere.url, email, password);
}

const parts = (page: Page) => page.getByRole("navigation", { name: "Parties de l’écran" });

async function openPart(page: Page, name: string): Promise<void> {
  await parts(page).getByRole("link", { name }).click();
  await expect(parts(page).getByRole("link", { name })).toHaveAttribute("aria-current", "page");
}

/** Nothing that axe finds, nothing wider than the window, on a desk and on a phone. */
async function expectSound(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await axeFindings(page)).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("the calendar lists windows by state, and the address keeps the choice", async ({ page }) => {
  await signedIn(page, "dpo");
  await openPart(page, "Calendrier");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(1)).toContainText("publiée");
  await expectSound(page);
  await page.getByRole("combobox", { name: "État" }).click();
  await page.getByRole("option", { name: "à publier" }).click();
  await expect(page).toHaveURL(/etat=due/);
  await expect(page.getByText("Aucune fenêtre dans cet état.")).toBeVisible();
  await expect(rows).toHaveCount(0);
  await page.getByRole("button", { name: "Voir tous les états" }).click();
  await expect(page).not.toHaveURL(/etat=/);
  await expect(rows.nth(1)).toContainText("publiée");
});

test("a policy is tried before it is applied, applied with its consequences said, and taken back", async ({
  page,
}) => {
  await signedIn(page, "dpo");
  await page.goto(`${repere.url}/protection/regles`);
  const field = page.getByRole("textbox", { name: "Jeunes au moins dans une maille", exact: true });
  await expect(page.getByRole("heading", { name: /version 1/ })).toBeVisible();
  await field.fill("3");
  await expect(page.getByText("Un nombre entier de 5 à 50.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Appliquer ces règles…" })).toBeDisabled();
  await field.fill("8");
  await page.getByRole("button", { name: "Calculer l’effet" }).click();
  const effect = page.getByRole("table", { name: "Carte des équipes" });
  await expect(effect).toBeVisible({ timeout: 60_000 });
  await expect(effect.getByRole("row", { name: /Rencontres dans des mailles montrées/ })).toContainText("%");
  await expect(effect.getByRole("columnheader", { name: "proposé" })).toHaveCount(2);
  await expect(effect.getByRole("columnheader", { name: "Simulation" })).toBeVisible();
  await expect(effect.getByText("trop peu")).toHaveCount(0);
  await expectSound(page);
  await page.getByRole("button", { name: "Appliquer ces règles…" }).click();
  const dialog = page.getByRole("dialog", { name: "Appliquer la version 2 ?" });
  await expect(dialog).toContainText("Jeunes au moins dans une maille : 5 → 8");
  await expect(dialog).toContainText("Rien de ce qui est publié ne change.");
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Appliquer", exact: true }).click();
  await expect(page.getByRole("heading", { name: /version 2/ })).toBeVisible();
  await page.getByRole("button", { name: "Reprendre les valeurs de la version 1" }).click();
  await expect(field).toHaveValue("5");
  await page.getByRole("button", { name: "Appliquer ces règles…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Appliquer", exact: true }).click();
  await expect(page.getByRole("heading", { name: /version 3/ })).toBeVisible();
});

test("the budget is drawn and told, part by part", async ({ page }) => {
  await signedIn(page, "dpo");
  await openPart(page, "Budget");
  await expect(page.getByText(/^Dépensé : .+ sur 4,5\. Reste : /).first()).toBeVisible();
  await expectSound(page);
});

test("the log is searched by action, account and identifier, and leads to what can be erased", async ({
  page,
}) => {
  await signedIn(page, "dpo");
  await openPart(page, "Journal");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  await expectSound(page);
  await page.getByRole("combobox", { name: "Action" }).fill("Connex");
  await page.getByRole("option", { name: "Connexion", exact: true }).click();
  await expect(page).toHaveURL(/action=signed_in/);
  await expect(rows.nth(1)).toContainText("Protection des données");
  // All rows but the head.
  await expect(rows.filter({ hasNotText: "Connexion" })).toHaveCount(1);
  await rows.nth(1).getByRole("button").click();
  await expect(page).toHaveURL(/id=[0-9a-f-]{36}/);
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "Tout montrer" }).click();
  await expect(page).not.toHaveURL(/action=/);
});

test("erasing is counted first, and says that published maps do not change", async ({ page }) => {
  await signedIn(page, "dpo");
  await openPart(page, "Conservation");
  const aged = page.getByRole("region", { name: "Arrivé à échéance" });
  await aged.getByRole("button", { name: "Compter" }).click();
  await expect(aged.getByText(/^Serait effacé ou rendu imprécis, jusqu’à/)).toBeVisible();
  await expectSound(page);
  await aged.getByRole("button", { name: "Effacer…" }).click();
  const dialog = page.getByRole("dialog", { name: "Effacer pour toujours ?" });
  await expect(dialog).toContainText("ne modifie aucune carte déjà publiée");
  await dialog.getByRole("button", { name: "Ne rien effacer" }).click();
  const all = page.getByRole("region", { name: "Toutes les saisies de la structure" });
  await all.getByRole("textbox").fill("Une autre structure");
  await expect(all.getByRole("button", { name: "Compter" })).toBeDisabled();
});

test("without an attack report the screen says which command makes one; what is none is refused; one is kept", async ({
  page,
}) => {
  await signedIn(page, "dpo");
  await openPart(page, "Attaques");
  await expect(page.getByText("npm run attacks -- --report rapport.json")).toBeVisible();
  await expectSound(page);
  const file = page.locator("input[type=file]");
  const give = (text: string) =>
    file.setInputFiles({ name: "rapport.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await give('{"attacks": []}');
  await expect(page.getByText("Ce fichier n’est pas un rapport d’attaques.")).toBeVisible();
  const figure = { measure: 0.18, upper: 0.19, bound: 0.22 };
  const attack = {
    id: 2,
    name: "differencing",
    ...figure,
    unprotected: 1,
    pass: true,
    parts: [{ name: "all", ...figure }],
  };
  await give(
    JSON.stringify({
      ...{ ran_at: "2026-11-20T10:00:00Z", commit: "0123456", trials: 300, full: false },
      ...{ attacks: [attack, { ...attack, id: 9, upper: 0.4, pass: false }], utility: [] },
    }),
  );
  await expect(page.getByRole("row", { name: /Comparer toutes les tables/ })).toContainText("tient");
  await expect(page.getByRole("row", { name: /Observer le seuil/ })).toContainText("ne tient pas");
  await expect(page.getByText("1 attaque dépasse sa borne ou n’a pas pu être jugée.")).toBeVisible();
  await expectSound(page);
});

test("the annex for the AIPD tells method, parameters, risk and limits, and prints alone", async ({
  page,
}) => {
  await signedIn(page, "dpo");
  await openPart(page, "Annexe AIPD");
  const annex = page.getByRole("article");
  for (const title of ["Méthode", "Paramètres en vigueur", "Risque mesuré", "Limites qui restent"]) {
    await expect(annex.getByRole("heading", { name: title })).toBeVisible();
  }
  await expect(annex.getByRole("row", { name: "Jeunes au moins dans une maille 5 5 à 50" })).toBeVisible();
  await expectSound(page);
  await page.emulateMedia({ media: "print" });
  await expect(annex).toBeVisible();
  await expect(page.getByRole("button", { name: "Imprimer l’annexe" })).toBeHidden();
  await expect(page.getByRole("navigation")).toHaveCount(0);
});

test("in English too, every part is whole and sound", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("repere.choice.language", "en"));
  const { email, password } = accountOf(repere, "dpo");
  await page.goto(repere.url);
  await page.locator("input[name=username]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const tabs = page.getByRole("navigation", { name: "Parts of the screen" });
  await expect(tabs).toBeVisible();
  for (const link of await tabs.getByRole("link").all()) {
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("status", { name: "Loading…" })).toHaveCount(0);
    expect(await axeFindings(page)).toEqual([]);
    await expect(page.locator(".page-screen-body")).not.toContainText(/[a-z]+_[a-z]+|\{\{/);
  }
});

for (const role of ["lead", "educator", "admin", "researcher"]) {
  test(`${role}: no part of the screen, by the rail or by its address`, async ({ page }) => {
    await signedIn(page, role);
    for (const path of [
      "",
      "/calendrier",
      "/regles",
      "/attaques",
      "/annexe",
      "/budget",
      "/journal",
      "/conservation",
    ]) {
      await page.goto(`${repere.url}/protection${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Protection");
      await expect(parts(page)).toHaveCount(0);
    }
  });
}

test("a stranger is sent to the sign-in from every part", async ({ page }) => {
  for (const path of ["", "/regles", "/journal"]) {
    await page.goto(`${repere.url}/protection${path}`);
    await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
    await expect(parts(page)).toHaveCount(0);
  }
});
