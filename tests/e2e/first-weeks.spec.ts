import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { inventedCsv } from "../fixtures/many-recorders.ts";
import { foreignRequests, type Repere, startRepere } from "./harness.ts";
import { axeFindings, createTeam, firstLink, invite, join, open } from "./people.ts";

const SAN_DIEGO = path(import.meta.dirname, "../../../shared/data/real/san-diego-downtown-counts.csv");
const HAS_REFERENCE = existsSync(SAN_DIEGO);

async function personOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" });
  return context.newPage();
}

/** Imports a file whose `neighborhood` column is proposed as the recorder; returns how many rows were received. */
async function importFile(lead: Page, file: string): Promise<string> {
  await open(lead, "Fichiers");
  await lead.locator("input[type=file]").setInputFiles(file);
  await expect(lead.getByRole("heading", { name: "Ce que Repère a compris" })).toBeVisible({
    timeout: 60_000,
  });
  await choose(lead, "Rôle de la colonne neighborhood", "Auteur·rice de saisie");
  await choose(lead, "Créneau des lignes qui ne le disent pas", "matin (6 h – 12 h)");
  await choose(lead, "Type de lieu des lignes qui ne le disent pas", "errance");
  const send = lead.getByRole("button", { name: /^Importer [\d\s]+ lignes$/ });
  await expect(send).toBeEnabled({ timeout: 60_000 });
  await send.click();
  await expect(lead.getByText("Import terminé")).toBeVisible({ timeout: 120_000 });
  return (
    (await lead
      .getByText(/lignes reçues/)
      .first()
      .textContent()) ?? ""
  );
}

/** Chooses in a list, unless it is what the page found by itself. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  const field = page.getByRole("combobox", { name: label });
  if ((await field.inputValue()) === option) return;
  await field.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function approve(dpo: Page): Promise<void> {
  await open(dpo, "Protection");
  await dpo.reload();
  await dpo
    .getByRole("button", { name: /^Accepter : import/ })
    .first()
    .click();
  await dpo.getByRole("dialog").getByRole("button", { name: "Accepter" }).click();
  await expect(dpo.getByText("Colonne acceptée.")).toBeVisible();
}

async function publishAll(lead: Page): Promise<void> {
  await open(lead, "Fichiers");
  await lead.getByRole("button", { name: "Publier…" }).click();
  await lead.getByRole("button", { name: "Publier pour toujours" }).click();
  await expect(lead.getByText(/fenêtres publiées$/)).toBeVisible({ timeout: 300_000 });
}

test.describe("a new association, from its first link to its first map", () => {
  let repere: Repere;
  let people: { admin: Page; lead: Page; dpo: Page };
  let foreign: readonly string[][];

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    repere = await startRepere(["--empty", "--grid", "32611", "--today", "2022-12-31"]);
    people = { admin: await personOf(browser), lead: await personOf(browser), dpo: await personOf(browser) };
    foreign = Object.values(people).map((page) => foreignRequests(page, repere.url));
  });
  test.afterAll(() => repere?.stop());
  test.describe.configure({ mode: "serial" });

  test("the first link makes an administrator, who makes a team and invites", async () => {
    const { admin, lead, dpo } = people;
    await join(admin, firstLink(repere), "premiere-admin");
    await expect(admin.getByText("Commencez par une équipe")).toBeVisible();
    await createTeam(admin, "Équipe inventée");
    const leadLink = await invite(admin, "Responsable d’équipe");
    const dpoLink = await invite(admin, "Protection des données");
    await join(lead, leadLink, "responsable");
    await join(dpo, dpoLink, "deleguee");
  });

  test("before any record, every screen says what to do, and none has a finding of axe", async () => {
    const { admin, lead, dpo } = people;
    await open(lead, "Carte");
    await expect(lead.getByText("Pas encore de carte")).toBeVisible();
    await expect(lead.getByText("Aucun secteur n’est dessiné. Commencez par là")).toBeVisible();
    expect(await axeFindings(lead)).toEqual([]);
    await open(lead, "Fichiers");
    await expect(lead.getByText("Par où commencer")).toBeVisible();
    expect(await axeFindings(lead)).toEqual([]);
    await open(lead, "Équipe");
    await expect(lead.getByText("Aucun secteur pour l’instant")).toBeVisible();
    await open(dpo, "Protection");
    await expect(dpo.getByText("Aucune demande pour l’instant")).toBeVisible();
    expect(await axeFindings(dpo)).toEqual([]);
    expect(await axeFindings(admin)).toEqual([]);
  });

  test("San Diego's real counts go through: imported, approved, published, and honestly answered", async () => {
    test.skip(!HAS_REFERENCE, "reference data is absent");
    test.setTimeout(600_000);
    const { lead, dpo } = people;
    const received = await importFile(lead, SAN_DIEGO);
    expect(received.replace(/\D/g, "")).toBe("14317");
    await approve(dpo);
    await publishAll(lead);
    await open(lead, "Carte");
    await expect(lead.getByText("non publié (trop peu, ou rien)")).toBeVisible();
    await lead.getByText("Tableau", { exact: true }).click();
    await expect(lead.getByRole("table")).toBeVisible();
  });

  test("no request of any person left the origin", () => {
    expect(foreign.flat()).toEqual([]);
  });
});

test.describe("an invented file of many recorders", () => {
  let repere: Repere;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    repere = await startRepere(["--empty", "--grid", "32611", "--today", "2022-12-31"]);
  });
  test.afterAll(() => repere?.stop());

  test("shows leaves on the map and in the table, and can be undone without changing what is published", async ({
    browser,
  }) => {
    test.setTimeout(600_000);
    const [admin, lead, dpo] = [await personOf(browser), await personOf(browser), await personOf(browser)];
    const file = path(mkdtempSync(path(tmpdir(), "repere-file-")), "invented.csv");
    writeFileSync(file, inventedCsv());
    await join(admin, firstLink(repere), "premiere-admin");
    await createTeam(admin, "Équipe inventée");
    await join(lead, await invite(admin, "Responsable d’équipe"), "responsable");
    await join(dpo, await invite(admin, "Protection des données"), "deleguee");
    await importFile(lead, file);
    await approve(dpo);
    await publishAll(lead);
    await open(lead, "Carte");
    await lead.getByText("Tableau", { exact: true }).click();
    const shown = lead.getByRole("row").filter({ hasText: /\d+ à \d+|et plus/ });
    await expect(shown.first()).toBeVisible();
    const before = await lead.getByRole("table").textContent();
    await open(lead, "Fichiers");
    await lead.getByRole("button", { name: /^Annuler l’import du/ }).click();
    await lead.getByRole("dialog").getByRole("button", { name: "Annuler l’import" }).click();
    await expect(lead.getByText(/Import annulé :/)).toBeVisible();
    await open(lead, "Carte");
    await lead.getByText("Tableau", { exact: true }).click();
    await expect(lead.getByRole("table")).toHaveText(before ?? "");
  });
});
