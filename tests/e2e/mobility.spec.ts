import { type Browser, expect, type Page, test } from "@playwright/test";
import { accountOf, foreignRequests, type Repere, startRepere } from "./harness.ts";
import { axeFindings, signIn } from "./people.ts";

let repere: Repere;

test.beforeAll(async () => {
  repere = await startRepere(["--small"]);
});

test.afterAll(() => repere.stop());

/** A page of its own for an account of the demonstration. */
async function pageOf(browser: Browser, role: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  const { email, password } = accountOf(repere, role);
  await signIn(page, repere.url, email, password);
  return page;
}

test("a researcher reads rates with intervals, then statistics worked out beside the page; nothing leaves the origin", async ({
  browser,
}) => {
  const page = await pageOf(browser, "researcher");
  const foreign = foreignRequests(page, repere.url);
  await page.goto(`${repere.url}/mobilites`);
  const table = page.getByRole("table", { name: "Valeurs des mailles publiées" });
  const first = table.locator("tbody tr").first();
  await expect(first).toContainText(/\d à \d/);
  await expect(page.getByText("jeunes rencontré·es par heure de passage").first()).toBeVisible();
  await page.getByText("Effectifs", { exact: true }).click();
  await expect(page.getByText("Les effectifs suivent d’abord les équipes")).toBeVisible();
  await expect(page).toHaveURL(/effectifs=1/);
  await page.getByLabel("Mesure", { exact: true }).selectOption("hot");
  await expect(page.getByRole("columnheader", { name: "Lecture" })).toBeVisible();
  await expect(first).toContainText(/point|ordinaire|non distinguable|masqué/);
  expect(await axeFindings(page)).toEqual([]);
  expect(foreign).toEqual([]);
});

test("flows: the researcher asks, the dpo accepts, the budget is charged once, and both see it", async ({
  browser,
}) => {
  const [researcher, dpo] = [await pageOf(browser, "researcher"), await pageOf(browser, "dpo")];
  await researcher.goto(`${repere.url}/mobilites?volet=flux`);
  await researcher.getByLabel("Là où les jeunes vivent").check();
  await researcher.getByRole("button", { name: "Demander ces flux" }).click();
  await expect(researcher.getByText(/^Demande envoyée le/)).toBeVisible();
  expect(await axeFindings(researcher)).toEqual([]);

  await dpo.goto(`${repere.url}/protection`);
  const requests = dpo.getByRole("table", { name: "Demandes de flux" });
  await expect(requests.locator("tbody tr")).toHaveCount(1);
  await requests.getByRole("button", { name: /^Accepter/ }).click();
  const dialog = dpo.getByRole("dialog", { name: "Accepter ce tableau de flux ?" });
  await expect(dialog).toContainText("débité de ε = 0,134");
  await dialog.getByRole("button", { name: "Accepter" }).click();
  await expect(requests).toContainText("acceptée le");
  await expect(requests.getByRole("button")).toHaveCount(0);
  expect(await axeFindings(dpo)).toEqual([]);
  await dpo.goto(`${repere.url}/protection/budget`);
  await expect(dpo.getByRole("cell", { name: "Flux entre districts" })).toHaveCount(1);

  await researcher.reload();
  await expect(researcher.getByText(/Coût débité : ε = 0,13/)).toBeVisible();
  await expect(researcher.getByRole("button", { name: "Demander ces flux" })).toHaveCount(0);
});

for (const role of ["lead", "educator", "dpo", "admin"]) {
  test(`${role}: no mobility screen, by the rail or by its address`, async ({ browser }) => {
    const page = await pageOf(browser, role);
    await page.goto(`${repere.url}/mobilites`);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Mobilités");
    await expect(page.getByRole("link", { name: "Mobilités" })).toHaveCount(0);
  });
}
