import { type Browser, expect, type Page, test } from "@playwright/test";
import { accountOf, type Repere, startRepere } from "./harness.ts";
import { axeFindings, signIn } from "./people.ts";

/** Living sites and field alerts on the demonstration, as a lead and a partner meet them. All data are invented. */
test.describe.configure({ mode: "serial" });

let repere: Repere;
let lead: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  repere = await startRepere(["--small"]);
  lead = await personOf(browser);
  const { email, password } = accountOf(repere, "lead");
  await signIn(lead, repere.url, email, password);
});
test.afterAll(() => repere?.stop());

async function personOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" });
  return context.newPage();
}

const panel = (page: Page) => page.getByRole("complementary");

test("a lead opens the register of one district, notes a site, tells what happened, and takes it back", async () => {
  await lead.getByRole("link", { name: "Lieux de vie" }).click();
  const district = lead.getByLabel("District", { exact: true });
  await expect(district).toBeVisible();
  await expect(panel(lead).getByRole("article")).toHaveCount(0);
  await district.selectOption({ index: 1 });
  await lead.getByRole("button", { name: "Ouvrir le registre de ce district" }).click();
  await expect(lead.getByText(/Il vous reste \d+ lieux? à ouvrir aujourd’hui/)).toBeVisible();
  await lead.getByRole("button", { name: "Noter un lieu de vie" }).click();
  await lead.getByLabel("Code", { exact: true }).fill("essai-1");
  await lead.getByRole("button", { name: "Enregistrer" }).click();
  await expect(lead.getByText("Choisissez d’abord un lieu.")).toBeVisible();
  // The map chooses the cell: its middle lies in the district that is in view.
  const map = lead.getByRole("application");
  await map.click({ position: { x: 400, y: 300 } });
  await expect(lead.getByText(/^Maille choisie/)).toBeVisible();
  await lead.getByRole("button", { name: "Enregistrer" }).click();
  await expect(lead.getByText(/^Lieu ESSAI-1 enregistré/)).toBeVisible();
  const card = panel(lead).getByRole("article").filter({ hasText: "ESSAI-1" });
  await expect(card).toContainText("Jamais visité");
  await card.getByRole("button", { name: "Que s’est-il passé ?" }).click();
  await lead.getByLabel("Où sont allées les personnes ?").selectOption({ label: "On ne sait pas" });
  await lead.getByRole("button", { name: "Enregistrer" }).click();
  await expect(card).toContainText("expulsé depuis le");
  await card.getByText("Historique (1)").click();
  await card.getByRole("button", { name: /^Retirer/ }).click();
  await expect(card).toContainText("actif depuis le");
  expect(await axeFindings(lead)).toEqual([]);
});

test("a partner with a link sends an alert without an account; the lead sees it and closes it", async ({
  browser,
}) => {
  await lead.getByRole("link", { name: "Alertes", exact: true }).click();
  await lead.getByText("Liens partenaires").click();
  await lead.getByRole("button", { name: "Créer un lien" }).click();
  const link = panel(lead).locator("code").filter({ hasText: "/alerte#jeton=" });
  const address = (await link.textContent()) ?? "";
  await lead.getByRole("button", { name: "C’est transmis" }).click();
  await expect(link).toHaveCount(0);

  const partner = await personOf(browser);
  const asked: string[] = [];
  partner.on("request", (request) => asked.push(request.url()));
  await partner.goto(address);
  await partner.getByRole("combobox", { name: "Lieu" }).fill("montreuil");
  await partner
    .getByRole("option", { name: /^Montreuil/ })
    .first()
    .click();
  await expect(partner.getByText(/^Maille choisie/)).toBeVisible();
  expect(await axeFindings(partner)).toEqual([]);
  await partner.getByRole("button", { name: "Envoyer" }).click();
  await expect(partner.getByRole("heading", { name: "Merci." })).toBeVisible();
  // The token went to the one function that takes it, and stands in no address.
  const token = new URL(address).hash.replace("#jeton=", "");
  expect(asked.filter((url) => url.includes(token))).toEqual([]);

  await lead.reload();
  const card = panel(lead).getByRole("article").filter({ hasText: "par le lien partenaire n° 1" });
  await expect(card).toContainText("Montreuil");
  expect(await axeFindings(lead)).toEqual([]);
  await card.getByRole("button", { name: "Clore" }).click();
  await lead.getByRole("menuitem", { name: "Personne" }).click();
  await expect(card).toHaveCount(0);
  await lead.getByRole("button", { name: "Annuler l’action" }).click();
  await expect(card).toHaveCount(1);
});

test("axe finds nothing on Lieux de vie and Alertes in any theme, by turns in either language, nor in what a phone's bar unfolds", async () => {
  test.setTimeout(360_000);
  await lead.setViewportSize({ width: 360, height: 740 });
  for (const [theme, first, second] of [
    ["light", "fr", "en"],
    ["dark", "en", "fr"],
    ["nuit", "fr", "en"],
  ] as const) {
    for (const [language, path] of [
      [first, "/lieux-de-vie"],
      [second, "/alertes"],
    ] as const) {
      await lead.evaluate(
        (chosen) => {
          localStorage.setItem("repere.choice.theme", chosen.theme);
          localStorage.setItem("repere.choice.language", chosen.language);
        },
        { theme, language },
      );
      await lead.goto(`${repere.url}${path}`);
      await expect(lead.locator("html")).toHaveAttribute("lang", language);
      await expect(lead.getByRole("complementary")).toBeVisible();
      expect(await axeFindings(lead), `${theme} ${language} ${path}`).toEqual([]);
      if (path === "/alertes") await unfolds(language, theme);
    }
  }
  await lead.setViewportSize({ width: 1280, height: 720 });
});

/** What the bar unfolds: the other screens are links of the bar itself, and Escape folds them again. */
async function unfolds(language: "fr" | "en", theme: string): Promise<void> {
  const [more, account] = language === "fr" ? ["Plus", "Compte"] : ["More", "Account"];
  const bar = lead.getByRole("navigation");
  const button = bar.getByRole("button", { name: new RegExp(`^${more}`) });
  const links = bar.getByRole("link");
  // The bar is narrow now: the count is that of the narrow bar.
  await expect(button).toBeVisible();
  const before = await links.count();
  await button.click();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => links.count()).toBeGreaterThan(before);
  expect(await axeFindings(lead), `${more}, ${theme}`).toEqual([]);
  await lead.keyboard.press("Escape");
  await expect(links).toHaveCount(before);
  await bar.getByRole("button", { name: account, exact: true }).click();
  await expect(lead.getByRole("menu")).toBeVisible();
  expect(await axeFindings(lead), `${account}, ${theme}`).toEqual([]);
  await lead.keyboard.press("Escape");
}

test("a cut link says what to do, and sends nothing", async ({ browser }) => {
  const partner = await personOf(browser);
  await partner.goto(`${repere.url}/alerte#jeton=abc`);
  await expect(partner.getByRole("heading", { name: "Ce lien est incomplet" })).toBeVisible();
  await expect(partner.getByRole("button", { name: "Envoyer" })).toHaveCount(0);
});
