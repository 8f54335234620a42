import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { openTable } from "../../src/exchange/exchange.ts";
import { observations } from "../fixtures/mano.ts";
import { accountOf, foreignRequests, type Repere, startRepere } from "./harness.ts";
import { axeFindings, open, signIn } from "./people.ts";

/** Invented: what a lead of the demonstration would bring from Mano. */
const FILE = observations([
  { territory: "Boulevard inventé", at: "2026-05-20 23:56", men: 3, women: 0 },
  { territory: "Boulevard inventé", at: "2026-05-21 00:05", men: 0, women: 0, by: "Omar Fictif" },
  { territory: "Place imaginée", at: "2026-05-22 21:15", men: 4, women: 1, by: "Omar Fictif" },
  { territory: "Grand secteur nord", at: "2026-05-22 22:00", men: 1, women: 0 },
]);

async function choose(page: Page): Promise<void> {
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "Observations.xlsx",
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      buffer: Buffer.from(FILE),
    });
  await expect(page.getByRole("heading", { name: "Territoires" })).toBeVisible({ timeout: 60_000 });
}

test.describe("files that come and files that leave", () => {
  let repere: Repere;
  let lead: Page;
  let foreign: readonly string[];
  const sent: string[] = [];
  test.describe.configure({ mode: "serial" });

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    repere = await startRepere(["--small"]);
    const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" });
    lead = await context.newPage();
    foreign = foreignRequests(lead, repere.url);
    lead.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
    const { email, password } = accountOf(repere, "lead");
    await signIn(lead, repere.url, email, password);
    await open(lead, "Fichiers");
  });
  test.afterAll(() => repere?.stop());

  test("Mano's observations go once each territory has its cell, and no name leaves the device", async () => {
    const slow = await lead.context().newCDPSession(lead);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: 5 });
    await choose(lead);
    // What stands above is there at the same moment: a form that came later would push an opened list out of sight.
    expect(await lead.getByRole("heading", { name: "Colonnes", exact: true }).count()).toBe(1);
    await slow.detach();
    await expect(lead.getByText("3 territoires restent à situer")).toBeVisible();
    const first = lead.getByRole("combobox", { name: "Maille du territoire Boulevard inventé" });
    await first.click();
    await lead.getByRole("option").nth(1).click();
    await lead.getByRole("combobox", { name: "Maille du territoire Grand secteur nord" }).click();
    await lead.getByRole("option", { name: "Laisser de côté" }).click();
    await lead.getByRole("button", { name: "Choisir sur la carte la maille de Place imaginée" }).click();
    const map = lead.getByRole("dialog");
    await map
      .locator("canvas")
      .first()
      .click({ position: { x: 200, y: 150 } });
    await map.getByRole("button", { name: "Choisir cette maille" }).click();
    await expect(lead.getByText("Tous les territoires ont une réponse.")).toBeVisible();
    expect(await axeFindings(lead)).toEqual([]);
    await lead.getByRole("button", { name: "Importer 3 lignes" }).click();
    await expect(lead.getByText("Import terminé")).toBeVisible({ timeout: 60_000 });
    const all = sent.join("\n");
    expect(all).toContain("/rpc/save_territories");
    for (const word of ["nventé", "magin", "Omar", "Karim", "Grand secteur"]) expect(all).not.toContain(word);
  });

  test("the same territories are not asked about again, and nothing can be sent before what becomes of it is told", async () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await lead.route("**/rpc/import_fate*", async (route) => {
      await held;
      await route.continue();
    });
    await lead.reload();
    await choose(lead);
    await expect(lead.getByText("Tous les territoires ont une réponse.")).toBeVisible();
    // The button stands below what is still to come: pressed now, it would be gone from under the finger.
    const send = lead.getByRole("button", { name: "Importer 3 lignes" });
    await expect(send).toBeDisabled();
    answer();
    await expect(lead.getByText("Sur la carte des responsables")).toBeVisible();
    await expect(send).toBeEnabled();
    await lead.getByRole("button", { name: "Choisir un autre fichier" }).click();
  });

  test("rounds and visits leave as a workbook of dates, cells and planned minutes, and published maps as a table", async () => {
    const [workbook] = await Promise.all([
      lead.waitForEvent("download"),
      lead
        .getByRole("region", { name: "Tournées et passages" })
        .getByRole("button", { name: "Télécharger" })
        .click(),
    ]);
    expect(workbook.suggestedFilename()).toMatch(/^tournees-.*\.xlsx$/);
    const opened = await openTable(readFileSync(await workbook.path()), { sheet: 2 });
    if (!opened.ok) throw new Error(opened.error);
    const [header, ...rows] = opened.value.raw.rows.map(({ cells }) => cells);
    expect(header?.slice(0, 4)).toEqual(["Date de service", "Créneau", "Équipe", "Maille (INSPIRE)"]);
    expect(rows.length).toBeGreaterThan(0);
    expect(
      rows.every(([date, , , cell]) => /^\d{4}-/.test(String(date)) && /^CRS3035RES1000m/.test(String(cell))),
    ).toBe(true);
    const [table] = await Promise.all([
      lead.waitForEvent("download"),
      lead
        .getByRole("region", { name: "Cartes publiées" })
        .getByRole("button", { name: "Télécharger" })
        .click(),
    ]);
    const text = readFileSync(await table.path(), "utf8");
    expect(text.startsWith("\ufeffMaille publiée;Carrés (INSPIRE);")).toBe(true);
    expect(text).toContain("Sans valeur : trop peu, ou rien.");
  });

  test("no request left the origin", () => {
    expect(foreign).toEqual([]);
  });
});
