import { type Browser, expect, type Page, test } from "@playwright/test";
import { accountOf, foreignRequests, type Repere, startRepere } from "./harness.ts";
import { downloaded, inventedTable, openPart, unzipped } from "./mobility-files.ts";
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
  const requests = dpo.getByRole("table", { name: "Demandes de tableaux supplémentaires" });
  await expect(requests.locator("tbody tr")).toHaveCount(1);
  await requests.getByRole("button", { name: /^Accepter/ }).click();
  const dialog = dpo.getByRole("dialog", { name: "Accepter ce tableau ?" });
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

  // What was approved can be taken out: with its interval in the table, as a picture of what the map draws.
  await openPart(researcher, "Exporter");
  await researcher.getByLabel("Avec les flux acceptés").check();
  const files = unzipped((await downloaded(researcher, "Télécharger (.zip)")).bytes);
  const flows = (files["flows.csv"] ?? "").trim().split("\r\n");
  expect(flows[0]).toContain("origin;destination;value;low_90;high_90");
  expect(flows.length).toBeGreaterThan(1);
  expect(flows.slice(1).every((row) => Number(row.split(";")[6]) >= 15)).toBe(true);
  await openPart(researcher, "Flux");
  await researcher.getByRole("switch", { name: "Dessiner aussi les autres" }).check();
  const figure = await downloaded(researcher, "Figure (.svg)");
  expect(figure.bytes.toString()).toMatch(/publication n° \d+/);
  await openPart(researcher, "Évolution");
  // The quarter's one further table is spent: its profile has the teams' hours, and no encounters to ask for.
  await expect(
    researcher.getByText("La table supplémentaire de ce trimestre est un tableau de flux", { exact: false }),
  ).toBeVisible();
  const chart = await downloaded(researcher, "Figure (.svg)");
  expect(chart.bytes.toString()).toMatch(/data-low="/);
});

test("profile: hours are there, encounters come when the dpo grants them in the place of flows", async ({
  browser,
}) => {
  const [researcher, dpo] = [await pageOf(browser, "researcher"), await pageOf(browser, "dpo")];
  await researcher.goto(`${repere.url}/mobilites?volet=temps`);
  // Another quarter than the one whose flows were accepted.
  await researcher.getByLabel("Trimestre").selectOption({ index: 1 });
  const profile = researcher.getByRole("region", { name: "Profil par jour et créneau" });
  await expect(profile.getByRole("row")).toHaveCount(8);
  await expect(profile.getByText("rien des rencontres", { exact: false })).toBeVisible();
  await profile.getByRole("button", { name: "Demander les rencontres" }).click();
  await expect(profile.getByText(/^Rencontres demandées le/)).toBeVisible();

  await dpo.goto(`${repere.url}/protection`);
  const requests = dpo.getByRole("table", { name: "Demandes de tableaux supplémentaires" });
  const request = requests.getByRole("row").filter({ hasText: "profil par jour et créneau" });
  await request.getByRole("button", { name: /^Accepter/ }).click();
  const dialog = dpo.getByRole("dialog", { name: "Accepter ce tableau ?" });
  await expect(dialog).toContainText("ni flux ni profil");
  await dialog.getByRole("button", { name: "Accepter" }).click();
  await expect(request).toContainText("acceptée le");
  await dpo.goto(`${repere.url}/protection/budget`);
  await expect(dpo.getByRole("cell", { name: "Profil par jour et créneau" })).toHaveCount(1);

  await researcher.reload();
  await expect(profile.getByText(/Rencontres accordées à la place des flux : ε = 0,13/)).toBeVisible();
  await expect(
    profile
      .locator("td")
      .filter({ hasText: /\d à \d/ })
      .first(),
  ).toBeVisible();
  expect(await axeFindings(researcher)).toEqual([]);
  await openPart(researcher, "Flux");
  await expect(researcher.getByText("il n’y en a qu’une par trimestre", { exact: false })).toBeVisible();
});

test("a table of open data is joined in the browser and never sent; what leaves is in the log", async ({
  browser,
}) => {
  const page = await pageOf(browser, "researcher");
  const foreign = foreignRequests(page, repere.url);
  const sent: string[] = [];
  page.on("request", (request) => {
    const text = request.postData() ?? "";
    if (/CRS3035|Idcar|invente/.test(request.url() + text)) sent.push(request.url());
  });
  await page.goto(`${repere.url}/mobilites`);
  await openPart(page, "Données ouvertes");
  await expect(page.locator("canvas").first()).toBeVisible();
  // A ratio is classed over all quarters: their tables come when the part is opened.
  await expect(page.locator(".mobility-body")).toHaveAttribute("aria-busy", "false");

  const asked: string[] = [];
  const listen = (request: { url(): string; method(): string }) => {
    // The page's own parts (worker, map, background) may still be on their way; the server's functions may not be asked.
    const isPart = request.method() === "GET" && !/\/(rest|auth)\//.test(request.url());
    if (!isPart) asked.push(`${request.method()} ${request.url()}`);
  };
  page.on("request", listen);
  const file = { name: "invente.csv", mimeType: "text/csv", buffer: inventedTable() };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByText("402 lignes lues, 400 utilisées.")).toBeVisible();
  await expect(page.getByText("par exemple : =cmd|' /C calc'!A0")).toBeVisible();
  const shown = page.getByRole("row").filter({ hasText: /\d à \d/ });
  await expect(shown.first()).toBeVisible();
  expect(asked).toEqual([]);
  page.off("request", listen);
  expect(await axeFindings(page)).toEqual([]);

  const ratios = await downloaded(page, "Tableau (.csv)");
  expect(ratios.name).toMatch(/^rapport-\d{4}-\d\d-\d\d\.csv$/);
  expect(ratios.bytes.toString()).toContain("per_1000_low_90");

  await openPart(page, "Exporter");
  const zip = await downloaded(page, "Télécharger (.zip)");
  const files = unzipped(zip.bytes);
  const names = ["LISEZMOI.md", "METHODE.md", "values.csv", "leaves.csv"];
  expect(Object.keys(files)).toEqual(expect.arrayContaining(names));
  expect((files["values.csv"] ?? "").split("\r\n").length).toBeGreaterThan(100);

  const svg = await downloaded(page, "Figure (.svg)");
  expect(svg.bytes.toString()).toMatch(/publication n° \d+/);
  const png = await downloaded(page, "Figure (.png)");
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  // 2,400 × 1,800 pixels that hold more than white paper.
  expect(png.bytes.readUInt32BE(16)).toBe(2400);
  expect(png.bytes.length).toBeGreaterThan(40_000);
  expect(await axeFindings(page)).toEqual([]);
  expect([foreign, sent]).toEqual([[], []]);

  const other = await pageOf(browser, "dpo");
  await other.goto(`${repere.url}/protection/journal`);
  const log = other.getByRole("table");
  await expect(log.getByText("Figure de recherche exportée").first()).toBeVisible();
  await expect(log.getByText("Valeurs de recherche exportées").first()).toBeVisible();
  await other.close();
});

test("wrong tables are refused in words, and nothing of them is kept", async ({ browser }) => {
  const page = await pageOf(browser, "researcher");
  await page.goto(`${repere.url}/mobilites`);
  await openPart(page, "Données ouvertes");
  const choose = (text: string) =>
    page.locator("input[type=file]").setInputFiles({
      name: "invente.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
  await choose("ville;habitants\nMontreuil;12\nPantin;3\n");
  await expect(page.getByText(/Aucune colonne ne contient de carrés INSEE/)).toBeVisible();
  await choose("codgeo;habitants\n93048;12\n93055;3\n");
  await expect(page.getByText(/Le fond de carte ne contient pas les communes/)).toBeVisible();
  const square = (size: number) => `CRS3035RES${size}mN2889000E3760000`;
  await choose(`id;habitants\n${square(1000)};12\n${square(200)};3\n`);
  await expect(page.getByText(/mêle des carrés de tailles différentes/)).toBeVisible();
  await choose("id;habitants\nCRS3035RES1000mN2100000E4000000;12\n");
  await expect(page.getByText(/Aucune ligne ne concerne le territoire/)).toBeVisible();
});

for (const role of ["lead", "educator", "dpo", "admin"]) {
  test(`${role}: no mobility screen, by the rail or by its address`, async ({ browser }) => {
    const page = await pageOf(browser, role);
    await page.goto(`${repere.url}/mobilites`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Mobilités");
    await expect(page.getByRole("link", { name: "Mobilités" })).toHaveCount(0);
  });
}
