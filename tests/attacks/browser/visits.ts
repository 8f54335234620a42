import { expect, type Page } from "@playwright/test";
import { accountOf, type Repere } from "../../e2e/harness.ts";
import { open, signIn } from "../../e2e/people.ts";

/** Signs in with the first demo account of a role. */
export async function enter(page: Page, repere: Repere, role: string): Promise<void> {
  const { email, password } = accountOf(repere, role);
  await signIn(page, repere.url, email, password);
}

/** Signs out by the menu, as a person does. */
export async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Compte", exact: true }).click();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
  await expect(page.getByLabel("Mot de passe", { exact: true })).toBeVisible();
  // The next person needs a moment to come; what the device keeps is removed in the background.
  await page.waitForTimeout(2000);
}

/** An educator begins a round, records an encounter where the device is, and looks at the map. */
export async function workAsEducator(page: Page): Promise<void> {
  await open(page, "Saisie");
  await page.getByRole("button", { name: "Commencer une maraude non prévue" }).click();
  await page.getByRole("button", { name: "Commencer", exact: true }).click();
  await page.getByRole("button", { name: "Passage hors étapes" }).click();
  await page.getByRole("button", { name: "Ma position" }).click();
  await page.getByRole("button", { name: /^Choisir / }).click();
  await page.getByRole("button", { name: "Rencontre", exact: true }).click();
  await page.getByRole("button", { name: "Activité", exact: true }).click();
  await page.getByRole("button", { name: /^Filles, 13–15 ans/ }).click();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.locator(".field-visit .field-state", { hasText: "envoyé" })).toHaveCount(1);
  await open(page, "Carte");
  await expect(page.locator("canvas").first()).toBeVisible();
}

/** A lead opens what is confined: the planner's memory, a round, the register of a district, alerts. */
export async function workAsLead(page: Page): Promise<void> {
  await open(page, "Carte");
  await expect(page.locator("canvas").first()).toBeVisible();
  await open(page, "Non atteintes");
  await page.locator(".data-table-pick").first().click();
  await open(page, "Tournées");
  await page.locator(".round-card:has(.round-budget) .round-card-open").first().click();
  await open(page, "Lieux de vie");
  await page.getByLabel("District", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Ouvrir le registre de ce district" }).click();
  await expect(page.getByText(/Il vous reste \d+ lieux? à ouvrir aujourd’hui/)).toBeVisible();
  const plan = page.getByRole("link", { name: "Planifier un passage" }).first();
  if (await plan.isVisible()) await plan.click();
  await open(page, "Alertes");
  await expect(page.getByRole("heading", { name: /alerte/i }).first()).toBeVisible();
}
